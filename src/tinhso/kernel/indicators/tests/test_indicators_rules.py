"""Periods, agreement of sources, what figures hide, and where promises stand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.indicators.rules.agreement import Figure, agree, interval
from tinhso.kernel.indicators.rules.findings import Year, hidden_fall, implied_base, rank_lost
from tinhso.kernel.indicators.rules.periods import Period, UnknownPeriodError
from tinhso.kernel.indicators.rules.targets import Goal, Point, Status, stand, stand_on_average
from tinhso.kernel.indicators.rules.words import numbers_in, shows

VALUES = st.decimals(min_value=1, max_value=10**6, places=2)
RELATIONS = st.sampled_from(["=", "<", ">", "~", "<=", ">="])
TODAY = date(2026, 11, 22)


def d(value: str) -> Decimal:
    return Decimal(value)


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31)),
        ("2023-M9", date(2023, 1, 1), date(2023, 9, 30)),
        ("2020/2025", date(2020, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_is_a_stretch_of_days(code: str, start: date, end: date) -> None:
    period = Period.parse(code)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize("code", ["", "24", "2024-13", "2024-Q5", "2025/2020", "2024-1", "nay"])
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(UnknownPeriodError):
        Period.parse(code)


@pytest.mark.parametrize(
    ("code", "vietnamese", "english"),
    [
        ("2024-11", "11/2024", "11/2024"),
        ("2024-Q1", "quý I/2024", "Q1 2024"),
        ("2022-H1", "6 tháng đầu năm 2022", "first half of 2022"),
        ("2023-M9", "9 tháng đầu năm 2023", "first 9 months of 2023"),
        ("2020/2025", "2020–2025", "2020–2025"),
        ("2024", "2024", "2024"),
    ],
)
def test_a_period_is_written_as_people_write_it(code: str, vietnamese: str, english: str) -> None:
    period = Period.parse(code)
    assert (period.in_vietnamese(), period.in_english()) == (vietnamese, english)


@given(VALUES, RELATIONS, VALUES, RELATIONS)
def test_agreement_goes_both_ways(a: Decimal, r: str, b: Decimal, s: str) -> None:
    assert agree(Figure(a, r), Figure(b, s)) == agree(Figure(b, s), Figure(a, r))


@given(VALUES, RELATIONS)
def test_every_figure_agrees_with_itself(value: Decimal, relation: str) -> None:
    assert agree(Figure(value, relation), Figure(value, relation))


@given(VALUES, RELATIONS)
def test_an_interval_holds_the_number_that_was_written(value: Decimal, relation: str) -> None:
    low, high = interval(Figure(value, relation))
    assert low is None or low <= value
    assert high is None or value <= high


def test_the_budget_of_2024_is_told_in_two_ways() -> None:
    assert not agree(Figure(d("19680")), Figure(d("20000"), ">"))


def test_nearly_and_about_the_same_number_agree() -> None:
    assert agree(Figure(d("143"), "<"), Figure(d("143"), "~"))


def test_ranks_agree_only_when_equal() -> None:
    assert not agree(Figure(d("8")), Figure(d("9")), exact=True)


def test_a_growth_figure_names_its_base() -> None:
    assert implied_base(d("27.6"), d("12.7")).quantize(d("0.1")) == d("24.5")


@given(VALUES, st.decimals(min_value=-99, max_value=500, places=1))
def test_the_base_grown_again_is_the_value(value: Decimal, change: Decimal) -> None:
    base = implied_base(value, change)
    assert abs(base * (100 + change) / 100 - value) < d("0.0001")


def test_growth_on_2020_hides_the_fall_since_2022() -> None:
    series = [Year(2021, d("28.85")), Year(2022, d("32.1")), Year(2024, d("27.6"))]
    found = hidden_fall(series[-1], change=d("12.7"), base_year=2020, series=series)
    assert found is not None
    assert (found.peak.year, found.fall.quantize(d("0.1"))) == (2022, d("14.0"))
    assert found.base.quantize(d("0.1")) == d("24.5")


def test_steady_growth_hides_nothing() -> None:
    series = [Year(2021, d("844")), Year(2022, d("931.7")), Year(2024, d("1030"))]
    assert hidden_fall(series[-1], change=d("31.5"), base_year=2020, series=series) is None


def test_a_rank_five_places_worse_than_the_best_is_told() -> None:
    ranks = [Year(2020, d("11")), Year(2022, d("25")), Year(2024, d("26"))]
    found = rank_lost(ranks)
    assert found is not None
    assert (found.best.year, found.last.year) == (2020, 2024)
    assert rank_lost(ranks[:1]) is None
    assert rank_lost([Year(2020, d("12")), Year(2024, d("8"))]) is None


def points(**by_year: str) -> list[Point]:
    return [Point(Period.parse(year[1:]), d(value)) for year, value in by_year.items()]


def test_without_figures_nothing_is_known() -> None:
    goal = Goal(d("100"), ">=", date(2025, 12, 31))
    assert stand(goal, [], on=TODAY).status is Status.UNKNOWN


def test_a_target_due_and_not_met_is_missed() -> None:
    goal = Goal(d("95"), "=", date(2023, 12, 31))
    found = stand(goal, [Point(Period.parse("2024-11"), d("93.7"))], on=TODAY)
    assert (found.status, found.conclusive) == (Status.MISSED, True)


def test_a_target_missed_by_the_last_figure_before_its_day_is_not_settled() -> None:
    goal = Goal(d("95"), "=", date(2025, 12, 31))
    found = stand(goal, [Point(Period.parse("2024-11"), d("93.7"))], on=TODAY)
    assert (found.status, found.conclusive) == (Status.MISSED, False)


def test_a_smaller_rank_is_better() -> None:
    goal = Goal(d("15"), "<=", date(2025, 12, 31))
    found = stand(goal, points(y2020="12", y2024="8"), on=TODAY)
    assert (found.status, found.value) == (Status.MET, d("8"))


def test_what_happens_after_the_due_year_does_not_undo_a_target_met() -> None:
    goal = Goal(d("10"), ">=", date(2023, 12, 31))
    assert stand(goal, points(y2023="11", y2024="5"), on=TODAY).status is Status.MET


def test_pace_tells_whether_a_target_will_be_met() -> None:
    goal = Goal(d("100"), ">=", date(2030, 12, 31))
    quick = stand(goal, points(y2024="60", y2025="70"), on=TODAY)
    slow = stand(goal, points(y2024="60", y2025="61"), on=TODAY)
    assert (quick.status, slow.status) == (Status.ON_TRACK, Status.AT_RISK)
    assert slow.needed is not None
    assert slow.needed.quantize(d("0.1")) == d("7.8")


def test_one_figure_gives_no_pace() -> None:
    goal = Goal(d("220"), ">=", date(2030, 12, 31))
    assert stand(goal, points(y2025="114.1"), on=TODAY).status is Status.UNKNOWN


RATES = {2020: d("4.24"), 2021: d("6.51"), 2022: d("8.59"), 2023: d("5.56"), 2024: d("6.5")}


def test_average_growth_is_the_geometric_mean_of_the_years_that_count() -> None:
    goal = Goal(d("8"), ">=", date(2025, 12, 31), base_year=2020)
    found = stand_on_average(goal, RATES, {}, on=TODAY)
    assert found.value is not None
    assert found.needed is not None
    assert found.value.quantize(d("0.1")) == d("6.8")
    assert found.needed.quantize(d("0.1")) == d("13.0")
    assert (found.status, found.conclusive) == (Status.MISSED, False)
    assert (found.since, found.until) == (Period.parse("2021"), Period.parse("2024"))


def test_a_gap_in_the_rates_ends_the_mean() -> None:
    goal = Goal(d("8"), ">=", date(2025, 12, 31), base_year=2020)
    found = stand_on_average(goal, {2021: d("9"), 2023: d("1")}, {}, on=date(2023, 1, 1))
    assert (found.until, found.status) == (Period.parse("2021"), Status.ON_TRACK)


def test_levels_give_the_mean_where_no_rates_are_known() -> None:
    goal = Goal(d("7"), ">=", date(2025, 12, 31), base_year=2020)
    found = stand_on_average(goal, {}, {2020: d("24.4898"), 2024: d("27.6")}, on=TODAY)
    assert found.value is not None
    assert found.value.quantize(d("0.1")) == d("3.0")


def test_rates_at_constant_prices_are_never_carried_on_with_levels() -> None:
    goal = Goal(d("8"), ">=", date(2025, 12, 31), base_year=2020)
    found = stand_on_average(goal, {2021: d("6")}, {2020: d("1"), 2024: d("9")}, on=TODAY)
    assert found.value == d("6.0000")


@given(VALUES, VALUES, RELATIONS, st.sampled_from(["up", "down"]))
def test_met_and_missed_exclude_each_other_once_due(
    target: Decimal, value: Decimal, relation: str, direction: str
) -> None:
    goal = Goal(target, relation, date(2025, 12, 31), direction)
    found = stand(goal, [Point(Period.parse("2025"), value)], on=TODAY)
    expected = Status.MET if goal.is_met_by(value) else Status.MISSED
    assert (found.status, found.conclusive) == (expected, True)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("ước đạt 1.030 nghìn tỷ", "1030"),
        ("27,6 tỷ USD", "27.6"),
        ("118/126 xã", "118"),
        ("giảm 1 điểm", "-1"),
    ],
)
def test_words_show_the_numbers_written_in_them(words: str, value: str) -> None:
    assert shows(words, d(value))


def test_words_do_not_show_other_numbers() -> None:
    assert not shows("đạt 162,5 nghìn tỷ", d("1625"))
    assert d("2024") in numbers_in("ngày 15/11/2024")
