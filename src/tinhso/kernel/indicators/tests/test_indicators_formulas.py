"""Formulas compute what they say, and never more than they were given."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.indicators.rules.formulas import (
    FormulaError,
    How,
    Input,
    check_units,
    evaluate,
    inputs,
    parse,
)

NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def given_values(**values: str) -> dict[Input, Decimal]:
    return {Input(name): Decimal(value) for name, value in values.items()}


def test_a_share_of_how_many_the_source_counts() -> None:
    part = parse("communes_new_rural / among(communes_new_rural) * 100")
    level, whole = inputs(part)
    assert (level.how, whole.how) == (How.SAME_PERIOD, How.AMONG)
    found = evaluate(part, {level: Decimal(118), whole: Decimal(126)})
    assert found is not None
    assert found.quantize(Decimal("0.1")) == Decimal("93.7")


def test_a_dotted_name_is_a_measure_of_a_system() -> None:
    assert inputs(parse("hotline.received / latest(population)")) == (
        Input("hotline.received", How.MEASURE),
        Input("population", How.LATEST),
    )


@given(NUMBERS, NUMBERS, NUMBERS)
def test_signs_bind_as_in_school(a: Decimal, b: Decimal, c: Decimal) -> None:
    values = {Input("a"): a, Input("b"): b, Input("c"): c}
    assert evaluate(parse("a + b * c - -a"), values) == a + b * c + a
    assert evaluate(parse("(a - b) * c"), values) == (a - b) * c


@given(NUMBERS)
def test_a_division_by_zero_gives_nothing(a: Decimal) -> None:
    assert evaluate(parse("a / (b - b)"), {Input("a"): a, Input("b"): a}) is None
    assert evaluate(parse("1 + a / 0"), given_values(a="1")) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a b",
        "a ** 2",
        "a if b else c",
        "__import__('os')",
        "a.b.c",
        "among(a.b)",
        "among(a, b)",
        "latest(among=a)",
        "[a]",
        "'a'",
        "True",
        "a < b",
        "lambda: a",
        "(" * 300,
        "a + " * 200 + "a",
    ],
)
def test_nothing_else_is_let_in(text: str) -> None:
    with pytest.raises(FormulaError):
        parse(text)


UNITS = {"grdp": "VND", "exports": "USD", "imports": "USD", "people": "people", "area": "km2"}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("exports - imports", "USD"),
        ("exports / people", "USD"),
        ("people / area", "people"),
        ("exports / (exports + imports) * 100", "percent"),
        ("grdp * exports / imports", "VND"),
    ],
)
def test_units_that_fit(text: str, unit: str) -> None:
    check_units(parse(text), lambda name: UNITS[name.name], unit)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("exports / grdp * 100", "percent"),
        ("exports + grdp", "USD"),
        ("people + area", "people"),
        ("exports / people", "VND"),
        ("exports * imports", "USD"),
    ],
)
def test_units_that_do_not(text: str, unit: str) -> None:
    with pytest.raises(FormulaError):
        check_units(parse(text), lambda name: UNITS[name.name], unit)
