"""Which claim of an earlier reading is which of a later one, so that decisions are kept. Pure.

A claim is the same where its words stand in the same sentence and say the same value and measure.
Where a sentence says the same twice, the order decides.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Said:
    """A claim as it is recognised again: its sentence, its words, and what was read in them."""

    sentence: str
    quote: str
    measure: str
    value: Decimal

    @property
    def bare(self) -> tuple[str, str, str, Decimal]:
        """The same without differences of blanks."""
        return (
            " ".join(self.sentence.split()),
            " ".join(self.quote.split()),
            self.measure,
            self.value.normalize(),
        )


def kept(earlier: Sequence[Said], later: Sequence[Said]) -> dict[int, int]:
    """Return for each place in `later` the place in `earlier` that is the same claim, if any."""
    waiting: dict[tuple[str, str, str, Decimal], list[int]] = defaultdict(list)
    for place, one in enumerate(earlier):
        waiting[one.bare].append(place)
    found: dict[int, int] = {}
    for place, one in enumerate(later):
        if waiting[one.bare]:
            found[place] = waiting[one.bare].pop(0)
    return found
