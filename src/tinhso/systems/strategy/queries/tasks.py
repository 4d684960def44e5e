"""Tasks with where they stand: computed from their cases and from what stands here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from tinhso.kernel.cases.models import Step
from tinhso.kernel.registers import queries as registers
from tinhso.kernel.units.models import Unit
from tinhso.systems.strategy.models import Resolution, Task
from tinhso.systems.strategy.rules.tasks import (
    OPEN,
    Carried,
    TaskState,
    carried,
    is_late,
    state_of,
)
from tinhso.web.manifest import registered

PROCEDURE = "strategy.task"
OWNERS_STEPS = ("given", "working", "supporting")


@dataclass(frozen=True)
class TaskStanding:
    """A task, where it stands, and what that is computed from.

    `carried` tells whether what carries it stands here, None where it names nothing. `owner` has
    it, `helpers` do a part; `since` is when it came to its state. `waits_for` are tasks that it
    needs and that aren't done.
    """

    task: Task
    state: TaskState
    carried: Carried | None
    aims: tuple[str, ...] = ()
    owner: Unit | None = None
    helpers: tuple[Unit, ...] = ()
    due_at: datetime | None = None
    since: datetime | None = None
    is_late: bool = False
    waits_for: tuple[Task, ...] = ()


def tasks(of: Resolution | None = None, *, now: datetime) -> tuple[TaskStanding, ...]:
    """Return tasks with where they stand, those of one resolution or all; at most six queries."""
    rows = Task.objects.all()
    return _standings(rows if of is None else rows.filter(resolution=of), now=now)


def tasks_for(promises: Collection[str], *, now: datetime) -> tuple[TaskStanding, ...]:
    """Return the tasks that serve any of these targets or milestones, by their codes."""
    if not promises:
        return ()
    rows = Task.objects.filter(aims__promise__in=promises).distinct()
    return _standings(rows, now=now)


def task(code: str, *, now: datetime) -> TaskStanding | None:
    """Return one task with where it stands."""
    return next(iter(_standings(Task.objects.filter(code=code), now=now)), None)


def by_id(ids: Collection[int], *, now: datetime) -> dict[int, TaskStanding]:
    """Return tasks by their ids, with where they stand."""
    if not ids:
        return {}
    return {one.task.pk: one for one in _standings(Task.objects.filter(pk__in=ids), now=now)}


def task_of_case(case_id: UUID, *, now: datetime) -> TaskStanding | None:
    """Return the task that a case carries out."""
    return next(iter(_standings(Task.objects.filter(case=case_id), now=now)), None)


def _standings(rows: QuerySet[Task], *, now: datetime) -> tuple[TaskStanding, ...]:
    found = list(
        rows.select_related(
            "resolution", "citation__document", "due_citation__document", "case__unit"
        )
        .defer(
            "citation__document__text",
            "citation__document__words",
            "due_citation__document__text",
            "due_citation__document__words",
        )
        .prefetch_related(
            "aims",
            Prefetch("needs", queryset=Task.objects.select_related("case")),
            Prefetch("case__steps", queryset=Step.objects.select_related("unit")),
        )
    )
    if not found:
        return ()
    systems = {one.name for one in registered()}
    declared = {one.code for one in registers.declared()}
    return tuple(_standing(one, systems, declared, now) for one in found)


def _standing(
    one: Task, systems: Collection[str], declared: Collection[str], now: datetime
) -> TaskStanding:
    stands = None
    if one.system or one.register:
        stands = carried(
            system_stands=one.system in systems, register_stands=one.register in declared
        )
    aims = tuple(aim.promise for aim in one.aims.all())
    waits_for = tuple(
        other for other in one.needs.all() if not (other.case and other.case.outcome == "done")
    )
    if one.case is None:
        return TaskStanding(one, TaskState.NOT_GIVEN, stands, aims, waits_for=waits_for)
    steps = sorted(one.case.steps.all(), key=lambda step: (step.opened_at, step.pk))
    state = _state(one, steps)
    reported = _reported(steps) if state in {TaskState.REPORTED, TaskState.DONE} else None
    open_now = [step for step in steps if step.closed_at is None]
    helpers = [step.unit for step in steps if step.name == "supporting" and step.unit]
    return TaskStanding(
        task=one,
        state=state,
        carried=stands,
        aims=aims,
        owner=one.case.unit,
        helpers=tuple(dict.fromkeys(helpers)),
        due_at=one.case.due_at,
        since=one.case.closed_at or max((step.opened_at for step in open_now), default=None),
        is_late=state is not TaskState.WITHDRAWN
        and is_late(one.case.due_at, reported_at=reported, now=now),
        waits_for=waits_for if state in OPEN else (),
    )


def _state(one: Task, steps: Iterable[Step]) -> TaskState:
    assert one.case is not None  # noqa: S101  # the caller looked
    words = [step.outcome for step in steps if step.name == "confirming" and step.outcome]
    open_names = {step.name for step in steps if step.closed_at is None}
    return state_of(open_names, one.case.outcome, words[-1] if words else "")


def _reported(steps: Iterable[Step]) -> datetime | None:
    """Return when the owner and all helpers had done their part."""
    theirs = (step.closed_at for step in steps if step.name in OWNERS_STEPS)
    return max((at for at in theirs if at), default=None)
