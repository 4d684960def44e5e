"""What words say a report is about: shares by category, from keywords and from what was confirmed.

Naive Bayes over syllables and pairs of them: each category counts in how many of its reports a
token stood. It is small, the same for the same reports, and every reason can be read.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from .words import tokens

SMOOTHING: Final = 0.5
"""Of how many reports of a category one assumes that they were as reports are anywhere."""
LEAST: Final = 0.2
"""A token that is rarer than this share of the usual says no more against a category."""
SHARPNESS: Final = 0.6
SEED_WEIGHT: Final = 2.0
OFTEN: Final = 3
SURE: Final = 0.5
"""A first suggestion of less than this share is called unsure."""


@dataclass(frozen=True)
class Seed:
    """What is known of a category before anybody confirmed anything: its title and keywords."""

    code: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Confirmed:
    """A report's words, and the category that a person confirmed."""

    text: str
    category: str

    @cached_property
    def tokens(self) -> frozenset[str]:
        """What stands in it: read once, asked for by what learns and by what tries."""
        return tokens(self.text)


@dataclass(frozen=True)
class Topics:
    """In how many reports of each category a token stood, and how many reports there were."""

    stood: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    reports: Mapping[str, float] = field(default_factory=dict)

    def shares(self, text: str) -> dict[str, float]:
        """Return the share of each category, the likeliest first; empty when no word is known."""
        return self.shares_of(tokens(text))

    def shares_of(self, said: Set[str]) -> dict[str, float]:
        """Return the same of tokens.

        A token speaks for a category by how much more often it stands there than anywhere, and
        against by how much less. What was never seen in a category says little against it: people
        find ever new words, and of a category with few reports little has been seen.
        """
        known = [self.stood[token] for token in sorted(said) if token in self.stood]
        whole = math.fsum(self.reports.values())
        if not known or not whole:
            return {}
        usual = [sum(stood.values()) / whole for stood in known]
        return _normal(
            {
                code: SHARPNESS
                * math.fsum(
                    math.log(
                        max(LEAST, (stood.get(code, 0.0) / often + SMOOTHING) / (of + SMOOTHING))
                    )
                    for stood, often in zip(known, usual, strict=True)
                )
                for code, of in self.reports.items()
            }
        )


def _normal(scores: Mapping[str, float]) -> dict[str, float]:
    highest = max(scores.values())
    powers = {code: math.exp(score - highest) for code, score in scores.items()}
    whole = sum(powers.values())
    order = sorted(powers, key=lambda code: (-powers[code], code))
    return {code: powers[code] / whole for code in order}


def seeded(seeds: Iterable[Seed]) -> Topics:
    """Return what the categories' own words say, before anybody confirmed anything."""
    return Topics(*_sown(seeds))


def taught(seeds: Iterable[Seed], learned: Topics) -> Topics:
    """Return what keywords say together with what was learned; the newest learned count as is.

    A category that is no longer kept is forgotten; one that nobody used yet has its keywords.
    """
    stood, reports = _sown(seeds)
    for code, count in learned.reports.items():
        if code in reports:
            reports[code] += count
    for token, counts in learned.stood.items():
        known = stood.setdefault(token, {})
        for code, count in counts.items():
            if code in reports:
                known[code] = known.get(code, 0.0) + count
    return Topics({token: counts for token, counts in stood.items() if counts}, reports)


def _sown(seeds: Iterable[Seed]) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    stood: dict[str, dict[str, float]] = {}
    reports: dict[str, float] = {}
    for seed in seeds:
        reports[seed.code] = SEED_WEIGHT
        for token in {token for phrase in seed.phrases for token in tokens(phrase)}:
            stood.setdefault(token, {})[seed.code] = SEED_WEIGHT
    return stood, reports


def learned(confirmed: Iterable[Confirmed]) -> Topics:
    """Return what confirmed reports say: tokens that stood in at least OFTEN of them.

    What stood in fewer could be somebody's name, and says little. The same reports give the same,
    in whatever order.
    """
    stood: dict[str, Counter[str]] = {}
    reports: Counter[str] = Counter()
    for one in confirmed:
        reports[one.category] += 1
        for token in one.tokens:
            stood.setdefault(token, Counter())[one.category] += 1
    often = {token: stood[token] for token in sorted(stood) if stood[token].total() >= OFTEN}
    return Topics(
        {token: dict(sorted(counts.items())) for token, counts in often.items()},
        dict(sorted(reports.items())),
    )


def telling(learned: Topics, *, of: str, most: int) -> list[str]:
    """Return the tokens that speak most for a category by what was learned, the strongest first."""
    here, whole = learned.reports.get(of, 0.0), sum(learned.reports.values())
    strength = {}
    for token, counts in learned.stood.items():
        mine, all_ = counts.get(of, 0.0), sum(counts.values())
        if mine > all_ / 2:
            strength[token] = mine / here * math.log((mine / here) / (all_ / whole))
    return sorted(strength, key=lambda token: (-strength[token], token))[:most]
