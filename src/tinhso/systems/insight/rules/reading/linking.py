"""Which indicator the words around a figure name; none rather than a wrong one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tinhso.systems.insight.rules.reading.items import Item
from tinhso.systems.insight.rules.reading.lexicon import Alias, Indicator, Lexicon

_COUNTS = frozenset({"count", "people"})
# Items that end the name of a subject: behind them nothing narrows it.
ENDS = frozenset(
    {
        "state",
        "share",
        "up",
        "down",
        "beyond",
        "fold",
        "relation",
        "kind",
        "base",
        "figure",
        "stop",
        "parts",
    }
)
CHIEM = "chiếm"  # "chiếm" makes a share of what it stands beside


@dataclass(frozen=True, slots=True)
class Asked:
    """What a figure asks of an indicator: its unit, and how it is measured."""

    unit: str | None
    frame: str  # level, growth, change, ratio, plan, rank


@dataclass(frozen=True, slots=True)
class Link:
    """An indicator that the words name, by which alias."""

    indicator: Indicator
    alias: Alias
    recency: int


@dataclass(slots=True)
class Nearby:
    """What was spoken of around a figure: its sentence, its paragraph, the headings above.

    Attributes:
        context: folded: title, headings, the paragraph up to and with the sentence.
        begins: where the sentence begins in it.
        at: where the figure's part of the sentence ends in it.
        spellings: the phrases of each term.
    """

    context: str
    begins: int
    at: int
    spellings: Mapping[str, tuple[str, ...]]

    def last(self, term: str) -> int:
        """Return where a term was last spoken of; -1 when it was not."""
        return max(self.context.rfind(spelling, 0, self.at) for spelling in self._of(term))

    def close(self, term: str) -> bool:
        """Say whether a term was spoken of in this sentence."""
        return any(self.context.find(one, self.begins, self.at) >= 0 for one in self._of(term))

    def _of(self, term: str) -> tuple[str, ...]:
        return self.spellings.get(term, (term,))


def fits(indicator: Indicator, asked: Asked) -> bool:
    """Say whether an indicator can have such a figure."""
    frame = asked.frame
    if indicator.measures:
        return frame in indicator.measures
    if frame in ("rank", "plan"):
        return True
    if frame in ("growth", "ratio"):
        return True
    if asked.unit is None:
        return any(unit in _COUNTS for unit in indicator.units)
    if asked.unit == "rank":
        return frame == "change"
    if asked.unit == "percentage_point":
        return "percent" in indicator.units
    return asked.unit in indicator.units


def terms_of(items: Iterable[Item]) -> list[str]:
    """Return the terms among items; "chiếm" counts as one."""
    found = [str(item.says) for item in items if item.what == "term"]
    if any(item.what == "share" for item in items):
        found.append(CHIEM)
    return found


def link(
    lexicon: Lexicon,
    terms: Sequence[str],
    asked: Asked,
    nearby: Nearby,
    allowed: Callable[[Alias], bool] = lambda _: True,
) -> Link | None:
    """Return the indicator whose alias says most of `terms`; None where two say as much."""
    own = set(terms)
    best: list[Link] = []
    most = 0.0
    for term in own:
        for alias in lexicon.aliases.get(term, ()):
            if alias.weight < most or not alias.own <= own:
                continue
            indicator = lexicon.indicators[alias.code]
            if not fits(indicator, asked):
                continue
            recency = _recency(alias, own, nearby)
            if recency is None or not allowed(alias):
                continue
            made = Link(indicator, alias, recency)
            if alias.weight > most:
                best, most = [made], alias.weight
            else:
                best.append(made)
    if not best:
        return None
    return _one(best, asked)


def _recency(alias: Alias, own: set[str], nearby: Nearby) -> int | None:
    """Return where the terms that an alias leans on were last spoken of; None when they weren't."""
    if any(one not in own and not nearby.close(one) for one in alias.close):
        return None
    places = [0 if one in own else nearby.last(one) for one in alias.near]
    return None if places and min(places) < 0 else max(places, default=0)


def _one(best: list[Link], asked: Asked) -> Link | None:
    """Choose among aliases that say as much: the one spoken of last, then what can grow."""
    codes = {made.indicator.code for made in best}
    if len(codes) == 1:
        return best[0]
    latest = max(made.recency for made in best)
    rest = [made for made in best if made.recency == latest]
    if (
        asked.frame in ("growth", "ratio", "plan")
        and len({made.indicator.code for made in rest}) > 1
    ):
        rest = [made for made in rest if not made.indicator.is_share] or rest
    if asked.frame == "rank" and len({made.indicator.code for made in rest}) > 1:
        rest = [made for made in rest if made.indicator.measures] or rest
    return rest[0] if len({made.indicator.code for made in rest}) == 1 else None


def narrowed(items: Sequence[Item], alias: Alias, lexicon: Lexicon) -> bool:
    """Say whether words beside an alias make another subject of it.

    "Kim ngạch xuất khẩu của doanh nghiệp FDI" is not exports; "thuế xuất khẩu" is not either.
    """
    places = [at for at, item in enumerate(items) if item.what == "term" and item.says in alias.own]
    if not places:
        return False
    indicator = lexicon.indicators[alias.code]
    share = indicator.is_share  # "tỷ lệ dân số tham gia ...": what it is a share of comes first
    known = alias.own | set(alias.near) | indicator.may | lexicon.weak
    if any(_joined(items, place, known) for place in places):
        return True
    for item in items[places[-1] + 1 :]:
        if item.what in ENDS:
            break
        if item.what == "word" or (item.what == "term" and item.says not in known):
            return True
    for item in () if share else reversed(items[: places[0]]):
        if item.what in ENDS:
            break
        if item.what == "term" and item.says not in known and _heads(item, lexicon):
            return True
    inside = items[places[0] : places[-1]]
    return any(
        item.what == "term" and item.says not in known and item.says in lexicon.heads
        for item in inside
    )


def _joined(items: Sequence[Item], first: int, known: frozenset[str] | set[str]) -> bool:
    """Say whether "và" joins another subject in front: "công nghiệp và dịch vụ chiếm 78%"."""
    if first < 2 or items[first - 1].what != "and":
        return False
    return items[first - 2].what == "term" and items[first - 2].says not in known


def _heads(item: Item, lexicon: Lexicon) -> bool:
    """Say whether a term in front makes another subject: "thuế ...", "doanh nghiệp FDI ..."."""
    return item.says in lexicon.heads or item.says in lexicon.others
