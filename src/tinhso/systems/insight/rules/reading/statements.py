"""Splits a sentence where a comma, a bracket or a joining word begins another statement."""

from collections.abc import Iterator, Sequence

from tinhso.systems.insight.rules.reading.items import Item
from tinhso.systems.insight.rules.reading.periods import Period
from tinhso.systems.insight.rules.reading.timing import Clock

_OF_A_NAME = frozenset({"term", "period", "name", "kind", "neutral"})


def statements(items: Sequence[Item]) -> list[list[Item]]:
    """Return the parts of a sentence; each begins with the mark or word that opens it."""
    split: list[list[Item]] = [[]]
    for at, item in enumerate(items):
        opens = item.what in ("stop", "parts") or (item.what == "and" and _joins_figures(items, at))
        if opens:
            split.append([item])
        else:
            split[-1].append(item)
    return split


def without_brackets(items: Sequence[Item]) -> list[Item]:
    """Take away brackets that hold no figure: "(GRDP)" belongs to the words before it."""
    kept: list[Item] = []
    opened: int | None = None
    for item in items:
        if item.what == "stop" and item.says in "([":
            opened = len(kept)
        elif item.what == "stop" and item.says in ")]" and opened is not None:
            inner, begun = kept[opened:], opened
            opened = None
            if not any(one.what == "figure" for one in inner):
                kept[begun:] = [one for one in inner[1:] if one.what in _OF_A_NAME]
                continue
        kept.append(item)
    return kept


def in_turn(items: list[Item], clock: Clock) -> tuple[list[Item], list[str]]:
    """Take the periods out that figures share in turn: "các năm 2021, 2022 lần lượt đạt 5%, 6%"."""
    for at, item in enumerate(items):
        if item.what != "state" or not str(item.says).startswith("lần lượt"):
            continue
        first = at
        while first and (
            items[first - 1].what in ("period", "and") or items[first - 1].says == ","
        ):
            first -= 1
        periods = [one.says for one in items[first:at] if isinstance(one.says, Period)]
        names = [name for period in periods if (name := clock.name(period))]
        if len(names) > 1:
            return items[:first] + items[at:], names
    return items, []


def _joins_figures(items: Sequence[Item], at: int) -> bool:
    """Say whether "và" stands between two statements, each with its figure."""
    return _has_figure(reversed(items[:at])) and _has_figure(iter(items[at + 1 :]))


def _has_figure(items: Iterator[Item]) -> bool:
    for item in items:
        if item.what == "stop":
            return False
        if item.what == "figure":
            return True
    return False
