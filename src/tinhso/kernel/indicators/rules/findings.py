"""What a reader should be told that a figure alone does not say."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

NOTICEABLE_FALL = Decimal("0.02")
NOTICEABLE_RANKS = 5
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Year:
    """One figure of a yearly series, in the same boundaries as its neighbours."""

    year: int
    value: Decimal


@dataclass(frozen=True)
class HiddenFall:
    """A growth figure against an early year, while the level has fallen since a later one.

    `base` is what the claim implies for `base_year`; `fall` is the fall from `peak` in percent.
    """

    base_year: int
    base: Decimal
    peak: Year
    last: Year
    change: Decimal
    fall: Decimal


@dataclass(frozen=True)
class RankLost:
    """A rank that is worse than the best one held, by five places or more."""

    best: Year
    last: Year


def implied_base(value: Decimal, change: Decimal) -> Decimal:
    """Return the level that grew by `change` percent to `value`: 27.6 at +12.7 % gives 24.5.

    Raises ValueError for a fall of 100 percent or more.
    """
    if change <= -HUNDRED:
        raise ValueError(f"a change of {change} percent leaves no base")
    return value * HUNDRED / (HUNDRED + change)


def hidden_fall(
    last: Year, *, change: Decimal, base_year: int, series: Sequence[Year]
) -> HiddenFall | None:
    """Return what "up by `change` percent on `base_year`" hides, if it hides anything.

    It does when the level stood at least two percent higher in some year between.
    """
    between = [point for point in series if base_year < point.year < last.year]
    if not between or last.value <= 0:
        return None
    peak = max(between, key=lambda point: point.value)
    fall = (peak.value - last.value) / peak.value
    if change <= 0 or fall < NOTICEABLE_FALL:
        return None
    base = implied_base(last.value, change)
    return HiddenFall(base_year, base, peak, last, change, fall * HUNDRED)


def rank_lost(series: Sequence[Year]) -> RankLost | None:
    """Return how far the last rank is behind the best one held, when that is five or more."""
    if len(series) < 2:
        return None
    ordered = sorted(series, key=lambda point: point.year)
    best, last = min(ordered, key=lambda point: point.value), ordered[-1]
    if last.value - best.value < NOTICEABLE_RANKS:
        return None
    return RankLost(best, last)
