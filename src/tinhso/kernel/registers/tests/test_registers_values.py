"""What people type, what cells hold and what files say becomes one stored value, or a clear no."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tinhso.kernel.declarations import Text
from tinhso.kernel.registers.rules.declared import Field, Register, Type
from tinhso.kernel.registers.rules.values import BadValue, check_code, place_of, read

ANY = Text(vi="Mục", en="Field")


def field(kind: Type, **more: object) -> Field:
    return Field.model_validate({"type": kind, "title": ANY, **more})


def no_unit(text: str, _kinds: tuple[str, ...]) -> str:
    raise BadValue("unit", value=text)


def value(kind: Type, raw: object, *, exact: bool = False, **more: object) -> object:
    return read(field(kind, **more), raw, no_unit, exact=exact)


CLASSES = {"one": {"vi": "Hạng 1", "en": "Class 1"}, "two": {"vi": "Hạng 2", "en": "Class 2"}}


@pytest.mark.parametrize(
    ("kind", "raw", "stored"),
    [
        ("decimal", "1.030,5", "1030.5"),
        ("decimal", "1,030.5", "1030.5"),
        ("decimal", "1030,5", "1030.5"),
        ("decimal", "1030.5", "1030.5"),
        ("decimal", "0,5", "0.5"),
        ("decimal", "-3,25", "-3.25"),
        ("decimal", "1.234.567", "1234567"),
        ("decimal", "1 030,5", "1030.5"),
        ("decimal", 0.1, "0.1"),
        ("decimal", 1.01, "1.01"),
        ("decimal", 1e3, "1000"),
        ("integer", "1.030", 1030),
        ("integer", "12", 12),
        ("integer", 12.0, 12),
        ("date", "22/11/2026", "2026-11-22"),
        ("date", "2026-11-22", "2026-11-22"),
        ("date", datetime(2026, 11, 22, 0, 0), "2026-11-22"),  # noqa: DTZ001 - as Excel has it
        ("date", date(2026, 11, 22), "2026-11-22"),
        ("boolean", "Có", True),
        ("boolean", "no", False),
        ("boolean", True, True),
        ("text", "  a   b ", "a b"),
        ("text", "05474", "05474"),
        ("text", 5474.0, "5474"),
        ("place", "21.5942, 105.8482", "21.594200,105.848200"),
        ("text", "   ", None),
        ("integer", None, None),
    ],
)
def test_what_is_meant_is_read(kind: Type, raw: object, stored: object) -> None:
    assert value(kind, raw) == stored


@pytest.mark.parametrize(
    ("kind", "raw", "reason"),
    [
        ("decimal", "1.010", "two_numbers"),
        ("decimal", "1,010", "two_numbers"),
        ("decimal", "1,5,3", "decimal"),
        ("decimal", "12.34,5", "decimal"),
        ("decimal", "nan", "decimal"),
        ("decimal", "1e999999", "decimal"),
        ("decimal", "khoảng 5", "decimal"),
        ("decimal", True, "decimal"),
        ("integer", "1,5", "decimal"),
        ("integer", 1.5, "integer"),
        ("integer", "12 chợ", "decimal"),
        ("date", "31/02/2026", "date"),
        ("date", "11/22/2026", "date"),
        ("boolean", "có thể", "boolean"),
        ("text", "a\x00b", "control"),
        ("text", "x" * 5001, "too_long"),
        ("text", date(2026, 1, 2), "text_is_date"),
        ("place", "105.8, 21.6, 3", "place"),
        ("place", "121.6, 105.8", "place"),
        ("place", "nan, 5", "place"),
        ("unit", "Đâu đó", "unit"),
    ],
)
def test_what_is_unclear_is_refused(kind: Type, raw: object, reason: str) -> None:
    with pytest.raises(BadValue) as caught:
        value(kind, raw)
    assert caught.value.reason == reason


def test_files_write_numbers_one_way() -> None:
    assert value("decimal", "1.010", exact=True) == "1.01"
    with pytest.raises(BadValue):
        value("decimal", "1.030,5", exact=True)
    with pytest.raises(BadValue):
        value("date", "22/11/2026", exact=True)


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=2))
def test_any_number_written_the_vietnamese_or_the_english_way_is_that_number(n: Decimal) -> None:
    english = f"{n:,.2f}"
    vietnamese = english.translate(str.maketrans(",.", ".,"))
    assert Decimal(str(value("decimal", english))) == n
    assert Decimal(str(value("decimal", vietnamese))) == n
    assert Decimal(str(value("decimal", str(n), exact=True))) == n


@given(st.sampled_from(["integer", "decimal", "date", "boolean", "place", "text"]), st.text())
def test_whatever_is_typed_is_a_value_or_a_reason(kind: Type, raw: str) -> None:
    try:
        stored = value(kind, raw)
    except BadValue:
        return
    assert stored is None or value(kind, stored, exact=True) == stored


def test_choices_are_found_by_code_or_by_either_title() -> None:
    for raw in ("one", "hạng 1", "Class 1", "HẠNG 1"):
        assert value("choice", raw, choices=CLASSES) == "one"
    with pytest.raises(BadValue):
        value("choice", "Hạng 9", choices=CLASSES)


def test_bounds_patterns_and_what_is_required() -> None:
    assert value("integer", "0", minimum=0) == 0
    for raw in ("-1", "101"):
        with pytest.raises(BadValue):
            value("integer", raw, minimum=0, maximum=100)
    assert value("text", "CHO-001", pattern="[A-Z]+-[0-9]+") == "CHO-001"
    with pytest.raises(BadValue):
        value("text", "cho 1", pattern="[A-Z]+-[0-9]+")
    with pytest.raises(BadValue):
        value("text", " ", required=True)


def test_a_code_can_stand_in_an_address() -> None:
    assert check_code("CHO-001") == "CHO-001"
    for bad in ("a/b", "chợ", "", "-a", "x" * 61, None, "a b"):
        with pytest.raises(BadValue):
            check_code(bad)


def test_a_place_is_latitude_then_longitude() -> None:
    assert place_of("21.594200,105.848200") == (21.5942, 105.8482)
    assert place_of(None) is None


SIMPLE = {
    "register": "plots",
    "title": {"vi": "Lô", "en": "Plots"},
    "key": "code",
    "name": "code",
    "fields": {"code": {"type": "text", "title": {"vi": "Mã", "en": "Code"}, "required": True}},
    "table": ["code"],
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"key": "number"}, "isn't among the fields"),
        ({"table": ["nothing"]}, "isn't among the fields"),
        ({"register": "Chợ"}, "small letters"),
        ({"filters": ["code"]}, "one filters by"),
        ({"edit": {"officer": "keeper"}}, "name the unit's code as keeper"),
        ({"one_for_each": "commune"}, "key of type unit"),
    ],
)
def test_a_register_that_does_not_hang_together_is_refused(
    change: dict[str, object], words: str
) -> None:
    assert Register.model_validate(SIMPLE).code == "plots"
    with pytest.raises(ValidationError, match=words):
        Register.model_validate(SIMPLE | change)


@pytest.mark.parametrize(
    "bad",
    [
        {"type": "choice"},
        {"type": "text", "minimum": 1},
        {"type": "integer", "pattern": "a"},
        {"type": "text", "pattern": "("},
    ],
)
def test_a_field_fits_its_type(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Field.model_validate({"title": ANY, **bad})
