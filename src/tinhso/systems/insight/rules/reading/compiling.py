"""Makes a lexicon of the data in `aliases.yaml`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tinhso.systems.insight.rules.reading import words
from tinhso.systems.insight.rules.reading.folding import folded
from tinhso.systems.insight.rules.reading.lexicon import (
    TOKENS,
    Alias,
    Category,
    Indicator,
    Lexicon,
    Node,
)

_JOINING = ("và", "cùng", "hoặc", "còn lại")


def lexicon_of(aliases: Mapping[str, Any]) -> Lexicon:
    """Return the lexicon of the data in `aliases.yaml`.

    Its codes are those of the catalogue: `tinhso load` refuses a province in which they aren't.
    """
    declared: Mapping[str, Any] = aliases.get("indicators", {})
    listed = {
        name: _phrases(aliases, name) for name in ("heads", "others", "weak", "counted", "neutral")
    }
    terms = _Terms(aliases)
    found = [alias for code, said in declared.items() for alias in terms.aliases(code, said)]
    for phrase in (*listed["heads"], *listed["others"], *listed["weak"]):
        terms.add(phrase)
    for alias in found:
        for term in (*alias.own, *alias.near, *alias.close):
            terms.add(term)
    terms.abbreviate()
    weak = terms.of(listed["weak"])
    by_term: dict[str, list[Alias]] = {}
    for alias in found:
        # Kept under its rarest term: there it is looked at least often.
        rarest = max(alias.own, key=lambda term: (term not in weak, len(term)))
        by_term.setdefault(rarest, []).append(alias)
    return Lexicon(
        trie=_trie(terms.canonical, listed["neutral"]),
        aliases={term: tuple(those) for term, those in by_term.items()},
        indicators={code: terms.indicator(code, said) for code, said in declared.items()},
        spellings=terms.spellings(),
        heads=terms.of(listed["heads"]),
        weak=weak,
        counted=terms.of(listed["counted"]),
        others=terms.of(listed["others"]),
        plan_shares=frozenset(
            said["plan_share"] for said in declared.values() if "plan_share" in said
        ),
        spam=tuple(_phrases(aliases, "spam")),
        flows=frozenset(aliases.get("flows", ())),
        slips={
            folded(slip): terms.one(folded(meant))
            for slip, meant in aliases.get("slips", {}).items()
        },
    )


def _phrases(aliases: Mapping[str, Any], name: str) -> list[str]:
    return [folded(phrase) for phrase in aliases.get(name, ())]


class _Terms:
    """Phrases and the terms that they stand for: the first phrase of each group of synonyms."""

    def __init__(self, aliases: Mapping[str, Any]) -> None:
        self.canonical: dict[str, str] = {}
        for group in aliases.get("synonyms", ()):
            for phrase in group:
                self.canonical[folded(phrase)] = folded(group[0])
        self._short = {
            folded(full): folded(short) for short, full in aliases.get("abbreviations", {}).items()
        }

    def add(self, phrase: str) -> None:
        """Let a phrase stand for itself unless it stands for another."""
        self.canonical.setdefault(phrase, phrase)

    def one(self, phrase: str) -> str:
        """Return the term of a phrase."""
        return self.canonical.get(phrase, phrase)

    def of(self, phrases: Iterable[str]) -> frozenset[str]:
        """Return the terms of phrases."""
        return frozenset(map(self.one, phrases))

    def abbreviate(self) -> None:
        """Add each phrase with its long words shortened: "chi ngân sách địa phương", "chi NSĐP"."""
        for phrase, term in list(self.canonical.items()):
            for shorter in self._shorter(phrase):
                self.canonical.setdefault(shorter, term)

    def _shorter(self, phrase: str) -> Iterator[str]:
        made = {phrase}
        for full, short in self._short.items():
            made |= {
                re.sub(rf"(?<!\w){re.escape(full)}(?!\w)", short, one)
                for one in made
                if full in one
            }
        yield from made - {phrase}

    def spellings(self) -> dict[str, tuple[str, ...]]:
        """Return the phrases of each term."""
        grouped: dict[str, list[str]] = {}
        for phrase, term in self.canonical.items():
            grouped.setdefault(term, []).append(phrase)
        return {term: tuple(phrases) for term, phrases in grouped.items()}

    def aliases(self, code: str, said: Mapping[str, Any]) -> Iterator[Alias]:
        """Yield the aliases of an indicator."""
        for line in said["aliases"]:
            written = folded(line).strip()
            named, *close_words = re.split(r"\s*&\s*", written.removeprefix("=").strip())
            own_words, *near_words = re.split(r"\s*@\s*", named)
            own = self.of(re.split(r"\s*\+\s*", own_words))
            near, close = tuple(map(self.one, near_words)), tuple(map(self.one, close_words))
            weight = sum(term.count(" ") + 1.5 for term in own)
            weight += 0.6 * len(near) + 0.5 * len(close)
            yield Alias(code, own, near, close, written.startswith("="), weight)

    def indicator(self, code: str, said: Mapping[str, Any]) -> Indicator:
        """Return what the reader must know of an indicator."""
        return Indicator(
            code=code,
            units=tuple(said["units"]),
            measures=frozenset(said.get("measures", ())),
            may=self.of(map(folded, said.get("may", ()))),
            rank_of_growth=said.get("rank_of_growth"),
            plan_share=said.get("plan_share"),
            after=said.get("after", {}),
            so_far=said.get("so_far"),
        )


def _trie(canonical: Mapping[str, str], neutral: Iterable[str]) -> Node:
    """Return all phrases word by word; what is added later wins over the same words before."""
    trie: Node = {}

    def add(phrase: str, category: Category, says: str) -> None:
        node = trie
        for token in TOKENS.findall(phrase):
            node = node.setdefault(token, {})
        node[""] = (category, says)

    for phrase in neutral:
        add(phrase, "neutral", phrase)
    for phrase, category, says in _closed():
        add(phrase, category, says)
    for phrase, term in canonical.items():
        if phrase not in words.SHARES:
            add(phrase, "term", term)
    return trie


def _closed() -> Iterator[tuple[str, Category, str]]:
    """Yield the closed words of the genre with what they are."""
    plain: tuple[tuple[Category, Iterable[str]], ...] = (
        ("state", words.STATES),
        ("base", words.BASES),
        ("plan", words.PLANS),
        ("name", words.NAMES),
        ("parts", words.PARTS),
        ("up", words.UP),
        ("down", words.DOWN),
        ("beyond", words.BEYOND),
        ("fold", words.FOLDS),
        ("share", words.SHARES),
        ("and", _JOINING),
    )
    for category, phrases in plain:
        for phrase in phrases:
            yield phrase, category, phrase
    sorted_by: tuple[tuple[Category, Mapping[str, Iterable[str]]], ...] = (
        ("relation", words.RELATIONS),
        ("after", words.AFTER_RELATIONS),
        ("kind", words.KINDS),
    )
    for category, groups in sorted_by:
        for says, phrases in groups.items():
            for phrase in phrases:
                yield phrase, category, says
