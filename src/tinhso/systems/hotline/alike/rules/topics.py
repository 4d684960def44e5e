"""What words say a report is about: shares by category, from keywords and from what was confirmed.

Naive Bayes over syllables and pairs of them: each category counts in how many of its reports a
token stood. It is small, the same for the same reports, and every reason can be read.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from .words import tokens

SMOOTHING: Final = 0.1
SHARPNESS: Final = 0.6
SEED_WEIGHT: Final = 2.0
SURE: Final = 0.4
"""A first suggestion of less than this share is called unsure."""


@dataclass(frozen=True)
class Seed:
    """What is known of a category before anybody confirmed anything: its title and keywords."""

    code: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Topics:
    """In how many reports of each category a token stood, and how many reports there were."""

    stood: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    reports: Mapping[str, float] = field(default_factory=dict)

    def shares(self, text: str) -> dict[str, float]:
        """Return the share of each category, the likeliest first; empty when no word is known."""
        known = [self.stood[token] for token in tokens(text) if token in self.stood]
        if not known:
            return {}
        scores = {
            code: SHARPNESS
            * sum(
                math.log((stood.get(code, 0.0) + SMOOTHING) / (reports + 2 * SMOOTHING))
                for stood in known
            )
            for code, reports in self.reports.items()
        }
        return _normal(scores)


def _normal(scores: Mapping[str, float]) -> dict[str, float]:
    highest = max(scores.values())
    powers = {code: math.exp(score - highest) for code, score in scores.items()}
    whole = sum(powers.values())
    order = sorted(powers, key=lambda code: (-powers[code], code))
    return {code: powers[code] / whole for code in order}


def seeded(seeds: Iterable[Seed]) -> Topics:
    """Return what the categories' own words say, before anybody confirmed anything."""
    return topics(seeds, ())


def topics(seeds: Iterable[Seed], confirmed: Sequence[tuple[str, str]]) -> Topics:
    """Return what keywords and confirmed reports, pairs of (text, category), say together."""
    stood: dict[str, Counter[str]] = {}
    reports: Counter[str] = Counter()
    for seed in seeds:
        reports[seed.code] += SEED_WEIGHT  # type: ignore[assignment]  # counts may be fractions
        for token in {token for phrase in seed.phrases for token in tokens(phrase)}:
            stood.setdefault(token, Counter())[seed.code] += SEED_WEIGHT  # type: ignore[assignment]
    for text, code in confirmed:
        if code not in reports:
            continue  # a category that is no longer kept
        reports[code] += 1
        for token in tokens(text):
            stood.setdefault(token, Counter())[code] += 1
    return Topics(stood, reports)
