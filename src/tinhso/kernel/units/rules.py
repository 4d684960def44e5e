"""What becomes of units and their figures when boundaries change. Pure: no Django.

Every function works on the ids of versions and on links between them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Link:
    """A part of `predecessor` became part of `successor` on `effective`.

    `share` is that part (0 < share <= 1), or None where nobody declared it.
    """

    predecessor: int
    successor: int
    share: Decimal | None
    effective: date


class Reason(StrEnum):
    """Why a figure can't be computed in other boundaries."""

    MISSING = "missing"
    UNDECLARED_SHARE = "undeclared_share"


@dataclass(frozen=True, slots=True)
class NotComputable:
    """There is no figure in these boundaries; `units` are those it fails for, in order of id.

    MISSING: these units have no figure. UNDECLARED_SHARE: these units were divided and nobody
    has declared by how much.
    """

    reason: Reason
    units: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A unit that an older or newer one is followed to, and how much of the latter it holds.

    `share` is None where some division on the way has no declared share.
    """

    unit: int
    share: Decimal | None


class ImpossibleSuccessionError(ValueError):
    """Links that can't be: a circle, a change before the one it follows, or more than a whole."""

    def __init__(self, unit: int, what: str) -> None:
        self.unit = unit
        self.what = what
        super().__init__(f"unit {unit}: {what}")


def check(links: Iterable[Link]) -> None:
    """Raise ImpossibleSuccessionError where links form a circle or give away more than a whole.

    Shares of one predecessor on one day may sum to at most 1; where all are declared, to
    exactly 1.
    """
    by_predecessor: dict[int, list[Link]] = {}
    for link in links:
        by_predecessor.setdefault(link.predecessor, []).append(link)
    for unit, outgoing in by_predecessor.items():
        declared = [link.share for link in outgoing if link.share is not None]
        total = sum(declared, Decimal(0))
        complete = len(declared) == len(outgoing)
        if total > WHOLE or (complete and total != WHOLE):
            raise ImpossibleSuccessionError(unit, f"its shares sum to {total} instead of 1")
        if len({link.effective for link in outgoing}) > 1:
            raise ImpossibleSuccessionError(unit, "it ends on more than one day")
        for link in outgoing:
            for later in by_predecessor.get(link.successor, []):
                if later.effective <= link.effective:
                    raise ImpossibleSuccessionError(
                        link.successor, f"it ends ({later.effective}) before it begins"
                    )


def apportion(
    target: int, values: Mapping[int, Decimal], links: Iterable[Link]
) -> Decimal | NotComputable:
    """Return a sum (people, dong, hectares) in the boundaries of `target`.

    `values` are the figures known, by unit. The target's own figure is taken if it is there;
    otherwise every predecessor gives its declared share, back over as many changes as needed.
    Never answers with a part: what lacks a figure or a share is named instead. Only for figures
    that add up; ranks and indices never do. A figure of today is not carried back to parts of
    today's unit.
    """
    incoming: dict[int, list[Link]] = {}
    for link in links:
        incoming.setdefault(link.successor, []).append(link)
    missing: set[int] = set()
    undeclared: set[int] = set()

    def figure(unit: int) -> Decimal:
        if unit in values:
            return values[unit]
        before = incoming.get(unit, [])
        if not before:
            missing.add(unit)
        total = Decimal(0)
        for link in before:
            part = figure(link.predecessor)
            if link.share is None:
                undeclared.add(link.predecessor)
            else:
                total += part * link.share
        return total

    total = figure(target)
    if missing:
        return NotComputable(Reason.MISSING, tuple(sorted(missing)))
    if undeclared:
        return NotComputable(Reason.UNDECLARED_SHARE, tuple(sorted(undeclared)))
    return total


def apportion_mean(
    target: int,
    values: Mapping[int, Decimal],
    weights: Mapping[int, Decimal],
    links: Iterable[Link],
) -> Decimal | NotComputable:
    """Return a mean (income per head) in the boundaries of `target`, weighted by `weights`.

    Both values and weights (people) are needed for every unit that counts; a total weight of
    zero is MISSING.
    """
    links = tuple(links)
    products = {unit: values[unit] * weights[unit] for unit in values if unit in weights}
    if target in values:
        return values[target]
    total = apportion(target, products, links)
    if isinstance(total, NotComputable):
        return total
    weight = apportion(target, {unit: weights[unit] for unit in products}, links)
    if isinstance(weight, NotComputable):
        return weight
    return total / weight if weight else NotComputable(Reason.MISSING, (target,))


def followed(unit: int, links: Iterable[Link], *, on: date) -> tuple[Part, ...]:
    """Return what `unit` has become by `on`, in order of id; itself where nothing changed.

    Shares multiply along the way and add up where ways meet.
    """
    outgoing: dict[int, list[tuple[int, Decimal | None]]] = {}
    for link in links:
        if link.effective <= on:
            outgoing.setdefault(link.predecessor, []).append((link.successor, link.share))
    return _ends(unit, outgoing)


def preceded(unit: int, links: Iterable[Link], *, on: date) -> tuple[Part, ...]:
    """Return what stood on `on` where `unit` is now, in order of id; itself where it stood then.

    The share of a part is how much of that older unit went into `unit`.
    """
    incoming: dict[int, list[tuple[int, Decimal | None]]] = {}
    for link in links:
        if link.effective > on:
            incoming.setdefault(link.successor, []).append((link.predecessor, link.share))
    return _ends(unit, incoming)


def _ends(start: int, ways: Mapping[int, list[tuple[int, Decimal | None]]]) -> tuple[Part, ...]:
    ends: dict[int, Decimal | None] = {}

    def walk(unit: int, share: Decimal | None) -> None:
        if unit not in ways:
            known = ends.get(unit, Decimal(0))
            ends[unit] = None if known is None or share is None else known + share
            return
        for onward, part in ways[unit]:
            walk(onward, None if share is None or part is None else share * part)

    walk(start, WHOLE)
    return tuple(Part(unit, ends[unit]) for unit in sorted(ends))
