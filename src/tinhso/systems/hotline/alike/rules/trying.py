"""How good the suggestions are: the newest confirmed reports, guessed from the older ones."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from .topics import Confirmed, Seed, learned, taught

HELD_BACK: Final = 0.2
MOST_HELD_BACK: Final = 100
SHOWN: Final = 3


@dataclass(frozen=True)
class Score:
    """Of how many reports of a category it was suggested first, and among the first three."""

    tried: int = 0
    first: int = 0
    among: int = 0


@dataclass(frozen=True)
class Trial:
    """How a trial went: by category, and which category was suggested for which other."""

    scores: dict[str, Score] = field(default_factory=dict)
    confused: list[tuple[str, str, int]] = field(default_factory=list)

    @property
    def tried(self) -> int:
        """How many reports were guessed."""
        return sum(score.tried for score in self.scores.values())

    @property
    def among(self) -> float | None:
        """The share of reports whose category was among the first three, None if none was tried."""
        return sum(s.among for s in self.scores.values()) / self.tried if self.tried else None

    @property
    def first(self) -> float | None:
        """The share of reports whose category was the first, None if none was tried."""
        return sum(s.first for s in self.scores.values()) / self.tried if self.tried else None


def trial(seeds: Sequence[Seed], confirmed: Sequence[Confirmed]) -> Trial:
    """Guess the newest fifth of each category from what is older; the newest come first."""
    held, known = _parted(confirmed)
    model = taught(seeds, learned(known))
    tried, first, among = Counter[str](), Counter[str](), Counter[str]()
    confused: Counter[tuple[str, str]] = Counter()
    for one in held:
        guessed = list(model.shares_of(one.tokens))[:SHOWN]
        tried[one.category] += 1
        first[one.category] += guessed[:1] == [one.category]
        among[one.category] += one.category in guessed
        if guessed and guessed[0] != one.category:
            confused[one.category, guessed[0]] += 1
    pairs = sorted(confused.items(), key=lambda pair: (-pair[1], pair[0]))
    return Trial(
        {code: Score(tried[code], first[code], among[code]) for code in sorted(tried)},
        [(meant, guessed, times) for (meant, guessed), times in pairs],
    )


def _parted(confirmed: Iterable[Confirmed]) -> tuple[list[Confirmed], list[Confirmed]]:
    by_category: dict[str, list[Confirmed]] = {}
    for one in confirmed:
        by_category.setdefault(one.category, []).append(one)
    held: list[Confirmed] = []
    known: list[Confirmed] = []
    for reports in by_category.values():
        back = min(MOST_HELD_BACK, int(len(reports) * HELD_BACK))
        held += reports[:back]
        known += reports[back:]
    return held, known
