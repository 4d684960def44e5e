"""What a claim must say before it can stand among figures or targets. Pure.

A figure has an indicator, a period and a unit that fits; a change names what it is counted from; a
rank says among how many, as the state's own indices do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tinhso.kernel.indicators.rules.periods import Period, UnknownPeriodError

PROVINCES_BEFORE, PROVINCES_SINCE = 63, 34
MERGER_OF_PROVINCES = date(2025, 7, 1)
"""Resolution 202/2025/QH15: 34 provinces and cities in place of 63, at work since this day."""

TIMES = "times"
PERCENT = "percent"
UNITS_OF_MEASURES = {
    "rank": ("rank",),
    "growth_rate": (PERCENT,),
    "change_from_base": (PERCENT,),
    "share_of_plan": (PERCENT,),
    "ratio_to_base": (TIMES, PERCENT),
}
HAPPENED = ("actual", "estimate")
NEEDS_BASE = ("change_from_base", "ratio_to_base")


@dataclass(frozen=True)
class Fields:
    """What a claim says, as the reader read it or as a person has corrected it.

    `value` is in the base unit `unit`; `period`, `base_period`, `place` and `scope` are empty where
    nothing is said; `among` is how many were ranked.
    """

    indicator: str | None
    measure: str
    value: Decimal
    unit: str
    relation: str
    period: str
    kind: str
    base_period: str = ""
    place: str = ""
    scope: str = ""
    among: int | None = None


@dataclass(frozen=True)
class Lack:
    """What keeps a claim from being entered: the field at fault, why, and the unit expected."""

    field: str
    why: str
    expected: str = ""


def lacks(fields: Fields, indicator_unit: str | None, *, on: date) -> list[Lack]:
    """Return what is missing or doesn't fit on a day.

    `indicator_unit` is None for an unknown indicator.
    """
    return [
        *_lack_of_indicator(fields, indicator_unit),
        *_lack_of_period(fields, on),
        *_lack_of_base(fields),
        *_lack_of_rank(fields),
    ]


def _lack_of_indicator(fields: Fields, indicator_unit: str | None) -> Iterator[Lack]:
    if indicator_unit is None:
        yield Lack("indicator", "no_indicator")
        return
    expected = UNITS_OF_MEASURES.get(fields.measure, (indicator_unit,))
    if fields.unit not in expected:
        yield Lack("unit", "other_unit", expected[0])


def _lack_of_period(fields: Fields, on: date) -> Iterator[Lack]:
    if not fields.period:
        yield Lack("period", "no_period")
    elif not is_period(fields.period):
        yield Lack("period", "unknown_period")
    elif fields.kind in HAPPENED and not has_begun(fields.period, on):
        yield Lack("kind", "not_yet")


def _lack_of_base(fields: Fields) -> Iterator[Lack]:
    if fields.measure in NEEDS_BASE and not fields.base_period:
        yield Lack("base_period", "no_base")
    elif fields.base_period and not is_period(fields.base_period):
        yield Lack("base_period", "unknown_period")


def _lack_of_rank(fields: Fields) -> Iterator[Lack]:
    if fields.measure != "rank":
        return
    if fields.value != fields.value.to_integral_value() or fields.value < 1:
        yield Lack("value", "rank_is_whole")
    if fields.among is None:
        yield Lack("among", "no_among")
    elif fields.value > fields.among:
        yield Lack("value", "rank_beyond")


def day_of_map(kind: str, period: str, said_on: date) -> date:
    """Return the day whose boundaries a claim speaks of: its period's last, a target's its paper's.

    `said_on` is the day of the paper, which also serves where no period is given.
    """
    if kind == "target" or not is_period(period):
        return said_on
    return Period.parse(period).end


def has_begun(period: str, on: date) -> bool:
    """Whether a period has begun by a day; what names no period counts as begun."""
    return not is_period(period) or Period.parse(period).start <= on


def is_period(code: str) -> bool:
    """Whether the code names a period."""
    try:
        Period.parse(code)
    except UnknownPeriodError:
        return False
    return True


def ranked_among(period: str, scope: str) -> int | None:
    """Return how many are ranked where a rank is among the country's provinces; else None."""
    if scope != "VN" or not is_period(period):
        return None
    before = Period.parse(period).end < MERGER_OF_PROVINCES
    return PROVINCES_BEFORE if before else PROVINCES_SINCE


OF_HOW_MANY = re.compile(
    r"\s*(?:/|trên(?: tổng số)?|trong(?: số| tổng số)?)\s*(\d{1,5})\b(?![.,]\d)"
)


def among_said(text: str, end: int) -> int | None:
    """Return how many were ranked where the text says so right after a rank: "hạng 2 trên 63"."""
    found = OF_HOW_MANY.match(text, end)
    return int(found[1]) if found else None


def recorded_value(fields: Fields) -> Decimal:
    """Return the value as figures keep it: a ratio always in times."""
    if fields.measure == "ratio_to_base" and fields.unit == PERCENT:
        return fields.value / 100
    return fields.value


@dataclass(frozen=True)
class Due:
    """When a target falls due, and how it is read: `base_period` counts for average growth."""

    period: str
    reading: str
    base_period: str


def due(fields: Fields) -> Due:
    """Return the due period of a target: the last year of a span; growth over a span is averaged.

    "8 % mỗi năm giai đoạn 2020-2025" is average growth until 2025 counted from 2020.
    """
    since, slash, until = fields.period.partition("/")
    if not slash:
        return Due(fields.period, "latest", fields.base_period)
    if fields.measure == "growth_rate":
        return Due(until, "average_growth", since)
    return Due(until, "latest", fields.base_period)
