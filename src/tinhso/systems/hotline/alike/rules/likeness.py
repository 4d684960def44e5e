"""How likely two reports tell of the same thing: by words, place, time and what they are about.

Words are compared by runs of letters without diacritics: reports of one thing share 0.54 to 0.76
of them, others under 0.24. Two people seldom choose the same words, so that the same matter at the
same spot counts too; and the same words five kilometres away are another pothole.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Final

from .words import cosine, pieces, plain, shared

EARTH_M: Final = 6_371_000.0
SAME_SPOT_M: Final = 100.0
FADES_IN_DAYS: Final = 25.0
MOST_EVIDENCE: Final = 50.0
UNKNOWN: Final = 0.4
"""How much two reports are taken to be about the same where one has no word that is known."""
ALIKE: Final = 0.5
"""From this score on two reports are shown as telling of one thing."""


@dataclass(frozen=True)
class Told:
    """One report as it is compared.

    `about` gives shares by category that sum to at most 1; `blur_m` is how far the pin may stand
    from the true place; without a pin `area` (a commune's code or id) is all that is known.
    """

    text: str
    at: datetime
    latitude: float | None = None
    longitude: float | None = None
    blur_m: float = 0.0
    area: str = ""
    about: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def pieces(self) -> frozenset[str]:
        """The runs of letters of its words."""
        return pieces(plain(self.text))


@dataclass(frozen=True)
class Likeness:
    """How alike two reports are: `score` from 0 to 1, and what it was made of."""

    score: float
    words: float
    about: float
    days: float
    distance_m: float | None

    @property
    def is_alike(self) -> bool:
        """Whether the two are taken to tell of one thing."""
        return self.score >= ALIKE


def distance_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return metres between two points given as (latitude, longitude), on a sphere."""
    (a, b), (c, d) = (map(math.radians, point) for point in (one, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(half))


def likeness(one: Told, other: Told) -> Likeness:
    """Return how alike two reports are; the order of the two doesn't matter.

    The weights were chosen on tests/gold/tuning.yaml: see there, and bench/similar.py.
    """
    words = shared(one.pieces, other.pieces)
    about = cosine(one.about, other.about) if one.about and other.about else UNKNOWN
    days = abs((one.at - other.at).total_seconds()) / 86_400
    apart = _apart(one, other)
    if apart is None:
        # Only the words can name the spot; half of what they share counts whatever it is about.
        evidence = -3.3 + 2.5 * words * (1 + about) + about + _areas(one, other)
    else:
        # At one spot people name the same landmark for whatever is wrong there.
        evidence = -1.0 + 4.0 * words * about + 3.5 * about + _spots(one, other, apart)
    evidence -= days / FADES_IN_DAYS
    evidence = max(-MOST_EVIDENCE, evidence)
    return Likeness(1 / (1 + math.exp(-evidence)), words, about, days, apart)


def _apart(one: Told, other: Told) -> float | None:
    if one.latitude is None or one.longitude is None:
        return None
    if other.latitude is None or other.longitude is None:
        return None
    return distance_m((one.latitude, one.longitude), (other.latitude, other.longitude))


def _spots(one: Told, other: Told, apart: float) -> float:
    """Return what the distance says against: nothing within the blur, more with every metre."""
    blur = one.blur_m + other.blur_m
    unsure = 0.8 if blur else 0.0
    return -unsure - max(0.0, apart - blur) / SAME_SPOT_M


def _areas(one: Told, other: Told) -> float:
    """Return what two communes say where a pin is missing."""
    if not (one.area and other.area):
        return -1.0
    return 0.0 if one.area == other.area else -6.0
