"""Where tasks stand, and how far a resolution is: counted from steps, milestones and targets.

Nobody types progress in. A task that was given to a unit here stands where the open steps of its
case are; one that was not given says only whether what carries it stands here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tinhso.kernel.indicators.rules.targets import Status

RETURNED = "return"


class Carried(StrEnum):
    """How far what carries a task stands here: its system, only a register of it, or nothing."""

    RUNNING = "running"
    PARTLY = "partly"
    NOT_BUILT = "not_built"


class TaskState(StrEnum):
    """Where a task stands on its way from the giver and back."""

    NOT_GIVEN = "not_given"
    GIVEN = "given"
    WORKING = "working"
    RETURNED = "returned"
    REPORTED = "reported"
    UNCLEAR = "unclear"
    DONE = "done"
    WITHDRAWN = "withdrawn"


OPEN = frozenset(
    {
        TaskState.GIVEN,
        TaskState.WORKING,
        TaskState.RETURNED,
        TaskState.REPORTED,
        TaskState.UNCLEAR,
    }
)
# The step that decides goes first: while a unit still works, the giver has nothing to confirm.
BY_STEP = (
    ("clarifying", TaskState.UNCLEAR),
    ("given", TaskState.GIVEN),
    ("working", TaskState.WORKING),
    ("supporting", TaskState.WORKING),
    ("confirming", TaskState.REPORTED),
)
BY_OUTCOME = {"done": TaskState.DONE, "withdrawn": TaskState.WITHDRAWN}


def carried(*, system_stands: bool, register_stands: bool) -> Carried:
    """Return how far what carries a task stands: its system runs, or only a register of it."""
    if system_stands:
        return Carried.RUNNING
    return Carried.PARTLY if register_stands else Carried.NOT_BUILT


def state_of(open_steps: Collection[str], outcome: str, last_word: str = "") -> TaskState:
    """Return where a task stands by its case.

    `open_steps` are the names of its open steps, `outcome` that of its end (empty while it runs),
    `last_word` what the giver last did when asked to confirm.
    """
    if outcome:
        return BY_OUTCOME[outcome]
    state = next((state for name, state in BY_STEP if name in open_steps), TaskState.WORKING)
    if state is TaskState.WORKING and last_word == RETURNED:
        return TaskState.RETURNED
    return state


def is_late(due_at: datetime, *, reported_at: datetime | None, now: datetime) -> bool:
    """Return whether a task missed its day: the owner's last report counts, not the giver's word.

    `reported_at` is None while the owner has still to report.
    """
    return (reported_at or now) > due_at


@dataclass(frozen=True)
class Tally:
    """So many of so many."""

    done: int
    of: int


@dataclass(frozen=True)
class Progress:
    """How far a resolution is: its targets met, its milestones met, its tasks confirmed.

    The three are counted apart: a task done is no target met. `late` tasks are open past their day.
    """

    targets: Tally
    milestones: Tally
    tasks: Tally
    late: int


def progress(
    targets: Sequence[Status],
    milestones_met: Sequence[bool],
    tasks: Sequence[TaskState],
    *,
    late: int = 0,
) -> Progress:
    """Count how far a resolution is; a withdrawn task is no longer asked for."""
    asked = [state for state in tasks if state is not TaskState.WITHDRAWN]
    return Progress(
        Tally(sum(one is Status.MET for one in targets), len(targets)),
        Tally(sum(milestones_met), len(milestones_met)),
        Tally(sum(one is TaskState.DONE for one in asked), len(asked)),
        late,
    )


def circle(needs: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return tasks that wait for each other in a circle, in order; empty where none do."""
    done: set[str] = set()
    for start in needs:
        found = _circle_from(start, needs, done, ())
        if found:
            return found
    return ()


def _circle_from(
    one: str, needs: Mapping[str, Iterable[str]], done: set[str], way: tuple[str, ...]
) -> tuple[str, ...]:
    if one in way:
        return way[way.index(one) :]
    if one in done:
        return ()
    for other in needs.get(one, ()):
        if found := _circle_from(other, needs, done, (*way, one)):
            return found
    done.add(one)
    return ()
