"""The words of a subject that no catalogue knows: kept for a person, never guessed."""

from collections.abc import Sequence

from tinhso.systems.insight.rules.reading.items import Item
from tinhso.systems.insight.rules.reading.linking import ENDS

_NAMES = frozenset({"word", "term", "neutral", "place", "and"})


def phrase(items: Sequence[Item]) -> tuple[int, int] | None:
    """Return the offsets of the last noun phrase among items; None when there is none."""
    last = None
    for at in range(len(items) - 1, -1, -1):
        if items[at].what in ("word", "term"):
            last = at
            break
    if last is None:
        return None
    first = last
    while first > 0 and items[first - 1].what in _NAMES and items[first - 1].what not in ENDS:
        first -= 1
    while items[first].what not in ("word", "term"):
        first += 1
    return items[first].start, items[last].end
