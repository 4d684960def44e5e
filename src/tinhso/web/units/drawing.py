"""The drawn succession: threads from the units before to the unit, or from it to those after.

Names are words beside the drawing, in rows of equal height; the threads between them are drawn in
a box 100 wide and 100 high that stretches with the rows.
"""

from dataclasses import dataclass
from decimal import Decimal

from tinhso.kernel.units.models import Unit


@dataclass(frozen=True)
class Side:
    """A unit on the side of the many; `share` is how much of the older unit went this way."""

    unit: Unit
    share: Decimal | None
    change: str

    @property
    def is_whole(self) -> bool:
        """Whether all of the older unit went this way."""
        return self.share == 1

    @property
    def percent(self) -> Decimal | None:
        """The share in hundredths; None where nobody declared it."""
        return None if self.share is None else self.share * 100


@dataclass(frozen=True)
class Thread:
    """One thread as an SVG path; a part of a divided unit is dashed."""

    path: str
    is_whole: bool


@dataclass(frozen=True)
class Threads:
    """A unit, those it came from (`backwards`) or became, and the threads between."""

    unit: Unit
    sides: tuple[Side, ...]
    threads: tuple[Thread, ...]
    backwards: bool


def draw(sides: list[Side], unit: Unit, *, backwards: bool) -> Threads:
    """Return the threads between `unit`, in the middle of its side, and `sides`, one a row."""
    threads = []
    for index, side in enumerate(sides):
        row = round((index + 0.5) / len(sides) * 100, 2)
        start, end = (row, 50) if backwards else (50, row)
        threads.append(Thread(f"M0 {start}C50 {start} 50 {end} 100 {end}", side.is_whole))
    return Threads(unit, tuple(sides), tuple(threads), backwards)
