"""What the checks compare, and what they find: plain data, stored and settled elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from tinhso.kernel.indicators.rules.targets import Goal

Key = tuple[str | None, str, str | None, str | None, str]
"""Indicator, measure, period, base and area: what a figure speaks of."""


class Thing(StrEnum):
    """What a statement is: words just read, or what is recorded already."""

    CLAIM = "claim"
    OBSERVATION = "observation"
    TARGET = "target"


class Kind(StrEnum):
    """What doesn't fit. `explanations.py` has a sentence for each."""

    PARTS = "parts"
    SHARE = "share"
    STRUCTURE = "structure"
    SELF_CONTRADICTION = "self_contradiction"
    SOURCES = "sources"
    TARGETS_DIFFER = "targets_differ"
    GROWTH = "growth"
    OUT_OF_LINE = "out_of_line"
    UNIT_SLIP = "unit_slip"
    TARGET_MISSED = "target_missed"
    TARGET_MET = "target_met"
    RANK_OF_UNKNOWN = "rank_of_unknown"
    RANK_BEYOND = "rank_beyond"


class Severity(StrEnum):
    """How much it matters."""

    ERROR = "error"  # cannot be right together
    WARNING = "warning"  # should be looked at
    NOTE = "note"  # good to know


@dataclass(frozen=True, slots=True)
class Ref:
    """Names a statement: what it is and its id there."""

    thing: Thing
    id: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure as somebody states it, in base units.

    Attributes:
        ref: which claim, observation or target this is.
        quote: the words with the number; their digits say how far it was rounded. May be empty.
        indicator: a code of the catalogue; None when it isn't known.
        measure: as of claims: `level`, `rank`, `growth_rate`, ...
        value: in `unit`.
        unit: the base unit.
        relation: `=` `<` `>` `~` `<=` `>=`.
        period: as of claims; None where no period is given.
        kind: `actual`, `estimate`, `forecast` or `target`.
        base_period: what a change is measured against.
        area: the same for the same place and boundaries; empty is the whole province.
        among: how many were ranked, where that is known.
        direction: which way is better for the indicator: `up`, `down` or `none`.
        start: where the quote begins in its text; 0 for what is recorded.
        end: where it ends, exclusive.
        sentence_start: where its sentence begins; `sentence_end` where it ends.
    """

    ref: Ref
    indicator: str | None
    measure: str
    value: Decimal
    unit: str
    relation: str = "="
    period: str | None = None
    kind: str = "actual"
    base_period: str | None = None
    area: str = ""
    among: int | None = None
    direction: str = "none"
    quote: str = ""
    start: int = 0
    end: int = 0
    sentence_start: int = 0
    sentence_end: int = 0

    @property
    def key(self) -> Key:
        """What it speaks of: two statements of one key are about the same true value."""
        base = None if self.measure == "growth_rate" else self.base_period or None
        return (self.indicator, self.measure, self.period, base, self.area)

    @property
    def amount(self) -> "Amount":
        """The figure as an explanation shows it."""
        return Amount(self.value, self.unit, self.relation)


@dataclass(frozen=True, slots=True)
class Promise:
    """A recorded target: what was promised of `indicator`, as the board judges it.

    `goal` is built as for the board; only promises of levels and ranks are judged here, those of
    average growth are the board's.
    """

    ref: Ref
    indicator: str
    measure: str
    unit: str
    due_period: str
    goal: Goal
    area: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of an explanation, which the screen writes in a fitting scale of its unit."""

    value: Decimal
    unit: str
    relation: str = "="


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that doesn't fit.

    `sides` stand side by side on the screen, at least one; the first is the left one. `data` holds
    what the sentence of its kind names in `explanations.py`: amounts, and periods or counts.
    """

    kind: Kind
    severity: Severity
    sides: tuple[Ref, ...]
    indicator: str | None = None
    data: Mapping[str, Amount | int | str] = field(default_factory=dict)

    def as_data(self) -> dict[str, dict[str, str] | str | int]:
        """Return the data as JSON takes it: an amount is {value, unit, relation}."""
        return {
            name: {
                "value": format(value.value.normalize(), "f"),
                "unit": value.unit,
                "relation": value.relation,
            }
            if isinstance(value, Amount)
            else value
            for name, value in self.data.items()
        }
