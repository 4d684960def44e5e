"""The way to a target as a drawing: figures, the target at its day, the forecast with its width.

Pure geometry in the units of a viewBox, for a desktop and for a telephone; coordinates leave as
text with a decimal point, ready for attributes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True)
class Mark:
    """A figure of the series."""

    on: date
    value: float
    label: str
    estimate: bool


@dataclass(frozen=True)
class Aim:
    """The target at its day, with its words."""

    on: date
    value: float
    label: str


@dataclass(frozen=True)
class Width:
    """What is foreseen for the target's day, and between which values."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Size:
    """A drawing's own units."""

    width: float
    height: float


WIDE, NARROW = Size(760, 260), Size(360, 230)
SIZES = (("only-wide", WIDE), ("only-phone", NARROW))
SIDE, TOP, BOTTOM = 44.0, 34.0, 36.0
LEAST_BETWEEN_YEARS = 44.0


@dataclass(frozen=True)
class Dot:
    """A figure in its place; `label_y` is where its words stand."""

    x: str
    y: str
    label_y: str
    label: str
    estimate: bool


@dataclass(frozen=True)
class Line:
    """A stroke; dashed where one of its ends is an estimate or foreseen."""

    x1: str
    y1: str
    x2: str
    y2: str
    dashed: bool


@dataclass(frozen=True)
class Flag:
    """The target: a stroke at its day."""

    x1: str
    x2: str
    y: str
    x: str
    label_y: str
    label: str


@dataclass(frozen=True)
class Whisker:
    """The forecast: from low to high at the target's day, and the way there."""

    x: str
    low: str
    value: str
    high: str
    fan: str


@dataclass(frozen=True)
class Year:
    """A year's place."""

    x: str
    label: str


@dataclass(frozen=True)
class Drawing:
    """Everything that the template draws."""

    size: Size
    base: str
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    flag: Flag
    whisker: Whisker | None
    years: tuple[Year, ...]


def drawings(
    marks: Sequence[Mark], aim: Aim, width: Width | None, *, downwards: bool
) -> list[tuple[str, Drawing]]:
    """Return the way in both sizes, each with the class that shows it; none without a figure.

    `downwards`: a smaller value is drawn higher, as for ranks.
    """
    if not marks:
        return []
    return [(name, _draw(marks, aim, width, size, downwards)) for name, size in SIZES]


def _draw(
    marks: Sequence[Mark], aim: Aim, width: Width | None, size: Size, downwards: bool
) -> Drawing:
    ordered = sorted(marks, key=lambda one: one.on)
    spread = [one.value for one in ordered] + [aim.value]
    spread += [width.low, width.high] if width else []
    x = _along(min(ordered[0].on, aim.on), max(ordered[-1].on, aim.on), size)
    y = _up(min(spread), max(spread), size, downwards)
    dots = tuple(
        Dot(_n(x(one.on)), _n(y(one.value)), _n(y(one.value) - 14), one.label, one.estimate)
        for one in ordered
    )
    lines = tuple(Line(a.x, a.y, b.x, b.y, a.estimate or b.estimate) for a, b in pairwise(dots))
    at, height = x(aim.on), y(aim.value)
    return Drawing(
        size=size,
        base=_n(size.height - BOTTOM + 10),
        dots=dots,
        lines=lines,
        flag=Flag(_n(at - 18), _n(at + 18), _n(height), _n(at), _n(height - 10), aim.label),
        whisker=_whisker(width, dots[-1], at, y) if width else None,
        years=_years([one.on for one in ordered] + [aim.on], x),
    )


def _whisker(width: Width, last: Dot, at: float, y: Callable[[float], float]) -> Whisker:
    low, value, high = _n(y(width.low)), _n(y(width.value)), _n(y(width.high))
    fan = f"M{last.x} {last.y}L{_n(at)} {high}V{low}Z"
    return Whisker(_n(at), low, value, high, fan)


def _along(first: date, last: date, size: Size) -> Callable[[date], float]:
    days = (last - first).days or 1
    room = size.width - 2 * SIDE
    return lambda day: SIDE + room * (day - first).days / days


def _up(low: float, high: float, size: Size, downwards: bool) -> Callable[[float], float]:
    span = (high - low) or 1.0
    room = size.height - TOP - BOTTOM
    if downwards:
        return lambda value: TOP + room * (value - low) / span
    return lambda value: TOP + room * (high - value) / span


def _years(days: Sequence[date], x: Callable[[date], float]) -> tuple[Year, ...]:
    """Return the years of the days, left out where they would run together; the last stays."""
    shown: list[Year] = []
    for day in sorted(set(days), reverse=True):
        place = x(day)
        if not shown or float(shown[-1].x) - place >= LEAST_BETWEEN_YEARS:
            shown.append(Year(_n(place), str(day.year)))
    return tuple(reversed(shown))


def _n(value: float) -> str:
    return f"{value:.1f}"
