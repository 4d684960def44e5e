"""Filters of SDMX queries as conditions on our tables."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from tinhso.kernel.indicators.rules.periods import Period
from tinhso.systems.exchange.queries.holdings import Known
from tinhso.systems.exchange.rules.sdmx.components import (
    CONFIDENCE,
    FREQ,
    MEASURES,
    RELATION_OF,
    STATUS_OF,
    TIME,
)
from tinhso.systems.exchange.rules.sdmx.errors import BadQueryError
from tinhso.systems.exchange.rules.sdmx.identifiers import (
    NOT_APPLICABLE,
    NoTimeError,
    period_of,
    unescaped,
)
from tinhso.systems.exchange.rules.sdmx.selection import (
    SERIES_KEY,
    Alternatives,
    Condition,
    satisfies,
)

NOTHING = Q(pk__in=())
GRAINS: Mapping[str, list[str]] = {
    "A": ["year"],
    "S": ["half"],
    "Q": ["quarter"],
    "M": ["month"],
    "_O": ["months", "span"],
}
TEXT = {
    "eq": "exact",
    "lt": "lt",
    "le": "lte",
    "gt": "gt",
    "ge": "gte",
    "co": "contains",
    "sw": "startswith",
    "ew": "endswith",
}
NUMBERS = {"eq": "exact", "lt": "lt", "le": "lte", "gt": "gt", "ge": "gte"}
LARGEST_NUMBER = Decimal(10) ** 24
LARGEST_COUNT = 2**31 - 1


def keys_condition(keys: tuple[tuple[str | None, ...], ...], known: Known) -> Q:
    """Return the condition that a figure has one of these keys."""
    return reduce(or_, (_key_condition(key, known) for key in keys))


def _key_condition(key: tuple[str | None, ...], known: Known) -> Q:
    parts = (
        condition_of(component, ((Condition("eq", value),),), known)
        for component, value in zip(SERIES_KEY, key, strict=True)
        if value is not None
    )
    return reduce(and_, parts, Q())


def condition_of(component: str, alternatives: Alternatives, known: Known) -> Q:
    """Return what a filter says of our columns; raise BadQueryError for what can't be compared."""
    coded = _coded(component, alternatives, known)
    if coded is not None:
        return coded
    one_of: Mapping[str, Callable[[Condition], Q]] = {
        TIME: _time,
        "BASE_PERIOD": _base_period,
        "SOURCE": lambda one: _text("source", Condition(one.operator, unescaped(one.value))),
        "METHOD": lambda one: _text("method", one),
        "OBS_VALUE": lambda one: _number("value", one, LARGEST_NUMBER),
        "RANKED_AMONG": lambda one: _number("among", one, Decimal(LARGEST_COUNT)),
    }
    condition = one_of[component]
    return reduce(or_, (reduce(and_, (condition(one) for one in group)) for group in alternatives))


def _coded(component: str, alternatives: Alternatives, known: Known) -> Q | None:
    def rows(of: Mapping[str, int]) -> list[int]:
        return [row for code, row in of.items() if satisfies(alternatives, code)]

    def codes(of: Mapping[str, str]) -> list[str]:
        return [ours for ours, code in of.items() if satisfies(alternatives, code)]

    if component == "INDICATOR":
        return Q(indicator__in=rows(known.rows_of_indicators))
    if component == "REF_AREA":
        return Q(area__in=rows(known.rows_of_areas))
    if component == "FREQ":
        fitting = [code for code in FREQ.codes if satisfies(alternatives, code)]
        return Q(grain__in=[grain for code in fitting for grain in GRAINS[code]])
    if component == "MEASURE":
        return Q(measure__in=codes({code.lower(): code for code in MEASURES.codes}))
    if component == "OBS_STATUS":
        return Q(kind__in=codes(STATUS_OF))
    if component == "RELATION":
        return Q(relation__in=codes(RELATION_OF))
    if component == "CONFIDENCE":
        return Q(confidence__in=codes({code: code for code in CONFIDENCE.codes}))
    return None


def _time(one: Condition) -> Q:
    """Compare periods: one is at least another when it begins no earlier than that one does."""
    period = _period(TIME, one.value)
    if one.operator == "eq":
        return Q(period=period.code)
    if one.operator == "ne":
        return ~Q(period=period.code)
    conditions = {
        "ge": Q(starts_on__gte=period.start),
        "gt": Q(starts_on__gt=period.end),
        "le": Q(ends_on__lte=period.end),
        "lt": Q(ends_on__lt=period.start),
    }
    if one.operator not in conditions:
        raise BadQueryError(f"c[{TIME}]: times are compared by eq, ne, ge, gt, le or lt")
    return conditions[one.operator]


def _base_period(one: Condition) -> Q:
    if one.operator not in ("eq", "ne"):
        raise BadQueryError("c[BASE_PERIOD]: eq or ne")
    code = "" if one.value == NOT_APPLICABLE else _period("BASE_PERIOD", one.value).code
    condition = Q(base_period=code)
    return condition if one.operator == "eq" else ~condition


def _period(component: str, time: str) -> Period:
    try:
        return period_of(time)
    except NoTimeError as error:
        raise BadQueryError(f"c[{component}]: {error}") from None


def _text(column: str, one: Condition) -> Q:
    if one.operator == "ne":
        return ~Q(**{column: one.value})
    if one.operator == "nc":
        return ~Q(**{f"{column}__contains": one.value})
    return Q(**{f"{column}__{TEXT[one.operator]}": one.value})


def _number(column: str, one: Condition, largest: Decimal) -> Q:
    try:
        number = Decimal(one.value)
    except InvalidOperation:
        raise BadQueryError(f"{one.value!r} is no number") from None
    if not number.is_finite() or abs(number) >= largest:
        raise BadQueryError(f"{one.value!r} is no number that could stand here")
    if column == "among" and number != number.to_integral_value():
        raise BadQueryError(f"{one.value!r} is no whole number")
    if one.operator == "ne":
        return ~Q(**{column: number})
    if one.operator not in NUMBERS:
        raise BadQueryError("numbers are compared by eq, ne, ge, gt, le or lt")
    return Q(**{f"{column}__{NUMBERS[one.operator]}": number})
