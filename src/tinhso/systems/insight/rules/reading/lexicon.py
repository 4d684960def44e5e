"""The catalogue's words, made ready for reading: which words are what, and what they measure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tinhso.systems.insight.rules.reading import words
from tinhso.systems.insight.rules.reading.folding import folded

Category = Literal[
    "term", "neutral", "state", "share", "up", "down", "beyond", "fold", "relation", "after",
    "kind", "base", "plan", "parts", "name", "and",
]  # fmt: skip
TOKENS = re.compile(r"\d+(?:[.,]\d+)*(?!\w)|\w+|[^\w\s]")
Node = dict[str, Any]  # a word leads to the next node, "" to what the words so far are


@dataclass(frozen=True, slots=True)
class Alias:
    """One way in which reports name an indicator.

    Attributes:
        code: the indicator.
        own: terms that must stand beside the figure, in any order.
        near: terms that must have been spoken of before it, in sentence, paragraph or heading.
        close: terms that must have been spoken of in the same sentence.
        alone: nothing may follow the terms that narrows them ("140 chợ", not "140 chợ được sửa").
        weight: how much it says; the alias that says most wins.
    """

    code: str
    own: frozenset[str]
    near: tuple[str, ...]
    close: tuple[str, ...]
    alone: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Indicator:
    """What the reader must know of an indicator: its units, and what it is a share of."""

    code: str
    units: tuple[str, ...]
    measures: frozenset[str]
    may: frozenset[str]
    rank_of_growth: str | None
    plan_share: str | None

    @property
    def is_share(self) -> bool:
        """Say whether its level is a percentage, so that its change is one of points."""
        return self.units == ("percent",)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the reader looks words up in; made once by `lexicon_of`."""

    trie: Node
    aliases: Mapping[str, tuple[Alias, ...]]  # by each of its own terms
    indicators: Mapping[str, Indicator]
    spellings: Mapping[str, tuple[str, ...]]  # of each term
    heads: frozenset[str]
    weak: frozenset[str]
    others: frozenset[str]
    plan_shares: frozenset[str]
    spam: tuple[str, ...]
    slips: Mapping[str, str]


def lexicon_of(catalogue: Collection[str], aliases: Mapping[str, Any]) -> Lexicon:
    """Make the lexicon of a catalogue's codes and the data of `aliases.yaml`.

    Raises:
        ValueError: an alias names a code that the catalogue does not know.
    """
    declared: Mapping[str, Any] = aliases.get("indicators", {})
    if catalogue and (strange := sorted(set(declared) - set(catalogue))):
        raise ValueError(f"aliases.yaml speaks of codes that no catalogue knows: {strange}")
    canonical: dict[str, str] = {}
    for group in aliases.get("synonyms", ()):
        first = folded(group[0])
        for phrase in group:
            canonical[folded(phrase)] = first
    found = [alias for code, said in declared.items() for alias in _aliases(code, said, canonical)]
    terms = {term for alias in found for term in (*alias.own, *alias.near, *alias.close)}
    heads = {folded(phrase) for phrase in aliases.get("heads", ())}
    others = {folded(phrase) for phrase in aliases.get("others", ())}
    weak = {canonical.get(word, word) for word in map(folded, aliases.get("weak", ()))}
    for phrase in (*terms, *heads, *others, *weak):
        canonical.setdefault(phrase, phrase)
    spellings: dict[str, list[str]] = {}
    for phrase, term in canonical.items():
        spellings.setdefault(term, []).append(phrase)
    by_term: dict[str, list[Alias]] = {}
    for alias in found:
        # Under its rarest word an alias is looked at least often.
        by_term.setdefault(
            max(alias.own, key=lambda term: (term not in weak, len(term))), []
        ).append(alias)
    neutral = [folded(phrase) for phrase in aliases.get("neutral", ())]
    spam = [folded(phrase) for phrase in aliases.get("spam", ())]
    return Lexicon(
        trie=_trie(canonical, neutral),
        aliases={term: tuple(those) for term, those in by_term.items()},
        indicators={code: _indicator(code, said, canonical) for code, said in declared.items()},
        spellings={term: tuple(those) for term, those in spellings.items()},
        heads=frozenset({canonical.get(head, head) for head in heads}),
        weak=frozenset(weak),
        others=frozenset(canonical[phrase] for phrase in others),
        plan_shares=frozenset(
            said["plan_share"] for said in declared.values() if "plan_share" in said
        ),
        slips={
            folded(slip): canonical.get(folded(meant), folded(meant))
            for slip, meant in aliases.get("slips", {}).items()
        },
        spam=tuple(spam),
    )


def _aliases(code: str, said: Mapping[str, Any], canonical: Mapping[str, str]) -> Iterable[Alias]:
    for line in said["aliases"]:
        written = folded(line).strip()
        alone = written.startswith("=")
        named, *close_words = re.split(r"\s*&\s*", written.removeprefix("=").strip())
        own_words, *near_words = re.split(r"\s*@\s*", named)
        own = frozenset(canonical.get(term, term) for term in re.split(r"\s*\+\s*", own_words))
        near = tuple(canonical.get(term, term) for term in near_words)
        close = tuple(canonical.get(term, term) for term in close_words)
        weight = sum(term.count(" ") + 1.5 for term in own) + 0.6 * len(near) + 0.5 * len(close)
        yield Alias(code, own, near, close, alone, weight)


def _indicator(code: str, said: Mapping[str, Any], canonical: Mapping[str, str]) -> Indicator:
    return Indicator(
        code=code,
        units=tuple(said["units"]),
        measures=frozenset(said.get("measures", ())),
        may=frozenset(canonical.get(word, word) for word in map(folded, said.get("may", ()))),
        rank_of_growth=said.get("rank_of_growth"),
        plan_share=said.get("plan_share"),
    )


def _trie(canonical: Mapping[str, str], neutral: Iterable[str]) -> Node:
    trie: Node = {}

    def add(phrase: str, category: Category, payload: object) -> None:
        node = trie
        for token in TOKENS.findall(phrase):
            node = node.setdefault(token, {})
        node[""] = (category, payload)

    for phrase in neutral:
        add(phrase, "neutral", phrase)
    for phrase in words.STATES:
        add(phrase, "state", phrase)
    for phrase in words.BASES:
        add(phrase, "base", None)
    for phrase in words.PLANS:
        add(phrase, "plan", None)
    for phrase in words.NAMES:
        add(phrase, "name", None)
    for phrase in words.PARTS:
        add(phrase, "parts", None)
    for sign, phrases in words.RELATIONS.items():
        for phrase in phrases:
            add(phrase, "relation", sign)
    for sign, phrases in words.AFTER_RELATIONS.items():
        for phrase in phrases:
            add(phrase, "after", sign)
    for kind, phrases in words.KINDS.items():
        for phrase in phrases:
            add(phrase, "kind", kind)
    for direction, sign_value in ((words.UP, 1), (words.DOWN, -1)):
        for phrase in direction:
            add(phrase, "up" if sign_value > 0 else "down", sign_value)
    for phrase in words.BEYOND:
        add(phrase, "beyond", None)
    for phrase in words.FOLDS:
        add(phrase, "fold", None)
    for phrase in words.SHARES:
        add(phrase, "share", phrase)
    for phrase in ("và", "cùng", "hoặc", "còn lại"):
        add(phrase, "and", None)
    for phrase, term in canonical.items():
        if phrase not in words.SHARES:
            add(phrase, "term", term)
    return trie
