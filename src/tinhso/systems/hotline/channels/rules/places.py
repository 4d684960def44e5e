"""Finding the commune in free text: old names and new, with diacritics and without.

A commune that was divided, a name that two carry, and a commune that has the name of a former
district are never chosen silently: there is more than one choice, and a person is asked.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tinhso.kernel.units.names import agrees, fold

_TOKEN: Final = re.compile(r"\w+")
_COMMUNE_KINDS: Final[Mapping[tuple[str, ...], str]] = {
    ("xa",): "xa",
    ("x",): "xa",
    ("phuong",): "phuong",
    ("p",): "phuong",
    ("thi", "tran"): "thi tran",
    ("tt",): "thi tran",
}
_OTHER_KINDS: Final = frozenset(
    {
        ("huyen",),
        ("h",),
        ("quan",),
        ("q",),
        ("thi", "xa"),
        ("tx",),
        ("thanh", "pho"),
        ("tp",),
        ("tinh",),
    }
)
_BEFORE_A_PLACE: Final = frozenset({"o", "tai", "thuoc", "dia", "ban", "ve", "khu", "vuc"})
_KIND, _OTHER_KIND, _LIKELY, _PERHAPS = 4, 3, 2, 1
MOST_CHOICES: Final = 6


@dataclass(frozen=True)
class Commune:
    """A commune of today."""

    code: str
    title: str


@dataclass(frozen=True)
class Named:
    """A name that a commune has or had, and which communes of today may be meant by it.

    `around` are the folded names of what it lay in. `was` is its full name where it no longer
    stands. It is `certain` where all of it is in one commune of today.
    """

    name: str
    kind: str
    around: frozenset[str]
    was: str
    today: tuple[Commune, ...]
    certain: bool


@dataclass(frozen=True)
class Gazetteer:
    """The names of a province by their first folded word, and those of its former districts."""

    by_word: Mapping[str, Sequence[Named]]
    districts: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[Named], districts: Iterable[str]) -> "Gazetteer":
        """Return the names ready to be looked up."""
        by_word = defaultdict(list)
        for named in names:
            if words := fold(named.name).split():
                by_word[words[0]].append(named)
        return cls(dict(by_word), frozenset(fold(name) for name in districts))


@dataclass(frozen=True)
class Recognised:
    """What a text may mean: communes of today, of which `certain` says that the one is meant.

    `was` are the former communes among the names, to be told when asking.
    """

    communes: tuple[Commune, ...] = ()
    certain: bool = False
    was: tuple[str, ...] = ()

    @property
    def only(self) -> Commune | None:
        """The commune meant, where there is no doubt."""
        return self.communes[0] if self.certain and len(self.communes) == 1 else None


@dataclass(frozen=True)
class _Mention:
    """A name at its place in the text: tokens from `start` to before `end`; `to` with district."""

    named: Named
    start: int
    end: int
    to: int
    weight: int


def recognise(text: str, gazetteer: Gazetteer, *, asked: bool = False) -> Recognised:
    """Return which communes a text may mean; `asked` where it answers the question for one.

    A name after "xã" or "phường" or before its district counts more than a capitalised one. The
    same letters at a phrase's end are only asked about: "thành công" is mostly no place.
    """
    found = _mentions(text, gazetteer, asked=asked)
    if not found:
        return Recognised()
    strong = [one for one in found if one.weight >= _OTHER_KIND]
    kept = strong or [one for one in found if one.weight == _LIKELY] or found
    communes = {c.code: c for one in kept for c in one.named.today}
    unsure = any(_is_unsure(one, gazetteer) for one in kept)
    was = tuple(dict.fromkeys(one.named.was for one in kept if one.named.was))
    return Recognised(tuple(communes.values()), len(communes) == 1 and not unsure, was)


@dataclass(frozen=True)
class _Text:
    """A text in tokens; `ends` are after which of them a phrase ends."""

    tokens: Sequence[str]
    folded: Sequence[str]
    ends: frozenset[int]
    asked: bool
    shouted: bool

    @classmethod
    def of(cls, text: str, *, asked: bool) -> "_Text":
        tokens = [token.group() for token in _TOKEN.finditer(text)]
        folded = [fold(token) for token in tokens]
        return cls(tokens, folded, _ends_of_phrases(text), asked, text.upper() == text)

    def capitalised(self, start: int, end: int) -> bool:
        return not self.shouted and all(word[0].isupper() for word in self.tokens[start:end])


def _is_unsure(mention: _Mention, gazetteer: Gazetteer) -> bool:
    """Tell whether a mention must be confirmed: divided, or perhaps a district or no place."""
    district = fold(mention.named.name) in gazetteer.districts and mention.weight < _OTHER_KIND
    return not mention.named.certain or district or mention.weight == _PERHAPS


def _mentions(text: str, gazetteer: Gazetteer, *, asked: bool) -> list[_Mention]:
    read = _Text.of(text, asked=asked)
    spans: dict[tuple[int, int], list[_Mention]] = defaultdict(list)
    for start, word in enumerate(read.folded):
        for named in gazetteer.by_word.get(word, ()):
            words = fold(named.name).split()
            end = start + len(words)
            if list(read.folded[start:end]) != words:
                continue
            if not agrees(" ".join(read.tokens[start:end]), named.name):
                continue
            mention = _weighed(named, start, end, read)
            if mention is not None:
                spans[start, end].append(mention)
    return _without_overlaps([one for these in spans.values() for one in _best(these)])


def _weighed(named: Named, start: int, end: int, read: _Text) -> _Mention | None:
    """Return a mention with its weight; None where it is no name of a commune here."""
    one = tuple(read.folded[start - 1 : start])
    two = tuple(read.folded[max(start - 2, 0) : start])
    kind = _COMMUNE_KINDS.get(two) or ("" if two in _OTHER_KINDS else _COMMUNE_KINDS.get(one, ""))
    if not kind and (one in _OTHER_KINDS or two in _OTHER_KINDS):
        return None  # "huyện Đại Từ" is no commune
    to = _district_after(named, end, read.folded)
    weight = 0
    if kind:
        weight = _KIND if kind == named.kind else _OTHER_KIND
    elif to > end:
        weight = _OTHER_KIND
    elif read.asked or read.capitalised(start, end) or _BEFORE_A_PLACE.intersection(one):
        weight = _LIKELY
    elif end in read.ends:
        weight = _PERHAPS
    return _Mention(named, start, end, to, weight) if weight else None


def _district_after(named: Named, end: int, folded: Sequence[str]) -> int:
    """Return where the district after a name ends, or `end` where none follows."""
    for skip in (0, 1, 2):
        if skip and tuple(folded[end : end + skip]) not in _OTHER_KINDS:
            continue
        for name in named.around:
            words = name.split()
            if list(folded[end + skip : end + skip + len(words)]) == words:
                return end + skip + len(words)
    return end


def _best(mentions: list[_Mention]) -> list[_Mention]:
    """Return those of one span that fit best: the district that follows decides, then the kind.

    Without a kind all that have the name are meant, a ward or a commune.
    """
    if any(one.to > one.end for one in mentions):
        mentions = [one for one in mentions if one.to > one.end]
    heaviest = max(one.weight for one in mentions)
    return [one for one in mentions if one.weight == heaviest]


def _without_overlaps(mentions: list[_Mention]) -> list[_Mention]:
    """Return mentions that lie in no longer one, and aren't the district of another."""
    return [
        one
        for one in mentions
        if not any(
            (other.start, other.end) != (one.start, one.end)
            and other.start <= one.start
            and one.end <= other.to
            and (other.to - other.start) > (one.end - one.start)
            for other in mentions
        )
    ]


def _ends_of_phrases(text: str) -> frozenset[int]:
    """Return after which tokens a phrase ends: at a comma, a full stop, or the end of the text."""
    ends, tokens = set(), list(_TOKEN.finditer(text))
    for number, token in enumerate(tokens, start=1):
        after = text[token.end() : tokens[number].start() if number < len(tokens) else None]
        if number == len(tokens) or re.search(r"[,.;:\n!?]", after):
            ends.add(number)
    return frozenset(ends)


def narrowed(recognised: Recognised, offered: Sequence[str]) -> Recognised:
    """Return what is left where a person was asked among communes and names one of them."""
    left = tuple(one for one in recognised.communes if one.code in set(offered))
    return replace(recognised, communes=left, certain=len(left) == 1) if left else recognised
