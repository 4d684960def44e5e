"""Where targets stand and what figures hide: the rules applied to what was recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tinhso.kernel.indicators.models import Indicator, Measure, Observation, Reading, Target
from tinhso.kernel.indicators.queries.series import Key, by_key, chosen, latest
from tinhso.kernel.indicators.rules.findings import (
    HiddenFall,
    RankLost,
    Year,
    hidden_fall,
    implied_base,
    rank_lost,
)
from tinhso.kernel.indicators.rules.periods import Period
from tinhso.kernel.indicators.rules.targets import Goal, Point, Standing, stand, stand_on_average

Grouped = Mapping[Key, Sequence[Observation]]


@dataclass(frozen=True)
class TargetStanding:
    """A target, where it stands, and the last figure it was judged by, if any."""

    target: Target
    standing: Standing
    figure: Observation | None


@dataclass(frozen=True)
class Finding:
    """Something to look at in one indicator: a hidden fall or a rank lost, with its figures."""

    indicator: Indicator
    what: HiddenFall | RankLost
    claim: Observation
    peak: Observation


def standing(target: Target, grouped: Grouped, *, on: date) -> TargetStanding:
    """Return where a target stands on a day. `grouped` is `by_key` of all figures.

    Only figures of the area's version for which the target was set are compared with it.
    """
    goal = Goal(
        value=target.value,
        relation=target.relation,
        due=target.due_on,
        direction=target.indicator.direction,
        base_year=int(target.base_period) if target.base_period else None,
        lost=target.measure == Measure.RANK,
    )
    if target.reading == Reading.AVERAGE_GROWTH:
        rates = _yearly(grouped, target, Measure.GROWTH_RATE)
        levels = _yearly(grouped, target, Measure.LEVEL)
        bases = _implied_bases(grouped, target)
        values = bases | {year: one.value for year, one in levels.items()}
        if goal.base_year is not None and goal.base_year in bases:
            # A change on the base year, stated with the last level, names that base itself.
            values[goal.base_year] = bases[goal.base_year]
        found = stand_on_average(
            goal, {year: one.value for year, one in rates.items()}, values, on=on
        )
        last = None
        if found.until is not None:
            last = rates.get(found.until.end.year) or levels.get(found.until.end.year)
        return TargetStanding(target, found, last)
    figures = _of(grouped, target, target.measure)
    points = [Point(Period.parse(one.period), one.value) for one in figures]
    found = stand(goal, points, on=on)
    judged = [one for one in figures if found.until and one.period == found.until.code]
    return TargetStanding(target, found, judged[0] if judged else None)


def findings(grouped: Grouped) -> list[Finding]:
    """Return what figures hide: growth claims over a later fall, and ranks lost."""
    found: list[Finding] = []
    for key, group in grouped.items():
        if key.measure == Measure.CHANGE_FROM_BASE:
            levels = chosen(grouped.get(Key(key.indicator_id, Measure.LEVEL, key.area_id), ()))
            found += [hidden for claim in chosen(group) if (hidden := _hidden(claim, levels))]
        elif key.measure == Measure.RANK:
            ranks = [one for one in chosen(group) if one.period.isdigit()]
            lost = rank_lost([Year(int(one.period), one.value) for one in ranks])
            if lost:
                best = next(one for one in ranks if int(one.period) == lost.best.year)
                found.append(Finding(ranks[-1].indicator, lost, ranks[-1], best))
    return found


def _hidden(claim: Observation, levels: Sequence[Observation]) -> Finding | None:
    yearly = {int(one.period): one for one in levels if one.period.isdigit()}
    if not (claim.period.isdigit() and claim.base_period.isdigit()):
        return None
    last = yearly.get(int(claim.period))
    if last is None:
        return None
    what = hidden_fall(
        Year(int(last.period), last.value),
        change=claim.value,
        base_year=int(claim.base_period),
        series=[Year(year, one.value) for year, one in yearly.items()],
    )
    return Finding(claim.indicator, what, claim, yearly[what.peak.year]) if what else None


def _of(grouped: Grouped, target: Target, measure: str) -> list[Observation]:
    group = grouped.get(Key(target.indicator_id, measure, target.area_id), ())
    return [one for one in chosen(group) if one.kind != "forecast"]


def _yearly(grouped: Grouped, target: Target, measure: str) -> dict[int, Observation]:
    return {int(one.period): one for one in _of(grouped, target, measure) if one.period.isdigit()}


def _implied_bases(grouped: Grouped, target: Target) -> dict[int, Decimal]:
    levels = _yearly(grouped, target, Measure.LEVEL)
    return {
        int(claim.base_period): implied_base(levels[int(claim.period)].value, claim.value)
        for claim in _of(grouped, target, Measure.CHANGE_FROM_BASE)
        if claim.period.isdigit() and int(claim.period) in levels
    }


def latest_of(figures: Iterable[Observation], measure: str) -> Observation | None:
    """Return the last figure of a measure in the newest version of the area it was given for."""
    groups = [group for key, group in by_key(figures).items() if key.measure == measure]
    known = [one for group in groups if (one := latest(group))]
    return max(known, key=lambda one: one.ends_on, default=None)
