"""Every read of strategy: one board, made of a fixed number of queries however much it shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tinhso.kernel.declarations import load_yaml
from tinhso.kernel.indicators import queries as indicators
from tinhso.kernel.indicators.models import Indicator, Measure, Observation
from tinhso.kernel.indicators.queries import Conflict, Finding, Key, TargetStanding
from tinhso.kernel.registers import queries as registers
from tinhso.systems.strategy.declared import Board as BoardFile
from tinhso.systems.strategy.models import Clause, Milestone, Resolution, Task
from tinhso.systems.strategy.rules import Move, TaskState, task_state
from tinhso.web.manifest import registered

MOVED_SHOWN = 3


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
class TaskStanding:
    """A task and how far it is carried here."""

    task: Task
    state: TaskState


@dataclass(frozen=True)
class Promised:
    """A resolution with its targets and milestones."""

    resolution: Resolution
    targets: tuple[TargetStanding, ...]
    milestones: tuple[Milestone, ...]

    @property
    def found(self) -> int:
        """How many targets were found, of those it says it sets."""
        return len(self.targets)


@dataclass(frozen=True)
class Filters:
    """What of the board is shown; empty means everything."""

    resolution: str = ""
    field: str = ""
    due: str = ""
    standing: str = ""

    def keeps(self, one: TargetStanding) -> bool:
        """Return whether a target is shown."""
        target = one.target
        return (
            (not self.resolution or target.commitment == self.resolution)
            and (not self.field or target.indicator.field == self.field)
            and (not self.due or target.due_on.year == int(self.due))
            and (not self.standing or one.standing.status == self.standing)
        )

    def keeps_milestone(self, one: Milestone) -> bool:
        """Return whether a milestone is shown."""
        return (
            not self.standing
            and (not self.resolution or one.resolution.code == self.resolution)
            and (not self.field or one.field == self.field)
            and (not self.due or (one.due_on is not None and one.due_on.year == int(self.due)))
        )


@dataclass(frozen=True)
class Board:
    """Everything on the leaders' board."""

    moved: tuple[Moved, ...]
    promised: tuple[Promised, ...]
    all_promised: tuple[Promised, ...]
    tasks: tuple[TaskStanding, ...]
    rankings: tuple[Ranking, ...]
    conflicts: tuple[Conflict, ...]
    findings: tuple[Finding, ...]
    last_year: int | None
    filters: Filters = field(default_factory=Filters)


def board(filters: Filters, *, on: date) -> Board:
    """Return the board as it stands on a day."""
    figures = indicators.all_figures()
    grouped = indicators.by_key(figures)
    standings = [indicators.standing(one, grouped, on=on) for one in indicators.targets()]
    findings = indicators.findings(grouped)
    resolutions = list(Resolution.objects.select_related("declared_citation__document"))
    milestones = list(
        Milestone.objects.select_related(
            "resolution", "citation__document", "met_citation__document"
        ).defer("citation__document__text", "met_citation__document__text")
    )
    every = tuple(_promised(one, standings, milestones) for one in resolutions)
    shown = tuple(
        Promised(
            one.resolution,
            tuple(target for target in one.targets if filters.keeps(target)),
            tuple(milestone for milestone in one.milestones if filters.keeps_milestone(milestone)),
        )
        for one in every
    )
    years = [one.ends_on.year for one in figures if one.kind != "forecast"]
    return Board(
        moved=_moved(grouped),
        promised=tuple(one for one in shown if one.targets or one.milestones),
        all_promised=every,
        tasks=tasks(),
        rankings=_rankings(grouped),
        conflicts=tuple(indicators.conflicts(figures)),
        findings=tuple(findings),
        last_year=max(years, default=None),
        filters=filters,
    )


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


def promised(found: Resolution, *, on: date) -> Promised:
    """Return one resolution's targets and milestones as they stand on a day."""
    grouped = indicators.by_key(indicators.all_figures())
    standings = [
        indicators.standing(one, grouped, on=on)
        for one in indicators.targets()
        if one.commitment == found.code
    ]
    milestones = list(
        found.milestones.select_related(
            "resolution", "citation__document", "met_citation__document"
        )
    )
    return _promised(found, standings, milestones)


def tasks(of: Resolution | None = None) -> tuple[TaskStanding, ...]:
    """Return tasks with how far they are carried: computed from what stands, never typed in."""
    rows = Task.objects.select_related("resolution", "citation__document").defer(
        "citation__document__text", "citation__document__words"
    )
    if of is not None:
        rows = rows.filter(resolution=of)
    found = list(rows)
    if not found:
        return ()
    systems = {one.name for one in registered()}
    declared = {one.code for one in registers.declared()}
    return tuple(
        TaskStanding(
            one,
            task_state(
                system_stands=one.system in systems, register_stands=one.register in declared
            ),
        )
        for one in found
    )


def home_fact() -> Observation | None:
    """Return the last figure of the indicator that the province's board.yaml names."""
    code = _board_file(Path(settings.TINHSO_PROVINCE)).home_fact
    found = indicators.indicator(code) if code else None
    if found is None:
        return None
    return indicators.latest_of(indicators.series(found, Measure.LEVEL), Measure.LEVEL)


@lru_cache(maxsize=4)
def _board_file(folder: Path) -> BoardFile:
    path = folder / "strategy" / "board.yaml"
    return load_yaml(path, BoardFile) if path.exists() else BoardFile()


def _promised(
    found: Resolution, standings: Sequence[TargetStanding], milestones: Sequence[Milestone]
) -> Promised:
    return Promised(
        found,
        tuple(one for one in standings if one.target.commitment == found.code),
        tuple(one for one in milestones if one.resolution_id == found.pk),
    )


def _moved(grouped: indicators.Grouped) -> tuple[Moved, ...]:
    """Return the headlines that moved most between their last two comparable figures."""
    best: dict[int, Moved] = {}
    for key, group in grouped.items():
        if key.measure not in {Measure.LEVEL, Measure.RANK} or not group[0].indicator.headline:
            continue
        series = [
            one
            for one in indicators.chosen(group)
            if one.kind != "forecast" and one.period.isdigit()
        ]
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


def _rankings(grouped: indicators.Grouped) -> tuple[Ranking, ...]:
    found = []
    for key, group in grouped.items():
        if key.measure != Measure.RANK or group[0].indicator.unit != "points":
            continue
        series = indicators.chosen(group)
        levels = grouped.get(Key(key.indicator_id, Measure.LEVEL, key.area_id), ())
        scores = [one for one in indicators.chosen(levels) if one.period == series[-1].period]
        found.append(
            Ranking(
                series[-1].indicator,
                series[-1],
                series[-2] if len(series) > 1 else None,
                scores[0] if scores else None,
            )
        )
    return tuple(sorted(found, key=lambda one: one.indicator.position))
