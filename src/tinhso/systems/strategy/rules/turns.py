"""When a figure turns: after it went one way it noticeably goes the other.

A turn is told at the last change of a series, never later, and only against a change before it
that was itself noticeable: two percent of a level, half a point of a share or rate, three places
of a rank. Smaller changes are rounding, revision or luck.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise


class Kind(StrEnum):
    """What sort of number turns: how much of a change is noticeable depends on it."""

    LEVEL = "level"
    POINTS = "points"
    RANK = "rank"


NOTICEABLE = {Kind.LEVEL: Decimal("0.02"), Kind.POINTS: Decimal("0.5"), Kind.RANK: Decimal(3)}


@dataclass(frozen=True)
class Turn:
    """The last change goes against the one before it.

    Places in the series: it went one way from `start` to `peak` and the other way to the end.
    """

    start: int
    peak: int
    rises: bool


def turn(values: Sequence[Decimal], kind: Kind) -> Turn | None:
    """Return the turn at the end of a series in the order of time; None where it goes on as before.

    The way before is followed back for as long as it is the same way; standing still ends it.
    """
    changes = [_change(before, after, kind) for before, after in pairwise(values)]
    least = NOTICEABLE[kind]
    if len(changes) < 2 or abs(changes[-1]) < least:
        return None
    rises = changes[-1] > 0
    start = len(changes) - 1
    while start > 0 and (changes[start - 1] < 0 if rises else changes[start - 1] > 0):
        start -= 1
    way = sum(changes[start:-1], Decimal(0))
    if abs(way) < least:
        return None
    return Turn(start, len(changes) - 1, rises)


def _change(before: Decimal, after: Decimal, kind: Kind) -> Decimal:
    if kind is not Kind.LEVEL:
        return after - before
    return (after - before) / abs(before) if before else Decimal(0)
