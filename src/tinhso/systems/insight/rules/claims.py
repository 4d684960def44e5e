"""What a reading finds: claims with their source, and oddities of the text.

A claim's numbers are in base units (VND, USD, percent, people, count, hectare, km2, tonnes,
points, rank, times, years, ...), never in the scaled unit that the report prints: "162,5 nghìn tỷ
đồng" is 162 500 000 000 000 VND. Offsets are Unicode code points of the text that was read,
end exclusive.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tinhso.kernel.indicators.rules.statements import Measure, Relation

Kind = Literal["actual", "estimate", "forecast", "target"]


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `start` to `end` (exclusive) of the text that was read."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure of a report: what it measures, how much, when, and at which words.

    Attributes:
        start: where the quoted words begin.
        end: where they end, exclusive.
        quote: the number with its relation and its unit or noun.
        indicator: a code of the catalogue; None when the subject is not in it.
        subject: the words that name what is measured, as the report has them.
        measure: `level`; `rank`; `growth_rate` (percent against the same period a year before);
            `change_from_base` (percent against `base_period`); `ratio_to_base` (times or percent
            of `base_period`); `change` (an increment with its sign); `share_of_plan` (percent).
        value: in `unit`.
        unit: the base unit.
        relation: `=` · `<` (gần) · `>` (trên) · `~` (khoảng) · `<=` · `>=` (ít nhất).
        period: `2024`, `2024-11`, `2024-Q1`, `2024-H1`, `2024-M9`, `2020/2025`; None where the
            text gives none.
        kind: a fact, an estimate, a forecast or a target.
        base_period: what a change is measured against, where the text says so.
        place: a part of the province (or another place) where the text names one.
        scope: what a rank is among, such as `VN`.
        sentence: where the sentence stands.
    """

    start: int
    end: int
    quote: str
    indicator: str | None
    subject: str
    measure: Measure
    value: Decimal
    unit: str
    relation: Relation
    period: str | None
    kind: Kind
    base_period: str | None
    place: str | None
    scope: str | None
    sentence: Span


@dataclass(frozen=True, slots=True)
class Oddity:
    """Words that don't belong in a report: `spam`, or a `typo` that hides what is counted."""

    kind: Literal["spam", "typo"]
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one text says in figures, in the order of the text."""

    claims: tuple[Claim, ...]
    oddities: tuple[Oddity, ...]
