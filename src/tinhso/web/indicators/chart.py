"""A series drawn on the server: points, estimates hollow, breaks of boundaries, targets. Pure.

Coordinates leave as text with a decimal point, ready for attributes.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise


@dataclass(frozen=True)
class Mark:
    """One figure: `group` are figures that may be joined by a line (one area, one measure)."""

    on: date
    value: float
    label: str
    period: str
    group: int
    estimate: bool = False
    aside: bool = False  # another source's figure of the same period


@dataclass(frozen=True)
class Goal:
    """A target's value at its day."""

    on: date
    value: float
    label: str


@dataclass(frozen=True)
class Size:
    """The drawing's own units: wide for a desktop, narrow for a telephone."""

    width: float
    height: float
    left: float
    right: float
    top: float = 28.0
    bottom: float = 34.0


WIDE = Size(760, 320, 64, 20)
NARROW = Size(360, 270, 52, 6)
INSET = 26.0
LABEL_WIDTH, LABEL_HEIGHT = 52.0, 15.0


@dataclass(frozen=True)
class Dot:
    """A drawn figure with the height of its label."""

    x: str
    y: str
    label: str
    label_y: str
    estimate: bool
    aside: bool


@dataclass(frozen=True)
class Stroke:
    """A line between two figures; dashed where either is an estimate."""

    x1: str
    y1: str
    x2: str
    y2: str
    estimate: bool


@dataclass(frozen=True)
class Tick:
    """A value of the axis with its line, or a year with its place."""

    at: str
    label: str


@dataclass(frozen=True)
class Flag:
    """A target: a short line at its day, and where its words stand."""

    x1: str
    x2: str
    y: str
    label: str
    label_x: str
    label_y: str


@dataclass(frozen=True)
class Drawing:
    """Everything that the template draws."""

    size: Size
    dots: tuple[Dot, ...]
    strokes: tuple[Stroke, ...]
    values: tuple[Tick, ...]
    years: tuple[Tick, ...]
    breaks: tuple[str, ...]
    turns: tuple[str, ...]
    flags: tuple[Flag, ...]
    base: str
    edge: str


@dataclass(frozen=True)
class Axes:
    """How values and days become places."""

    size: Size
    low: float
    high: float
    first: int
    last: int
    downwards: bool

    def x(self, on: date) -> float:
        """Return the place of a day; a year's figure stands at its end."""
        span = max(1, self.last - self.first)
        inside = self.size.width - self.size.left - self.size.right - 2 * INSET
        return self.size.left + INSET + (on.toordinal() - self.first) / span * inside

    def y(self, value: float) -> float:
        """Return the height of a value; ranks grow downwards."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        inside = self.size.height - self.size.top - self.size.bottom
        return self.size.top + (share if self.downwards else 1 - share) * inside


def draw(
    marks: Sequence[Mark],
    goals: Sequence[Goal],
    breaks: Sequence[date],
    *,
    size: Size,
    ranks: bool = False,
    value_words: dict[float, str] | None = None,
    turns: Sequence[date] = (),
) -> Drawing:
    """Place everything. `value_words` gives the words of the axis; see `steps` for its values.

    `breaks` are the days on which what is measured changed its boundaries, `turns` those on which
    the way of measuring changed.
    """
    axes = _axes(marks, goals, size, ranks=ranks)
    ticks = steps(marks, goals, ranks=ranks)
    words = value_words or {}
    ordered = sorted(marks, key=lambda mark: mark.on)
    days = [mark.on for mark in marks] + [goal.on for goal in goals]
    return Drawing(
        size=size,
        dots=_legible([_dot(mark, ordered, axes) for mark in ordered]),
        strokes=tuple(_strokes(ordered, axes)),
        values=tuple(Tick(_n(axes.y(one)), words.get(one, f"{one:g}")) for one in ticks),
        years=tuple(_years(days, axes)),
        breaks=_inside(breaks, axes),
        turns=_inside(turns, axes),
        flags=tuple(_flag(goal, axes) for goal in goals),
        base=_n(size.height - size.bottom),
        edge=_n(size.width - size.right),
    )


def _inside(days: Sequence[date], axes: Axes) -> tuple[str, ...]:
    return tuple(_n(axes.x(day)) for day in days if axes.first < day.toordinal() < axes.last)


def steps(marks: Sequence[Mark], goals: Sequence[Goal], *, ranks: bool = False) -> list[float]:
    """Return three to six round values that hold all figures and targets between them."""
    values = [mark.value for mark in marks] + [goal.value for goal in goals]
    if not values:
        return []
    low, high = (1.0, max(*values, 2.0)) if ranks else (min(0.0, *values), max(values))
    if not ranks and low == 0 and min(values) > high * 0.6:
        low = min(values) - (high - min(values)) * 0.6  # far from zero: show the change
    if low == high:
        high = low + (abs(low) or 1.0)
    step = _round((high - low) / 4)
    if ranks:
        step = max(1.0, round(step))
        return [1.0, *[step * n for n in range(1, math.ceil(high / step) + 1) if step * n > 1]]
    first = math.floor(low / step)
    return [round(n * step, 10) for n in range(first, math.ceil(high / step) + 1)]


def _round(step: float) -> float:
    size = 10.0 ** math.floor(math.log10(step))
    return next(n * size for n in (1, 2, 2.5, 5, 10) if n * size >= step - 1e-12)


def _axes(marks: Sequence[Mark], goals: Sequence[Goal], size: Size, *, ranks: bool) -> Axes:
    ticks = steps(marks, goals, ranks=ranks) or [0.0, 1.0]
    days = [mark.on.toordinal() for mark in marks] + [goal.on.toordinal() for goal in goals]
    return Axes(size, ticks[0], ticks[-1], min(days, default=0), max(days, default=1), ranks)


def _dot(mark: Mark, ordered: Sequence[Mark], axes: Axes) -> Dot:
    x, y = axes.x(mark.on), axes.y(mark.value)
    twins = [other for other in ordered if other.on == mark.on and other is not mark]
    higher = all(axes.y(other.value) >= y for other in twins)
    above = y - 14 if higher else y + 26
    return Dot(_n(x), _n(y), mark.label, _n(above), mark.estimate, mark.aside)


def _legible(dots: list[Dot]) -> tuple[Dot, ...]:
    """Return the dots, labels left out where they would lie on another; the last ones stay."""
    shown: list[Dot] = []
    kept: list[Dot] = []
    for dot in reversed(dots):
        clear = all(
            abs(float(dot.x) - float(other.x)) > LABEL_WIDTH
            or abs(float(dot.label_y) - float(other.label_y)) > LABEL_HEIGHT
            for other in shown
        )
        if clear or dot.aside:
            shown.append(dot)
        kept.append(dot if clear or dot.aside else replace(dot, label=""))
    return tuple(reversed(kept))


def _strokes(ordered: Sequence[Mark], axes: Axes) -> list[Stroke]:
    found = []
    for group in dict.fromkeys(mark.group for mark in ordered):
        line = [mark for mark in ordered if mark.group == group and not mark.aside]
        for one, other in pairwise(line):
            found.append(
                Stroke(
                    _n(axes.x(one.on)),
                    _n(axes.y(one.value)),
                    _n(axes.x(other.on)),
                    _n(axes.y(other.value)),
                    one.estimate or other.estimate,
                )
            )
    return found


def _years(days: Sequence[date], axes: Axes) -> list[Tick]:
    """Return the years with their places; every other one where they would run together."""
    if not days:
        return []
    years = list(range(min(days).year, max(days).year + 1))
    room = (axes.size.width - axes.size.left - axes.size.right) / max(1, len(years) - 1)
    every = max(1, math.ceil(44 / room)) if len(years) > 1 else 1
    shown = [year for year in years if (years[-1] - year) % every == 0]
    places = [max(axes.first, date(year, 12, 31).toordinal()) for year in shown]
    return [
        Tick(_n(axes.x(date.fromordinal(min(place, axes.last)))), str(year))
        for year, place in zip(shown, places, strict=True)
    ]


def _flag(goal: Goal, axes: Axes) -> Flag:
    x, y = axes.x(goal.on), axes.y(goal.value)
    return Flag(_n(x - 16), _n(x + 16), _n(y), goal.label, _n(x + 16), _n(y - 8))


def _n(value: float) -> str:
    return f"{value:.1f}"
