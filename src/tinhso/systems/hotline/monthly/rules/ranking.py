"""Which units stand out, best and worst, by a rule that anybody can check. Pure.

What ranks is the share done in time among all that was done or is overdue; equal shares are told
apart by the smaller share of answers disputed, and who is equal in both shares a place. A unit with
fewer cases than `at_least` is not ranked: one case more or less would move it from first to last.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Record:
    """How a unit did: `in_time` of `judged` were done in time, `disputed` of `replied` disputed."""

    key: str
    in_time: int
    judged: int
    disputed: int
    replied: int

    @property
    def share(self) -> Fraction:
        """How much was done in time."""
        return Fraction(self.in_time, self.judged)

    @property
    def against(self) -> Fraction:
        """How much of what was replied to was disputed; nothing where nobody replied."""
        return Fraction(self.disputed, self.replied) if self.replied else Fraction(0)

    @property
    def merit(self) -> tuple[Fraction, Fraction]:
        """What ranks: more is better."""
        return self.share, -self.against


@dataclass(frozen=True)
class Place:
    """A unit's place: 1 is first (or last, counted from below); equals share it."""

    key: str
    place: int


@dataclass(frozen=True)
class Ranking:
    """Best and worst, no unit in both; how many were ranked, and how many had too few cases."""

    best: tuple[Place, ...]
    worst: tuple[Place, ...]
    ranked: int
    too_few: int


def rank(records: Iterable[Record], *, at_least: int, shown: int) -> Ranking:
    """Return at most `shown` best and worst of the units with `at_least` judged cases."""
    known = list(records)
    ranked = [one for one in known if one.judged >= max(1, at_least)]
    half = min(shown, len(ranked) // 2)
    best = sorted(ranked, key=lambda one: (-one.share, one.against, -one.judged, one.key))
    worst = sorted(best, key=lambda one: (one.share, -one.against, -one.judged, one.key))
    taken = {one.key for one in best[:half]}
    return Ranking(
        best=tuple(Place(one.key, _place(one, ranked)) for one in best[:half]),
        worst=tuple(
            Place(one.key, _place(one, ranked, below=True))
            for one in [one for one in worst if one.key not in taken][:half]
        ),
        ranked=len(ranked),
        too_few=len(known) - len(ranked),
    )


def _place(one: Record, ranked: Iterable[Record], *, below: bool = False) -> int:
    ahead = (other.merit < one.merit if below else other.merit > one.merit for other in ranked)
    return 1 + sum(ahead)
