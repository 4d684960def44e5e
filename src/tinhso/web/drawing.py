"""Geometry of the small drawings: pure, in the units of their viewBox, ready for attributes.

Coordinates leave here as text with a decimal point, since templates would print 93.7 as "93,7".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT, MARGIN = 320.0, 72.0, 8.0


@dataclass(frozen=True)
class Point:
    """One value of a series; `label` is its period; an estimate is drawn hollow."""

    label: str
    value: float
    estimate: bool = False


@dataclass(frozen=True)
class Dot:
    """A drawn point."""

    x: str
    y: str
    estimate: bool
    last: bool


@dataclass(frozen=True)
class Stroke:
    """A line between two neighbouring points, dashed when either is an estimate."""

    x1: str
    y1: str
    x2: str
    y2: str
    estimate: bool


@dataclass(frozen=True)
class Sparkline:
    """A small history: strokes, dots and the height of the target, if there is one."""

    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]
    target_y: str | None


def sparkline(points: Sequence[Point], target: float | None = None) -> Sparkline:
    """Place `points` evenly from left to right and scale values (and target) to the height."""
    values = [point.value for point in points] + ([] if target is None else [target])
    low, high = min(values, default=0.0), max(values, default=0.0)
    span = (high - low) or 1.0

    def y(value: float) -> float:
        if high == low:
            return HEIGHT / 2
        return HEIGHT - MARGIN - (value - low) / span * (HEIGHT - 2 * MARGIN)

    step = (WIDTH - 2 * MARGIN) / max(1, len(points) - 1)
    places = [(MARGIN + step * index, y(point.value)) for index, point in enumerate(points)]
    strokes = tuple(
        Stroke(_n(x1), _n(y1), _n(x2), _n(y2), points[i].estimate or points[i + 1].estimate)
        for i, ((x1, y1), (x2, y2)) in enumerate(pairwise(places))
    )
    dots = tuple(
        Dot(_n(px), _n(py), point.estimate, index == len(points) - 1)
        for index, ((px, py), point) in enumerate(zip(places, points, strict=True))
    )
    return Sparkline(strokes, dots, None if target is None else _n(y(target)))


def percent(part: float, low: float = 0.0, high: float = 100.0) -> str:
    """Return where `part` lies between `low` and `high` as "93.70%", held inside 0 and 100."""
    share = 0.0 if high == low else (part - low) / (high - low)
    return f"{min(1.0, max(0.0, share)) * 100:.2f}%"


def _n(value: float) -> str:
    return f"{value:.1f}"
