"""A sentence as a row of items: terms, figures, periods, and the closed words between them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tinhso.systems.insight.rules.reading.ranks import Rank


@dataclass(slots=True)
class Figure:
    """A number with its unit as the sentence has it.

    Attributes:
        value: in `unit`.
        unit: a base unit; None for a count of the things named behind it; `percentage_point`
            where the text says so.
        rank: set for a place in a ranking.
        negative: a minus stands before it: "(-7,55%)".
        upper: the end of a range, such as 8,5 in "8 - 8,5%".
    """

    value: Decimal
    unit: str | None
    rank: Rank | None = None
    upper: Decimal | None = None
    negative: bool = False


@dataclass(slots=True)
class Item:
    """One item: `what` it is, where it stands, and what it says.

    `what` is a category of the lexicon's words ("term", "state", "up", ...), "figure", "period",
    "place", "stop" (a mark that parts statements), "word" (anything else), or "reference".
    `slip` marks a word that was read as a longer one.
    """

    what: str
    start: int
    end: int
    says: Any = None
    slip: bool = False
