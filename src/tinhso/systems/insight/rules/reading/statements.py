"""Splits a sentence where a comma, a bracket or a joining word begins another statement."""

from collections.abc import Iterator, Sequence

from tinhso.systems.insight.rules.reading.items import Item
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
    """Take the periods out that figures share in turn.

    "Các năm 2021, 2022 lần lượt đạt 5% và 6%"; "trong các năm 2021, 2022, GRDP lần lượt tăng ...".
    """
    turn = next((at for at, item in enumerate(items) if _is_turn(item)), None)
    for last in range(turn or 0, 0, -1):
        first = last
        while first and _lists_periods(items[first - 1]):
            first -= 1
        names = [clock.name(item.says) for item in items[first:last] if item.what == "period"]
        if len(names) > 1 and all(names):
            return items[:first] + items[last:], [name for name in names if name]
        if items[last - 1].says == ";":
            break
    return items, []


def subjects_in_turn(items: Sequence[Item]) -> list[list[Item]]:
    """Return the subjects that figures take in turn, each with the words that all share.

    "Tỷ trọng nông nghiệp; công nghiệp; dịch vụ tương ứng là 21,7%; 38,2% và 35,9%"; empty where no
    list of as many subjects stands before as of figures behind.
    """
    turn = next((at for at, item in enumerate(items) if _is_turn(item)), 0)
    listed: list[list[Item]] = [[]]
    for item in items[:turn]:
        if item.what in ("stop", "and"):
            listed.append([])
        elif item.what == "term":
            listed[-1].append(item)
    subjects = [part for part in listed if part]
    figures = sum(item.what == "figure" for item in items[turn:])
    if any(item.what == "figure" for item in items[:turn]) or not 1 < len(subjects) == figures:
        return []
    shared = subjects[0][:-1]  # "tỷ trọng" is said once, of all
    return [subjects[0], *([*shared, *part] for part in subjects[1:])]


def _is_turn(item: Item) -> bool:
    return item.what == "state" and str(item.says).startswith(("lần lượt", "tương ứng"))


def _lists_periods(item: Item) -> bool:
    return item.what in ("period", "and") or (item.what == "stop" and item.says == ",")


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
