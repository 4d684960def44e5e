"""Where targets stand and what figures hide: the rules applied to what was recorded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from tinhso.kernel.indicators.models import (
    Grain,
    Indicator,
    Measure,
    Observation,
    Reading,
    Target,
    Timing,
)
from tinhso.kernel.indicators.queries.reading import (
    YEARLY,
    Asked,
    Grouped,
    Key,
    figures_of,
    keys_of,
)
from tinhso.kernel.indicators.queries.series import chosen
from tinhso.kernel.indicators.queries.sources import with_sources
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
from tinhso.kernel.units.models import Unit

FOR_AN_AVERAGE = (Measure.GROWTH_RATE, Measure.LEVEL, Measure.CHANGE_FROM_BASE)
WITH_FINDINGS = (Measure.LEVEL, Measure.RANK, Measure.CHANGE_FROM_BASE)


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


def standings(
    targets: Sequence[Target], *, on: date, as_of: datetime | None = None
) -> list[TargetStanding]:
    """Return where targets stand on a day, in their order; four queries, however many."""
    grouped = figures_for(targets, as_of=as_of)
    return [standing(one, grouped, on=on) for one in targets]


def figures_for(targets: Sequence[Target], *, as_of: datetime | None = None) -> Grouped:
    """Return the figures by which targets are judged."""
    of_years: set[Key] = set()
    of_any_length: set[Key] = set()
    for one in targets:
        averaged = one.reading == Reading.AVERAGE_GROWTH
        measures = FOR_AN_AVERAGE if averaged else (one.measure,)
        yearly = averaged or (one.due_period.isdigit() and not _any_length(one))
        keys = {Key(one.indicator_id, measure, one.area_id) for measure in measures}
        (of_years if yearly else of_any_length).update(keys)
    indicators, areas = [one.indicator for one in targets], [one.area for one in targets]
    asked = Asked(as_of=as_of)
    grouped = figures_of(
        sorted(of_years - of_any_length),
        replace(asked, grains=YEARLY.grains),
        sources=False,
    ) | figures_of(sorted(of_any_length), asked, sources=False)
    with_sources([one for group in grouped.values() for one in group], indicators, areas)
    return grouped


def _any_length(target: Target) -> bool:
    """Return whether a figure of any period may be set against a target's."""
    if target.measure == Measure.LEVEL:
        return target.indicator.timing == Timing.AT_END
    return target.measure in {Measure.RANK, Measure.SHARE_OF_PLAN}


def standing(
    target: Target, grouped: Mapping[Key, Sequence[Observation]], *, on: date
) -> TargetStanding:
    """Return where a target stands on a day. `grouped` holds at least `figures_for` it.

    Only figures of the area's version for which the target was set are compared with it; and of
    what comes about during a period only periods as long as the target's: nine months of exports
    are not set against a year's.
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
        return _on_average(target, goal, grouped, on=on)
    figures = [one for one in _of(grouped, target, target.measure) if _comparable(one, target)]
    points = [Point(Period.parse(one.period), one.value) for one in figures]
    found = stand(goal, points, on=on)
    judged = [one for one in figures if found.until and one.period == found.until.code]
    return TargetStanding(target, found, judged[0] if judged else None)


def _on_average(
    target: Target, goal: Goal, grouped: Mapping[Key, Sequence[Observation]], *, on: date
) -> TargetStanding:
    rates = _yearly(grouped, target, Measure.GROWTH_RATE)
    levels = _yearly(grouped, target, Measure.LEVEL)
    bases = _implied_bases(grouped, target)
    values = bases | {year: one.value for year, one in levels.items()}
    if goal.base_year is not None and goal.base_year in bases:
        # A change on the base year, stated with the last level, names that base itself.
        values[goal.base_year] = bases[goal.base_year]
    found = stand_on_average(goal, {year: one.value for year, one in rates.items()}, values, on=on)
    last = None
    if found.until is not None:
        last = rates.get(found.until.end.year) or levels.get(found.until.end.year)
    return TargetStanding(target, found, last)


def _comparable(one: Observation, target: Target) -> bool:
    return _any_length(target) or (
        Period.parse(one.period).months == Period.parse(target.due_period).months
    )


def findings_in(indicators: Collection[Indicator], areas: Collection[Unit]) -> list[Finding]:
    """Return what yearly figures of indicators in some areas hide; three queries."""
    keys = keys_of(indicators, areas, WITH_FINDINGS)
    return findings(figures_of(keys, YEARLY, indicators=indicators, areas=areas))


def findings(grouped: Mapping[Key, Sequence[Observation]]) -> list[Finding]:
    """Return what figures hide: growth claims over a later fall, and ranks lost."""
    found: list[Finding] = []
    for key, group in grouped.items():
        if key.measure == Measure.CHANGE_FROM_BASE:
            levels = chosen(grouped.get(Key(key.indicator_id, Measure.LEVEL, key.area_id), ()))
            found += [hidden for claim in chosen(group) if (hidden := _hidden(claim, levels))]
        elif key.measure == Measure.RANK:
            ranks = [one for one in chosen(group) if one.grain == Grain.YEAR]
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


def _of(
    grouped: Mapping[Key, Sequence[Observation]], target: Target, measure: str
) -> list[Observation]:
    group = grouped.get(Key(target.indicator_id, measure, target.area_id), ())
    return chosen(one for one in group if one.kind != "forecast")


def _yearly(
    grouped: Mapping[Key, Sequence[Observation]], target: Target, measure: str
) -> dict[int, Observation]:
    found = _of(grouped, target, measure)
    return {int(one.period): one for one in found if one.grain == Grain.YEAR}


def _implied_bases(
    grouped: Mapping[Key, Sequence[Observation]], target: Target
) -> dict[int, Decimal]:
    levels = _yearly(grouped, target, Measure.LEVEL)
    return {
        int(claim.base_period): implied_base(levels[int(claim.period)].value, claim.value)
        for claim in _of(grouped, target, Measure.CHANGE_FROM_BASE)
        if claim.period.isdigit() and int(claim.period) in levels
    }
