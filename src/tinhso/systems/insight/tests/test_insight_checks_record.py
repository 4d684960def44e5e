"""A text is checked against what is recorded: growth, other sources, its series, promises."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tinhso.kernel.indicators.rules.targets import Goal
from tinhso.systems.insight.rules.checks import (
    Finding,
    Kind,
    Promise,
    Ref,
    Severity,
    Statement,
    Thing,
    check,
)
from tinhso.systems.insight.tests.stated import claimed, explained, recorded

ON = date(2026, 11, 22)
EXPORTS = "Giá trị xuất khẩu năm 2024 ước đạt 27,6 tỷ USD, tăng 12,7% so với năm 2020."


def exports() -> tuple[Statement, Statement]:
    return (
        claimed(EXPORTS, "27,6 tỷ USD", "exports", "27.6e9", "USD", period="2024", kind="estimate"),
        claimed(
            EXPORTS,
            "tăng 12,7%",
            "exports",
            "12.7",
            "percent",
            measure="change_from_base",
            period="2024",
            kind="estimate",
            base_period="2020",
        ),
    )


def against(*others: Statement, text: str = EXPORTS, **more: Statement) -> tuple[Finding, ...]:
    claims = tuple(more.values()) or exports()
    return explained(check(text, claims, recorded=others, on=ON))


def test_growth_that_fits_the_recorded_base_is_silent() -> None:
    assert against(recorded("exports", "24.5e9", "USD", "2020")) == ()


def test_growth_on_a_base_that_is_not_recorded_is_silent() -> None:
    assert against(recorded("exports", "30e9", "USD", "2021")) == ()


def test_growth_that_no_recorded_base_bears_out_is_found_with_its_arithmetic() -> None:
    level, change = exports()
    base = recorded("exports", "27.1e9", "USD", "2020")
    (one,) = against(base)
    assert (one.kind, one.severity) == (Kind.GROWTH, Severity.ERROR)
    assert one.sides == (change.ref, level.ref, base.ref)
    assert one.as_data() == {
        "computed": {"value": "24490000000", "unit": "USD", "relation": "="},
        "stated": {"value": "27100000000", "unit": "USD", "relation": "="},
        "base_period": "2020",
    }


def test_one_source_that_bears_growth_out_is_enough() -> None:
    others = [recorded("exports", value, "USD", "2020") for value in ("27.1e9", "24.5e9")]
    assert against(*others) == ()


def test_the_level_may_be_in_the_record_and_the_growth_alone_in_the_text() -> None:
    _, change = exports()
    (one,) = against(
        recorded("exports", "27.6e9", "USD", "2024", number=1, kind="estimate"),
        recorded("exports", "27.1e9", "USD", "2020", number=2),
        only=change,
    )
    assert [side.thing for side in one.sides] == [Thing.CLAIM, Thing.OBSERVATION, Thing.OBSERVATION]


@pytest.mark.parametrize(
    ("words", "value", "measure", "unit", "base", "fits", "not_fits"),
    [
        ("tăng 15%", "15", "growth_rate", "percent", None, "2000e9", "2150e9"),
        ("giảm 8%", "-8", "growth_rate", "percent", None, "2500e9", "2130e9"),
        ("gấp 1,5 lần", "1.5", "ratio_to_base", "times", "2023", "1530e9", "2000e9"),
        ("bằng 92%", "92", "ratio_to_base", "percent", "2023", "2500e9", "2100e9"),
        ("tăng 300 tỷ đồng", "300e9", "change", "VND", "2023", "2000e9", "2100e9"),
    ],
)
def test_every_way_to_tell_growth_names_a_base(
    words: str, value: str, measure: str, unit: str, base: str | None, fits: str, not_fits: str
) -> None:
    text = f"Thu ngân sách 9 tháng năm 2024 đạt 2.300 tỷ đồng, {words} so với cùng kỳ."
    stretch = f"{base}-M9" if base else None
    claims = {
        "level": claimed(
            text, "2.300 tỷ đồng", "budget_revenue", "2300e9", "VND", period="2024-M9"
        ),
        "change": claimed(
            text,
            words,
            "budget_revenue",
            value,
            unit,
            measure=measure,
            period="2024-M9",
            base_period=stretch,
        ),
    }
    whole_year = recorded("budget_revenue", "9e12", "VND", "2023", number=3)
    before = recorded("budget_revenue", fits, "VND", "2023-M9")
    assert against(before, whole_year, text=text, **claims) == ()
    before = recorded("budget_revenue", not_fits, "VND", "2023-M9")
    kinds = [one.kind for one in against(before, whole_year, text=text, **claims)]
    assert kinds == [Kind.GROWTH]


def test_growth_at_constant_prices_says_nothing_of_levels_at_current_ones() -> None:
    text = "GRDP năm 2024 đạt 162,5 nghìn tỷ đồng, tăng 6,5%."
    assert (
        against(
            recorded("grdp", "150.2e12", "VND", "2023"),
            text=text,
            level=claimed(text, "162,5 nghìn tỷ đồng", "grdp", "162.5e12", "VND", period="2024"),
            change=claimed(
                text, "tăng 6,5%", "grdp", "6.5", "percent", measure="growth_rate", period="2024"
            ),
        )
        == ()
    )


@given(
    base=st.decimals("20", "900", places=3),
    change=st.decimals("-60", "150", places=3),
    off=st.sampled_from(["1", "1.1", "0.9"]),
)
@example(base=Decimal("899.850"), change=Decimal("-0.012"), off="1")
def test_growth_that_was_only_rounded_is_never_found_and_a_tenth_off_always(
    base: Decimal, change: Decimal, off: str
) -> None:
    tenth = Decimal("0.1")
    now = base * (100 + change) / 100
    said = [value.quantize(tenth, ROUND_HALF_UP) for value in (base, change, now)]
    assume(all(value > 2 for value in (said[0], said[2])))
    words = [format(value, "f").replace(".", ",").replace("-", "") for value in said]
    text = f"Xuất khẩu đạt {words[2]} triệu USD, thay đổi {words[1]}%."
    level = claimed(
        text, f"{words[2]} triệu USD", "exports", str(said[2] * 10**6), "USD", period="2024"
    )
    grown = claimed(
        text,
        f"{words[1]}%",
        "exports",
        str(said[1]),
        "percent",
        measure="growth_rate",
        period="2024",
        past=level.end,
    )
    before = recorded(
        "exports",
        str(said[0] * 10**6 * Decimal(off)),
        "USD",
        "2023",
        quote=f"{words[0]} triệu USD" if off == "1" else "",
    )
    kinds = {one.kind for one in against(before, text=text, level=level, grown=grown)}
    assert (Kind.GROWTH in kinds) == (off != "1")


BUDGET = "Thu ngân sách nhà nước năm 2024 ước đạt trên 20.000 tỷ đồng."


def budget(**more: str) -> Statement:
    fields = {"period": "2024", "kind": "estimate", "relation": ">"} | more
    return claimed(BUDGET, "trên 20.000 tỷ đồng", "budget_revenue", "20000e9", "VND", **fields)


def test_two_sources_that_cannot_both_be_right_are_found() -> None:
    other = recorded("budget_revenue", "19680e9", "VND", "2024", kind="estimate")
    (one,) = against(other, text=BUDGET, only=budget())
    assert (one.kind, one.severity, one.sides) == (
        Kind.SOURCES,
        Severity.WARNING,
        (budget().ref, other.ref),
    )
    assert one.as_data()["left"] == {"value": "20000000000000", "unit": "VND", "relation": ">"}


def test_an_estimate_that_came_out_differently_is_only_noted() -> None:
    other = recorded("budget_revenue", "19680e9", "VND", "2024", kind="actual")
    (one,) = against(other, text=BUDGET, only=budget())
    assert one.severity is Severity.NOTE


@pytest.mark.parametrize(
    "other",
    [
        recorded("budget_revenue", "20025e9", "VND", "2024"),
        recorded("budget_revenue", "19680e9", "VND", "2023"),
        recorded("budget_revenue", "19680e9", "VND", "2024", area="Phổ Yên"),
        recorded("budget_revenue", "19680e9", "VND", "2024", kind="forecast"),
        recorded("budget_expenditure", "19680e9", "VND", "2024"),
    ],
)
def test_figures_that_agree_or_speak_of_something_else_are_no_conflict(other: Statement) -> None:
    assert against(other, text=BUDGET, only=budget()) == ()


def test_a_rank_is_exact() -> None:
    text = "PCI năm 2023 xếp thứ 23/63."
    rank = claimed(
        text, "xếp thứ 23/63", "pci", "23", "rank", measure="rank", period="2023", among=63
    )

    def other(value: str) -> Statement:
        return recorded("pci", value, "rank", "2023", measure="rank", among=63)

    assert against(other("23"), text=text, only=rank) == ()
    (one,) = against(other("24"), text=text, only=rank)
    assert one.kind is Kind.SOURCES


def series(*values: str) -> tuple[Statement, ...]:
    return tuple(
        recorded("exports", f"{value}e9", "USD", str(2019 + place), number=place)
        for place, value in enumerate(values)
    )


def level(quote: str, value: str) -> tuple[str, Statement]:
    text = f"Xuất khẩu năm 2024 đạt {quote}."
    return text, claimed(text, quote, "exports", value, "USD", period="2024")


def test_a_leap_that_the_series_never_made_is_found() -> None:
    text, claim = level("45 tỷ USD", "45e9")
    (one,) = against(*series("20", "22", "24.4", "26.5", "29"), text=text, only=claim)
    assert (one.kind, one.severity) == (Kind.OUT_OF_LINE, Severity.WARNING)
    assert one.as_data() == {
        "change": {"value": "55.2", "unit": "percent", "relation": "="},
        "usual": {"value": "9.7", "unit": "percent", "relation": "="},
        "base_period": "2023",
    }


def test_one_odd_year_among_many_does_not_excuse_a_leap() -> None:
    text, claim = level("60 tỷ USD", "60e9")
    kinds = {
        one.kind for one in against(*series("20", "22", "11", "24", "26"), text=text, only=claim)
    }
    assert Kind.OUT_OF_LINE not in kinds  # half the years are odd: nothing is usual
    steady = series("20", "21", "22", "40", "42")
    kinds = {one.kind for one in against(*steady, text=text, only=claim)}
    assert Kind.OUT_OF_LINE in kinds


@given(growth=st.floats(-10, 25), first=st.decimals("1", "500", places=2))
def test_a_steady_series_goes_on_in_silence(growth: float, first: Decimal) -> None:
    levels = [first * Decimal(1 + growth / 100) ** year for year in range(6)]
    text, claim = level("nay", str(levels[5] * 10**9))
    found = against(*series(*(str(one) for one in levels[:5])), text=text, only=claim)
    assert found == ()


@given(
    value=st.decimals("1", "900", places=1),
    slip=st.sampled_from(["1000", "0.001", "1000000", "0.000001"]),
)
def test_thousands_taken_for_millions_are_called_so_and_nothing_else(
    value: Decimal, slip: str
) -> None:
    text, claim = level("nay", str(value * 10**9 * Decimal(slip)))
    (one,) = against(recorded("exports", str(value * 10**9), "USD", "2023"), text=text, only=claim)
    assert (one.kind, one.severity) == (Kind.UNIT_SLIP, Severity.ERROR)
    assert one.as_data()["base_period"] == "2023"


def test_a_month_is_not_held_against_a_year() -> None:
    text = "Xuất khẩu tháng 9/2024 đạt 29 triệu USD."
    claim = claimed(text, "29 triệu USD", "exports", "29e6", "USD", period="2024-09")
    assert against(recorded("exports", "29e9", "USD", "2023"), text=text, only=claim) == ()


def promise(value: str, due: str, relation: str = ">=") -> Promise:
    goal = Goal(Decimal(value), relation, date(int(due), 12, 31))
    return Promise(Ref(Thing.TARGET, 7), "communes_new_rural_share", "level", "percent", due, goal)


NEW_RURAL = "Năm 2025, 93,7% số xã đạt chuẩn NTM."


def new_rural(kind: str = "actual", **more: str) -> Statement:
    return claimed(
        NEW_RURAL,
        "93,7% số xã",
        "communes_new_rural_share",
        "93.7",
        "percent",
        kind=kind,
        period="2025",
        **more,
    )


def judged(claim: Statement, *promises: Promise, on: date = ON) -> tuple[Finding, ...]:
    return explained(check(NEW_RURAL, [claim], promises=promises, on=on))


def test_a_figure_that_misses_a_promise_whose_day_has_passed_is_found() -> None:
    (one,) = judged(new_rural(), promise("95", "2025"))
    assert (one.kind, one.severity) == (Kind.TARGET_MISSED, Severity.WARNING)
    assert one.sides == (Ref(Thing.TARGET, 7), new_rural().ref)
    assert (one.as_data()["due"], one.as_data()["period"]) == ("2025", "2025")


def test_a_promise_whose_day_is_still_to_come_is_not_missed() -> None:
    assert judged(new_rural(), promise("95", "2025"), on=date(2025, 12, 31)) == ()


def test_a_figure_that_keeps_a_promise_is_noted() -> None:
    (one,) = judged(new_rural(), promise("90", "2027"))
    assert (one.kind, one.severity) == (Kind.TARGET_MET, Severity.NOTE)


def test_a_target_that_the_record_has_met_already_is_noted() -> None:
    claim = new_rural("target", direction="up")
    before = recorded("communes_new_rural_share", "96", "percent", "2023")
    (one,) = check(NEW_RURAL, [claim], recorded=[before], on=date(2024, 5, 1))
    assert (one.kind, one.sides) == (Kind.TARGET_MET, (claim.ref, before.ref))


def test_a_rank_before_its_day_decides_nothing() -> None:
    text = "Phấn đấu năm 2025 DTI thuộc nhóm 15 tỉnh dẫn đầu."

    def target(due: str) -> Statement:
        return claimed(
            text,
            "nhóm 15",
            "dti",
            "15",
            "rank",
            measure="rank",
            relation="<=",
            kind="target",
            period=due,
        )

    held = recorded("dti", "8", "rank", "2024", measure="rank", among=63)
    assert check(text, [target("2025")], recorded=[held], on=ON) == ()
    (one,) = check(text, [target("2024")], recorded=[held], on=ON)
    assert one.kind is Kind.TARGET_MET


def test_a_target_without_a_better_side_is_not_judged() -> None:
    before = recorded("communes_new_rural_share", "96", "percent", "2023")
    assert check(NEW_RURAL, [new_rural("target")], recorded=[before], on=ON) == ()


def test_a_target_that_is_recorded_otherwise_is_found() -> None:
    (one,) = judged(new_rural("target"), promise("95", "2025"))
    assert (one.kind, one.sides) == (
        Kind.TARGETS_DIFFER,
        (new_rural().ref, Ref(Thing.TARGET, 7)),
    )


def test_the_order_in_which_things_are_given_changes_nothing() -> None:
    others = [
        recorded("exports", "27.1e9", "USD", "2020", number=1),
        recorded("exports", "31e9", "USD", "2024", number=2, kind="estimate"),
    ]
    claims = exports()
    once = check(EXPORTS, claims, recorded=others, on=ON)
    assert {one.kind for one in once} == {Kind.GROWTH, Kind.SOURCES}
    assert check(EXPORTS, claims[::-1], recorded=others, on=ON) == once
