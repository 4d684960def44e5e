"""Ranks over the years: where they can't be compared, and which components pull an index.

A rank is read with its method's version and with how many were ranked. Where either changes the
series breaks, and no change of places is told across the break.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise


@dataclass(frozen=True)
class Place:
    """One year's rank: `version` is that of the method, empty where nobody told it."""

    year: int
    rank: int
    among: int
    version: str = ""

    @property
    def ahead_of(self) -> Decimal:
        """The part of the others that it is ahead of: 1 for the first, 0 for the last."""
        if self.among < 2:
            return Decimal(1)
        return Decimal(self.among - self.rank) / Decimal(self.among - 1)


@dataclass(frozen=True)
class Break:
    """Between two years ranks don't compare: the method changed, the field did, or both.

    `version_before` is the last version told before: where nobody told that of the year before, the
    method changed somewhere since, and the break is drawn where the new one is first told.
    """

    before: Place
    after: Place
    method: bool
    field: bool
    version_before: str


def breaks(places: Sequence[Place]) -> list[Break]:
    """Return where a series of ranks breaks, in the order of the years."""
    found = []
    told = ""
    for before, after in pairwise(sorted(places, key=lambda one: one.year)):
        told = before.version or told
        method = bool(told and after.version and told != after.version)
        field = before.among != after.among
        if method or field:
            found.append(Break(before, after, method, field, told))
    return found


@dataclass(frozen=True)
class Component:
    """A part of an index with its score and the most that it can have."""

    code: str
    score: Decimal
    most: Decimal


@dataclass(frozen=True)
class Pull:
    """How a component pulls: its part of its most, less the same part of all taken together."""

    component: Component
    part: Decimal
    pull: Decimal


def pulls(components: Sequence[Component]) -> list[Pull]:
    """Return how each component pulls the index, the one that pulls down most first.

    Components without a most are left out; an index of one part is pulled by nothing.
    """
    known = [one for one in components if one.most > 0]
    whole = sum((one.most for one in known), Decimal(0))
    if len(known) < 2:
        return []
    mean = sum((one.score for one in known), Decimal(0)) / whole
    found = [Pull(one, one.score / one.most, one.score / one.most - mean) for one in known]
    return sorted(found, key=lambda one: one.pull)
