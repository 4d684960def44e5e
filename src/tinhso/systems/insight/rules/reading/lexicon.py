"""The catalogue's words, made ready for reading: which words are what, and what they measure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Category = Literal[
    "term",
    "neutral",
    "state",
    "share",
    "up",
    "down",
    "beyond",
    "fold",
    "relation",
    "after",
    "kind",
    "base",
    "plan",
    "parts",
    "name",
    "and",
]
# A number may stand right before its unit: "18.200ha".
_GLUED = r"(?=(?:ha|km2|km|m2|m3|m|tấn|kg|tỷ|triệu|nghìn|kwh|mw|đ|usd|tr)(?!\w))"
# And a word right before a percentage, where a page lost its space: "tăng1,36%".
_BEFORE = r"[^\W\d]++(?=\d+(?:[.,]\d+)?\s?%)"
TOKENS = re.compile(rf"\d+(?:[.,]\d+)*(?:(?!\w)|{_GLUED})|{_BEFORE}|\w+|[^\w\s]")
# A word leads to the next node; under "" stands what the words so far are, and what they say.
Node = dict[str, Any]


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
    """What the reader must know of an indicator.

    Attributes:
        code: its code in the catalogue.
        units: the base units of a level, the usual one first.
        measures: the frames that it can have; any when empty.
        may: terms beside an alias that change nothing.
        rank_of_growth: the indicator that holds ranks of its growth.
        plan_share: the indicator that holds its share of the plan.
        after: what it is instead behind another one: capital behind new projects is new; None
            for what the catalogue does not have.
        so_far: what it is instead where all years so far are told ("đến nay đã thu hút ...").
    """

    code: str
    units: tuple[str, ...]
    measures: frozenset[str]
    may: frozenset[str]
    rank_of_growth: str | None
    plan_share: str | None
    after: Mapping[str, str | None]
    so_far: str | None

    @property
    def is_share(self) -> bool:
        """Whether its level is a percentage, so that its change is one of points."""
        return self.units == ("percent",)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the reader looks words up in; made once by `lexicon_of`.

    Attributes:
        trie: all phrases, word by word.
        aliases: by one of their own terms.
        indicators: by code.
        spellings: the phrases of each term.
        heads: terms that make another subject of what follows them ("thuế ...").
        weak: terms that need another one to name a subject ("tỷ lệ", "diện tích").
        counted: terms that never stand for another thing that is counted ("xã", "huyện").
        others: subjects that reports tell of and the catalogue doesn't have.
        plan_shares: the codes of shares of a plan.
        spam: phrases of advertisements.
        flows: the codes of what happens in a period (visits, revenue), and does not stand at a day.
        slips: words that stand for a longer one, and the term that is meant.
    """

    trie: Node
    aliases: Mapping[str, tuple[Alias, ...]]
    indicators: Mapping[str, Indicator]
    spellings: Mapping[str, tuple[str, ...]]
    heads: frozenset[str]
    weak: frozenset[str]
    counted: frozenset[str]
    others: frozenset[str]
    plan_shares: frozenset[str]
    spam: tuple[str, ...]
    flows: frozenset[str]
    slips: Mapping[str, str]
