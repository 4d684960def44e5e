"""What is drawn of a unit: threads to what it was or became, and where it lies among the others.

Names are words beside the threads, in rows of equal height; the threads between them are drawn in
a box 100 wide and 100 high that stretches with the rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tinhso.kernel.declarations import Text
from tinhso.kernel.places.extents import Outline
from tinhso.kernel.places.rules import mercator
from tinhso.kernel.units.models import Unit

LOCATOR_WIDTH = 240
MARGIN = 12


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


@dataclass(frozen=True)
class Locator:
    """The centres of all communes as dots, the one in question apart; in pixels from above left.

    `outline` is an SVG path, empty where the province has none.
    """

    width: int
    height: int
    dots: tuple[tuple[float, float], ...]
    here: tuple[float, float]
    outline: str
    attribution: Text | None


def locate(unit: Unit, among: Iterable[Unit], outline: Outline | None) -> Locator | None:
    """Return where `unit` lies among the others; None where its centre isn't known."""
    others = [
        mercator(one.latitude, one.longitude)
        for one in among
        if one.latitude is not None and one.longitude is not None and one != unit
    ]
    if unit.latitude is None or unit.longitude is None or not others:
        return None
    here = mercator(unit.latitude, unit.longitude)
    rings = [[mercator(y, x) for x, y in ring] for ring in (outline.rings if outline else ())]
    drawn = [here, *others, *(point for ring in rings for point in ring)]
    west, east = min(x for x, _ in drawn), max(x for x, _ in drawn)
    north, south = min(y for _, y in drawn), max(y for _, y in drawn)
    scale = (LOCATOR_WIDTH - 2 * MARGIN) / (east - west or 1)

    def spot(point: tuple[float, float]) -> tuple[float, float]:
        x, y = point
        return round(MARGIN + (x - west) * scale, 1), round(MARGIN + (y - north) * scale, 1)

    paths = ("M" + "L".join(f"{x} {y}" for x, y in map(spot, ring)) + "Z" for ring in rings)
    return Locator(
        width=LOCATOR_WIDTH,
        height=round((south - north) * scale + 2 * MARGIN),
        dots=tuple(map(spot, others)),
        here=spot(here),
        outline="".join(paths),
        attribution=outline.attribution if outline else None,
    )
