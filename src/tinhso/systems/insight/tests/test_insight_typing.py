"""What people type is read as they mean it: numbers and periods, in both languages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.indicators.rules.periods import Period
from tinhso.systems.insight.rules.choices import choices, losing
from tinhso.systems.insight.rules.entering import Fields, among_said, due, lacks, ranked_among
from tinhso.systems.insight.rules.keeping import Said, kept
from tinhso.systems.insight.rules.scales import (
    SCALES,
    number_typed,
    scale_for,
    scale_named,
    scales_of,
)
from tinhso.systems.insight.rules.typed import typed_period
from tinhso.web.formatting import format_number

values = st.decimals(min_value=-(10**15), max_value=10**15, places=3)
languages = st.sampled_from(["vi", "en"])
years = st.integers(1945, 2100)


@given(values, languages)
def test_a_number_is_read_as_it_is_written(value: Decimal, language: str) -> None:
    assert number_typed(format_number(value, None, language), language) == value


@pytest.mark.parametrize("typed", ["", "abc", "16.5", "1.0300", "1,2,3", "1.030.5", "--3", "NaN"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert number_typed(typed, "vi") is None


@given(values, st.sampled_from(sorted({one.unit for one in SCALES})))
def test_every_value_has_a_scale_that_gives_it_back(value: Decimal, unit: str) -> None:
    scale = scale_for(value, unit)
    assert scale.unit == unit
    assert (value / scale.factor) * scale.factor == value
    assert scale_named(scale.code) == scale


def test_a_unit_that_nobody_listed_is_written_as_it_is() -> None:
    assert scales_of("megawatt")[0].vi == "megawatt"
    assert scale_named("VND*7") is None
    assert scale_named("nonsense") is None


@given(years, st.integers(1, 12), languages)
def test_a_period_shown_is_a_period_typed(year: int, month: int, language: str) -> None:
    codes = [f"{year}", f"{year}-{month:02}", f"{year}-Q{month % 4 + 1}", f"{year}/{year + 5}"]
    codes += [f"{year}-H{month % 2 + 1}", f"{year}-M{month}"] if month != 6 else []
    for code in codes:
        period = Period.parse(code)
        shown = period.in_english() if language == "en" else period.in_vietnamese()
        assert typed_period(shown) == code, shown
        assert typed_period(code.lower()) == code


@pytest.mark.parametrize("typed", ["13/2024", "năm ngoái", "quý V/2024", "2025-2020", "20 tháng"])
def test_what_is_no_period_is_none(typed: str) -> None:
    assert typed_period(typed) is None


@pytest.mark.parametrize(
    ("after", "among"),
    [(" trên 63 tỉnh", 63), ("/63", 63), (" trong số 34", 34), (" trên 6,3", None), (", 63", None)],
)
def test_a_rank_may_say_among_how_many(after: str, among: int | None) -> None:
    text = f"hạng 2{after}"
    assert among_said(text, len("hạng 2")) == among


def test_provinces_were_63_and_are_34() -> None:
    assert ranked_among("2024", "VN") == 63
    assert ranked_among("2025-H1", "VN") == 63
    assert ranked_among("2025", "VN") == 34
    assert ranked_among("2024", "") is None


def fields(**changes: object) -> Fields:
    base = {
        "indicator": "grdp",
        "measure": "level",
        "value": Decimal(1),
        "unit": "VND",
        "relation": "=",
        "period": "2024",
        "kind": "actual",
    }
    return Fields(**{**base, **changes})  # type: ignore[arg-type]


def test_a_period_that_has_not_come_holds_no_fact() -> None:
    from datetime import date

    today = date(2026, 11, 22)
    assert not lacks(fields(), "VND", on=today)
    future = lacks(fields(period="2030"), "VND", on=today)
    assert [(one.field, one.why) for one in future] == [("kind", "not_yet")]
    assert not lacks(fields(period="2030", kind="target"), "VND", on=today)
    assert not lacks(fields(period="2026", kind="estimate"), "VND", on=today)


def test_growth_over_a_span_is_an_average_and_falls_due_at_its_end() -> None:
    growth = due(fields(measure="growth_rate", unit="percent", period="2020/2025"))
    assert (growth.period, growth.reading, growth.base_period) == ("2025", "average_growth", "2020")
    level = due(fields(period="2020/2025"))
    assert (level.period, level.reading) == ("2025", "latest")


said = st.builds(
    Said,
    sentence=st.sampled_from(["Một câu.", "Câu  khác.", "Câu khác."]),
    quote=st.sampled_from(["5 xã", "5  xã", "6 xã"]),
    measure=st.sampled_from(["level", "rank"]),
    value=st.sampled_from([Decimal(5), Decimal("5.0"), Decimal(6)]),
)


@given(st.lists(said), st.lists(said))
def test_claims_are_kept_once_each_and_only_where_they_say_the_same(
    earlier: list[Said], later: list[Said]
) -> None:
    found = kept(earlier, later)
    assert len(set(found.values())) == len(found)
    for place, before in found.items():
        assert later[place].bare == earlier[before].bare
    assert set(kept(earlier, earlier)) == set(range(len(earlier)))


def test_taking_sides_needs_two_figures() -> None:
    assert "left" in choices(["claim", "figure"])
    assert "left" not in choices(["claim", "target"])
    assert "left" not in choices(["claim", "claim", "claim"])
    assert losing("left", 2) == (1,)
    assert losing("right", 2) == (0,)
    assert losing("both", 2) == ()
