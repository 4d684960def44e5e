"""A forecast with an honest interval, or none.

- Under five points nothing is drawn.
- Under twelve the last figure is carried on by its mean yearly drift (a random walk with drift).
- From twelve on by a damped trend (Gardner and McKenzie 1985, damping 0.9), whose smoothing is the
  one that would have foreseen the series' own points best.
- The interval is meant to hold the true value four times in five. Nominal intervals of short series
  hold it far less often, so it is widened to what the method's own past errors call for (split
  conformal: the ceil(0.8 (k+1))-th smallest of k errors, each foreseen from the points before it
  alone); with fewer errors than that needs, the largest one counts.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

FEWEST = 5
TREND_FROM = 12
COVERAGE = 0.8
DAMPING = 0.9
YEAR = 365.25
FEWEST_FOR_DRIFT = 3
# Student's t, 90 % one-sided (80 % two-sided), by degrees of freedom from 1; the normal after 10.
STUDENT = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372)
NORMAL = 1.2816
GRID = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)

Foresee = Callable[[Sequence["Seen"], date], float]


@dataclass(frozen=True)
class Seen:
    """One figure of a series: the last day that it speaks of, and its value."""

    on: date
    value: float


@dataclass(frozen=True)
class Forecast:
    """What is foreseen for a day, and between which values four times in five.

    `widened` is by how much the interval is wider than its formula's own (1 for not at all);
    the data speak from `since` to `until`; `trend` tells the method: a damped trend, else drift.
    """

    at: date
    value: float
    low: float
    high: float
    points: int
    since: date
    until: date
    widened: float
    trend: bool


@dataclass(frozen=True)
class TooFew:
    """Why nothing is foreseen: so many points of the five it takes, since when."""

    points: int
    since: date | None


def forecast(
    seen: Sequence[Seen], *, at: date, low: float = -math.inf, high: float = math.inf
) -> Forecast | TooFew:
    """Return what a series foresees for a day after its last one, held between `low` and `high`.

    `seen` are figures of one series in one area's boundaries, one a day. Raises ValueError for a
    day that isn't after the last figure, and for two figures of one day.
    """
    points = sorted(seen, key=lambda one: one.on)
    if len({one.on for one in points}) < len(points):
        raise ValueError("a series has one figure a day")
    if len(points) < FEWEST:
        return TooFew(len(points), points[0].on if points else None)
    if at <= points[-1].on:
        raise ValueError("a forecast is of a day after the last figure")
    trend = len(points) >= TREND_FROM
    foresee = _damped(points) if trend else _drift
    value = foresee(points, at)
    spread = _spread(points, at)
    nominal = _student(len(points) - 2) * _sigma(points) * spread
    conformal = _quantile(_scores(points, foresee)) * spread
    half = max(nominal, conformal)
    return Forecast(
        at=at,
        value=min(high, max(low, value)),
        low=min(high, max(low, value - half)),
        high=min(high, max(low, value + half)),
        points=len(points),
        since=points[0].on,
        until=points[-1].on,
        widened=half / nominal if nominal else 1.0,
        trend=trend,
    )


def _years(since: date, until: date) -> float:
    return (until - since).days / YEAR


def _slope(points: Sequence[Seen]) -> float:
    return (points[-1].value - points[0].value) / _years(points[0].on, points[-1].on)


def _drift(points: Sequence[Seen], at: date) -> float:
    return points[-1].value + _slope(points) * _years(points[-1].on, at)


def _damped(points: Sequence[Seen]) -> Foresee:
    """Return the damped trend whose smoothing foresees the points of the series best."""

    def with_smoothing(level: float, trend: float) -> Foresee:
        return lambda known, at: _damped_from(known, at, level, trend)

    tried = [with_smoothing(level, trend) for level in GRID for trend in GRID if trend <= level]
    return min(tried, key=lambda foresee: sum(e * e for e in _scores(points, foresee)))


def _damped_from(points: Sequence[Seen], at: date, alpha: float, beta: float) -> float:
    first, second = points[0], points[1]
    level, trend = first.value, (second.value - first.value) / _years(first.on, second.on)
    for before, one in pairwise(points):
        gap = _years(before.on, one.on)
        carried = level + trend * _damped_years(gap)
        new = carried + alpha * (one.value - carried)
        trend = DAMPING**gap * trend + beta * ((new - level) / gap - DAMPING**gap * trend)
        level = new
    return level + trend * _damped_years(_years(points[-1].on, at))


def _damped_years(years: float) -> float:
    """Return how many years' worth of trend is left of so many: less with each of them."""
    return (math.pow(DAMPING, years) - 1) / math.log(DAMPING)


def _spread(points: Sequence[Seen], at: date) -> float:
    """Return by how much one year's error grows until a day: the walk's, and the drift's own."""
    ahead = _years(points[-1].on, at)
    return math.sqrt(ahead * (1 + ahead / _years(points[0].on, points[-1].on)))


def _sigma(points: Sequence[Seen]) -> float:
    """Return the standard deviation of one year's step around the drift."""
    slope = _slope(points)
    steps = [
        (one.value - before.value - slope * gap) / math.sqrt(gap)
        for before, one in pairwise(points)
        for gap in [_years(before.on, one.on)]
    ]
    return math.sqrt(sum(step * step for step in steps) / (len(steps) - 1))


def _scores(points: Sequence[Seen], foresee: Foresee) -> list[float]:
    """Return the errors of foreseeing each point from those before it, in one year's measure."""
    return [
        abs(points[known].value - foresee(points[:known], points[known].on))
        / _spread(points[:known], points[known].on)
        for known in range(FEWEST_FOR_DRIFT, len(points))
    ]


def _quantile(scores: Sequence[float]) -> float:
    place = math.ceil(COVERAGE * (len(scores) + 1))
    return sorted(scores)[min(place, len(scores)) - 1]


def _student(freedom: int) -> float:
    return STUDENT[freedom - 1] if freedom <= len(STUDENT) else NORMAL
