"""The leaders' board: what was promised, where it stands, what moved and what turned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from tinhso.kernel.indicators import queries as indicators
from tinhso.kernel.indicators.models import Indicator, Measure, Observation, Target
from tinhso.kernel.indicators.queries import Conflict, Finding, Grouped, Key, TargetStanding
from tinhso.systems.strategy.models import Clause, Milestone, Resolution
from tinhso.systems.strategy.queries.files import board_file
from tinhso.systems.strategy.queries.tasks import TaskStanding, tasks
from tinhso.systems.strategy.rules.moves import Move
from tinhso.systems.strategy.rules.tasks import Progress, progress
from tinhso.systems.strategy.rules.turns import Kind, Turn, turn

MOVED_SHOWN = 3
SHOWN = (Measure.LEVEL, Measure.RANK, Measure.GROWTH_RATE)
READ = (*SHOWN, Measure.CHANGE_FROM_BASE)


@dataclass(frozen=True)
class Moved:
    """A headline indicator with its last two comparable figures and their series."""

    indicator: Indicator
    measure: str
    series: tuple[Observation, ...]
    move: Move


@dataclass(frozen=True)
class Ranking:
    """An index in which the province is ranked: the last rank, the one before, the last score."""

    indicator: Indicator
    last: Observation
    before: Observation | None
    score: Observation | None


@dataclass(frozen=True)
class Turned:
    """A figure that turned: its series, and the turn at its end."""

    indicator: Indicator
    measure: str
    series: tuple[Observation, ...]
    turn: Turn

    @property
    def better(self) -> bool | None:
        """Whether it turned for the better; None where no way is better."""
        if self.measure == Measure.RANK:
            return not self.turn.rises
        if self.indicator.direction == "none":
            return None
        return self.turn.rises == (self.indicator.direction == "up")


@dataclass(frozen=True)
class Promised:
    """A resolution with its targets, milestones and tasks, and how far it is."""

    resolution: Resolution
    targets: tuple[TargetStanding, ...]
    milestones: tuple[Milestone, ...]
    tasks: tuple[TaskStanding, ...] = ()

    @property
    def found(self) -> int:
        """How many targets were found, of those it says it sets."""
        return len(self.targets)

    @property
    def progress(self) -> Progress:
        """How far it is, counted from its targets, milestones and tasks."""
        return progress(
            [one.standing.status for one in self.targets],
            [bool(one.met_in) for one in self.milestones],
            [one.state for one in self.tasks],
            late=sum(one.is_late for one in self.tasks),
        )


@dataclass(frozen=True)
class Filters:
    """What of the board is shown; empty means everything. `unit` is the code of who has a task."""

    resolution: str = ""
    field: str = ""
    due: str = ""
    standing: str = ""
    unit: str = ""

    def keeps(self, one: TargetStanding, serving: Mapping[str, set[str]]) -> bool:
        """Return whether a target is shown; `serving` has the units of tasks by promise."""
        target = one.target
        return (
            (not self.resolution or target.commitment == self.resolution)
            and (not self.field or target.indicator.field == self.field)
            and (not self.due or target.due_on.year == int(self.due))
            and (not self.standing or one.standing.status == self.standing)
            and (not self.unit or self.unit in serving.get(target.code, ()))
        )

    def keeps_milestone(self, one: Milestone, serving: Mapping[str, set[str]]) -> bool:
        """Return whether a milestone is shown."""
        return (
            not self.standing
            and (not self.resolution or one.resolution.code == self.resolution)
            and (not self.field or one.field == self.field)
            and (not self.due or (one.due_on is not None and one.due_on.year == int(self.due)))
            and (not self.unit or self.unit in serving.get(one.code, ()))
        )

    def keeps_task(self, one: TaskStanding) -> bool:
        """Return whether a task is shown."""
        by = one.task.resolution
        return (not self.resolution or (by is not None and by.code == self.resolution)) and (
            not self.unit or self.unit in _units(one)
        )


@dataclass(frozen=True)
class Board:
    """Everything on the leaders' board."""

    moved: tuple[Moved, ...]
    turned: tuple[Turned, ...]
    promised: tuple[Promised, ...]
    all_promised: tuple[Promised, ...]
    tasks: tuple[TaskStanding, ...]
    all_tasks: tuple[TaskStanding, ...]
    rankings: tuple[Ranking, ...]
    conflicts: tuple[Conflict, ...]
    findings: tuple[Finding, ...]
    last_year: int | None
    filters: Filters = field(default_factory=Filters)


def board(filters: Filters, *, now: datetime) -> Board:
    """Return the board as it stands at a moment; a fixed number of queries."""
    on = timezone.localdate(now)
    held = indicators.targets()
    areas, watched = indicators.home(on), _watched(held)
    grouped = indicators.figures_of(
        indicators.keys_of(watched, areas, READ),
        indicators.YEARLY,
        indicators=watched,
        areas=areas,
    )
    standings = indicators.standings(held, on=on)
    given = tasks(now=now)
    every = _every(standings, given)
    serving = _serving(given)
    shown = tuple(
        Promised(
            one.resolution,
            tuple(target for target in one.targets if filters.keeps(target, serving)),
            tuple(mark for mark in one.milestones if filters.keeps_milestone(mark, serving)),
            one.tasks,
        )
        for one in every
    )
    years = [group[-1].ends_on.year for group in grouped.values()]
    return Board(
        moved=_moved(grouped),
        turned=_turned(grouped),
        promised=tuple(one for one in shown if one.targets or one.milestones),
        all_promised=every,
        tasks=tuple(one for one in given if filters.keeps_task(one)),
        all_tasks=given,
        rankings=_rankings(grouped),
        conflicts=tuple(indicators.conflicts_in(watched, areas)),
        findings=tuple(indicators.findings(grouped)),
        last_year=max(years, default=None),
        filters=filters,
    )


def turned(*, now: datetime) -> tuple[Turned, ...]:
    """Return the headline figures that turned at their last period; six queries."""
    areas = indicators.home(timezone.localdate(now))
    keys = indicators.keys_of(indicators.headlines(), areas, SHOWN)
    return _turned(indicators.figures_of(keys, indicators.YEARLY))


def _watched(targets: Iterable[Target]) -> list[Indicator]:
    """Return the indicators a board speaks of: headlines, what was promised, and indices."""
    promised_ = {one.indicator_id for one in targets}
    return [
        one
        for one in indicators.indicators()
        if one.headline or one.pk in promised_ or one.unit == "points"
    ]


def _every(
    standings: Sequence[TargetStanding], given: Sequence[TaskStanding]
) -> tuple[Promised, ...]:
    milestones = list(_milestones(Milestone.objects.all()))
    resolutions = Resolution.objects.select_related("declared_citation__document").defer(
        "declared_citation__document__text", "declared_citation__document__words"
    )
    return tuple(_promised(one, standings, milestones, given) for one in resolutions)


def _milestones(rows: QuerySet[Milestone]) -> QuerySet[Milestone]:
    return rows.select_related("resolution", "citation__document", "met_citation__document").defer(
        "citation__document__text",
        "citation__document__words",
        "met_citation__document__text",
        "met_citation__document__words",
    )


def _units(one: TaskStanding) -> set[str]:
    return {unit.code for unit in (one.owner, *one.helpers) if unit}


def _serving(given: Iterable[TaskStanding]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in given:
        for promise in one.aims:
            found.setdefault(promise, set()).update(_units(one))
    return found


def resolution(code: str) -> Resolution | None:
    """Return a resolution with the document and words it was counted by."""
    return (
        Resolution.objects.select_related("declared_citation__document", "document")
        .filter(code=code)
        .first()
    )


def clauses(found: Resolution) -> list[Clause]:
    """Return what a resolution says, with its sentences."""
    return list(found.clauses.select_related("citation__document"))


def promised(found: Resolution, *, now: datetime) -> Promised:
    """Return one resolution's targets, milestones and tasks as they stand at a moment."""
    on = timezone.localdate(now)
    own = [one for one in indicators.targets() if one.commitment == found.code]
    milestones = list(_milestones(Milestone.objects.filter(resolution=found)))
    return _promised(found, indicators.standings(own, on=on), milestones, tasks(found, now=now))


def home_fact(*, now: datetime) -> Observation | None:
    """Return the last figure of the indicator that the province's board.yaml names."""
    code = board_file().home_fact
    found = indicators.indicator(code) if code else None
    if found is None:
        return None
    areas = indicators.home(timezone.localdate(now))
    last = indicators.latest_figures([found], areas, [Measure.LEVEL])
    return last.get((found.pk, Measure.LEVEL))


def _promised(
    found: Resolution,
    standings: Sequence[TargetStanding],
    milestones: Sequence[Milestone],
    given: Sequence[TaskStanding],
) -> Promised:
    return Promised(
        found,
        tuple(one for one in standings if one.target.commitment == found.code),
        tuple(one for one in milestones if one.resolution_id == found.pk),
        tuple(one for one in given if one.task.resolution_id == found.pk),
    )


def _moved(grouped: Grouped) -> tuple[Moved, ...]:
    """Return the headlines that moved most between their last two comparable figures."""
    best: dict[int, Moved] = {}
    for key, series in grouped.items():
        if key.measure not in {Measure.LEVEL, Measure.RANK} or not series[0].indicator.headline:
            continue
        if len(series) < 2:
            continue
        among = series[-1].among if key.measure == Measure.RANK else None
        moved = Moved(
            series[-1].indicator,
            key.measure,
            tuple(series),
            Move(series[-2].value, series[-1].value, among),
        )
        known = best.get(key.indicator_id)
        if known is None or moved.move.size > known.move.size:
            best[key.indicator_id] = moved
    ranked = sorted(best.values(), key=lambda one: one.move.size, reverse=True)[:MOVED_SHOWN]
    return tuple(sorted(ranked, key=lambda one: one.indicator.position))


def _turned(grouped: Grouped) -> tuple[Turned, ...]:
    """Return the figures that turned, one for each indicator: its level before its rank."""
    found: dict[int, Turned] = {}
    shown = [item for item in grouped.items() if item[0].measure in SHOWN]
    for key, series in sorted(shown, key=lambda item: SHOWN.index(Measure(item[0].measure))):
        if key.indicator_id in found:
            continue
        indicator = series[-1].indicator
        there = turn([one.value for one in series], _kind(indicator, key.measure))
        if there is not None:
            found[key.indicator_id] = Turned(indicator, key.measure, tuple(series), there)
    return tuple(sorted(found.values(), key=lambda one: one.indicator.position))


def _kind(indicator: Indicator, measure: str) -> Kind:
    if measure == Measure.RANK:
        return Kind.RANK
    in_points = measure == Measure.GROWTH_RATE or indicator.unit in {"percent", "points"}
    return Kind.POINTS if in_points else Kind.LEVEL


def _rankings(grouped: Grouped) -> tuple[Ranking, ...]:
    found: dict[int, Ranking] = {}
    for key, series in grouped.items():
        last = series[-1]
        if key.measure != Measure.RANK or last.indicator.unit != "points":
            continue
        known = found.get(key.indicator_id)
        if known is not None and known.last.ends_on > last.ends_on:
            continue
        levels = grouped.get(Key(key.indicator_id, Measure.LEVEL, key.area_id), ())
        scores = [one for one in levels if one.period == last.period]
        found[key.indicator_id] = Ranking(
            last.indicator,
            last,
            series[-2] if len(series) > 1 else None,
            scores[0] if scores else None,
        )
    return tuple(sorted(found.values(), key=lambda one: one.indicator.position))
