"""What a room says after loading its files."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LoadReport:
    """What one room made of the province's files: numbers of things, and remarks for a reader."""

    room: str
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        counts = f"{self.created} new, {self.changed} changed, {self.unchanged} unchanged"
        return "\n  ".join((f"{self.room}: {counts}", *self.notes))
