"""Hot spots: where reports come more often now than they usually do. Pure.

A place and category had `recent` reports in the days looked at and `usual` in the days before. If
nothing had changed, each of all these reports would have fallen into the recent days with the same
chance: their share of the time. So under no change `recent` is binomial, which takes the scarcity
of the past into account, and the surprise is the chance of so many or more. Some hundred pairs are
looked at together; the surprise asked for is divided by their number (Bonferroni), so that in a
time without any change a false alarm is rarer than `risk` for the whole list, not for each line.
Fewer than `at_least` reports are never a spot, however rare they are.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Seen:
    """Reports of one category in one place: in the days looked at, and in those before."""

    place: int
    category: str
    recent: int
    usual: int


@dataclass(frozen=True)
class Spot:
    """A hot spot: `expected` as often as before, `chance` of so many without any change."""

    place: int
    category: str
    recent: int
    usual: int
    expected: float
    chance: float


@dataclass(frozen=True)
class Spots:
    """The hot spots, the most surprising first, and how many pairs were looked at for them."""

    found: tuple[Spot, ...]
    looked_at: int


def hot(
    seen: Iterable[Seen], *, recent: timedelta, usual: timedelta, at_least: int, risk: float
) -> Spots:
    """Return where reports concentrate; `recent` and `usual` are how long each was looked at."""
    pairs = [one for one in seen if one.recent or one.usual]
    share = recent / (recent + usual)
    limit = risk / max(1, len(pairs))
    found = []
    for one in pairs:
        expected = one.usual * (recent / usual)
        if one.recent < at_least or one.recent <= expected:
            continue
        chance = at_least_as_many(one.recent, one.recent + one.usual, share)
        if chance <= limit:
            found.append(
                Spot(one.place, one.category, one.recent, one.usual, expected, chance),
            )
    found.sort(key=lambda one: (one.chance, -one.recent, one.place, one.category))
    return Spots(tuple(found), len(pairs))


def at_least_as_many(successes: int, trials: int, share: float) -> float:
    """Return the chance of `successes` or more of so many trials, each with the chance `share`."""
    if successes <= 0:
        return 1.0
    logs = [
        math.lgamma(trials + 1)
        - math.lgamma(k + 1)
        - math.lgamma(trials - k + 1)
        + k * math.log(share)
        + (trials - k) * math.log1p(-share)
        for k in range(successes, trials + 1)
    ]
    most = max(logs)
    return min(1.0, math.exp(most) * math.fsum(math.exp(one - most) for one in logs))
