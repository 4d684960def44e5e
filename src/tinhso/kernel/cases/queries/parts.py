"""Several units on one case: each one's part, its clock and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from tinhso.kernel.cases import words
from tinhso.kernel.cases.models import Step
from tinhso.kernel.cases.procedures import Compiled

PartState: TypeAlias = Literal["done", "late", "soon", "works", "waits"]
SOON = timedelta(hours=24)


@dataclass(frozen=True)
class Part:
    """What one unit does in a case: `used` is the share of its time gone by, 0 to 1 and over."""

    unit: str
    step: str
    state: PartState
    since: datetime
    due_at: datetime | None
    done_at: datetime | None
    used: float
    said: str

    @property
    def is_open(self) -> bool:
        """Whether the unit still has to do its part."""
        return self.done_at is None


def parts(steps: Sequence[Step], procedure: Compiled, *, now: datetime) -> tuple[Part, ...]:
    """Return the parts of the last time that several units worked at once, the lead first.

    Empty where only one did. Needs the steps' units; no query.
    """
    together = _together(procedure)
    round_: list[Step] = []
    for step in sorted(steps, key=lambda one: (one.opened_at, one.pk)):
        if step.name not in together or step.unit_id is None:
            continue
        if all(other.closed_at and other.closed_at <= step.opened_at for other in round_):
            round_ = []
        round_.append(step)
    if len({step.unit_id for step in round_}) < 2:
        return ()
    return tuple(_part(step, procedure, now) for step in round_)


def _together(procedure: Compiled) -> set[str]:
    """Return the steps that some step waits for together, reception aside."""
    declared = procedure.procedure
    joined = (step.after for step in declared.steps.values() if len(step.after) > 1)
    return {name for names in joined for name in names} - {declared.first}


def _part(step: Step, procedure: Compiled, now: datetime) -> Part:
    declared = procedure.procedure.steps[step.name]
    action = declared.actions.get(step.outcome)
    until = step.closed_at or now
    whole = (step.due_at - step.opened_at) if step.due_at else timedelta()
    return Part(
        unit=step.unit.body_title if step.unit else "",
        step=words.here(declared.title),
        state=_state(step, now),
        since=step.opened_at,
        due_at=step.due_at,
        done_at=step.closed_at,
        used=(until - step.opened_at) / whole if whole else 0.0,
        said=words.here(action.title) if action else "",
    )


def _state(step: Step, now: datetime) -> PartState:
    if step.closed_at is not None:
        return "done"
    if step.paused_at is not None:
        return "waits"
    if step.due_at is None or step.due_at > now + SOON:
        return "works"
    return "late" if step.due_at < now else "soon"
