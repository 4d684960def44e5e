"""Of which older units a figure in newer boundaries is made, and with which share of each. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from tinhso.kernel.units.rules import Link

WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Contribution:
    """A unit that stands in a figure by a share of its own; None where nobody declared it."""

    unit: int
    share: Decimal | None


def lineage(unit: int, links: Iterable[Link]) -> tuple[Link, ...]:
    """Return the changes through which a unit came about, back to the oldest known."""
    incoming: dict[int, list[Link]] = {}
    for link in links:
        incoming.setdefault(link.successor, []).append(link)
    found: list[Link] = []
    ahead = [unit]
    while ahead:
        into = incoming.pop(ahead.pop(), [])
        found += into
        ahead += [link.predecessor for link in into]
    return tuple(found)


def descent(unit: int, links: Iterable[Link]) -> tuple[Link, ...]:
    """Return the changes that a unit went into, on to the newest known."""
    turned = [Link(one.successor, one.predecessor, one.share, one.effective) for one in links]
    return tuple(
        Link(one.successor, one.predecessor, one.share, one.effective)
        for one in lineage(unit, turned)
    )


def contributions(
    unit: int, known: Collection[int], links: Iterable[Link]
) -> tuple[Contribution, ...]:
    """Return the units with a known figure of which the figure of `unit` is made, by id.

    A unit with a figure of its own is made of itself; else every predecessor gives its share, back
    over as many changes as needed. Shares multiply along the way and add up where ways meet.
    """
    incoming: dict[int, list[Link]] = {}
    for link in links:
        incoming.setdefault(link.successor, []).append(link)
    found: dict[int, Decimal | None] = {}

    def walk(one: int, share: Decimal | None) -> None:
        if one in known:
            before = found.get(one, Decimal(0))
            found[one] = None if before is None or share is None else before + share
            return
        for link in incoming.get(one, []):
            part = None if share is None or link.share is None else share * link.share
            walk(link.predecessor, part)

    walk(unit, WHOLE)
    return tuple(Contribution(one, found[one]) for one in sorted(found))
