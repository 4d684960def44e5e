"""What moves most, and how far tasks are carried. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True)
class Move:
    """Two figures of one series, one after the other, in one area's boundaries."""

    before: Decimal
    after: Decimal
    ranked_among: int | None = None

    @property
    def size(self) -> Decimal:
        """How much it moved: the part by which a level changed, or of the whole field of a rank."""
        if self.ranked_among:
            return abs(self.after - self.before) / self.ranked_among
        return abs(self.after / self.before - 1) if self.before else Decimal(0)


class TaskState(StrEnum):
    """How far a task is carried by what stands here."""

    RUNNING = "running"
    PARTLY = "partly"
    NOT_BUILT = "not_built"


def task_state(*, system_stands: bool, register_stands: bool) -> TaskState:
    """Return where a task stands: its system runs, or only a register of it, or nothing."""
    if system_stands:
        return TaskState.RUNNING
    return TaskState.PARTLY if register_stands else TaskState.NOT_BUILT
