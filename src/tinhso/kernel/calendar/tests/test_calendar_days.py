"""Limits in days and working days."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.calendar.rules import CalendarEndsError, Limit, Pause, WorkingCalendar, due
from tinhso.kernel.calendar.tests.calendar_samples import (
    HOLIDAYS,
    OFFICE,
    at,
    calendar,
    calendars,
    desks,
    pauses,
    starts,
)

working_days = st.builds(Limit, st.integers(1, 30), st.just("working_days"))
days = st.builds(Limit, st.integers(1, 60), st.just("days"))


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        ("2026-02-13 09:00", "5 working days", "2026-02-27 17:00"),  # over Tết
        ("2026-11-24 09:12", "3 working days", "2026-11-27 17:00"),  # filed on a holiday
        ("2026-11-22 23:59", "1 working day", "2026-11-23 17:00"),  # filed on a Sunday
        ("2026-11-23 16:59", "1 working day", "2026-11-25 17:00"),  # over 24 November
        ("2026-08-21 10:00", "1 working day", "2026-08-22 17:00"),  # a Saturday that is worked
        ("2026-11-16 08:00", "10 days", "2026-11-26 17:00"),
        ("2026-11-04 08:00", "10 days", "2026-11-16 17:00"),  # the last day is a Saturday
        ("2026-04-20 08:00", "10 days", "2026-05-04 17:00"),  # ... is a holiday before a weekend
    ],
)
def test_known_dates(start: str, limit: str, end: str) -> None:
    assert due(calendar(), at(start), Limit.parse(limit)).at == at(end)


def test_the_reckoning_says_which_days_counted_and_why_others_did_not() -> None:
    result = due(calendar(), at("2026-11-19 18:00"), Limit.parse("3 working days"))
    assert result.counted == (date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 25))
    assert [(s.day.day, s.reason, s.title.get("vi")) for s in result.skipped] == [
        (19, "start", None),
        (21, "weekend", None),
        (22, "weekend", None),
        (24, "holiday", "Ngày Văn hóa Việt Nam"),
    ]
    assert result.start_off is None
    on_holiday = due(calendar(), at("2026-11-24 09:12"), Limit.parse("3 working days"))
    assert on_holiday.start_off is not None
    assert on_holiday.start_off.title["vi"] == "Ngày Văn hóa Việt Nam"


def test_a_last_day_off_moves_to_the_next_working_day_and_says_so() -> None:
    result = due(calendar(), at("2026-04-20 08:00"), Limit.parse("10 days"))
    assert result.moved_from == date(2026, 4, 30)
    assert [s.day.day for s in result.skipped if s.reason != "start"] == [1, 2, 3]


def test_residents_have_the_whole_day() -> None:
    limit = Limit.parse("5 working days")
    result = due(calendar(), at("2026-11-13 09:00"), limit, desk="residents")
    assert result.at == at("2026-11-21 00:00")


@given(calendars, starts, working_days)
def test_so_many_working_days_after_the_start_day_are_counted_and_no_other(
    some: WorkingCalendar, start: datetime, limit: Limit
) -> None:
    result = due(some, start, limit)
    first, last = result.start.date(), result.at.date()
    between = [first + timedelta(n) for n in range(1, (last - first).days + 1)]
    working = [day for day in between if some.is_working_day(day)]
    assert list(result.counted) == working
    assert len(working) == limit.amount
    assert last == working[-1]
    assert result.at == some.closing(last, OFFICE)
    assert {*result.counted, *(s.day for s in result.skipped)} == {first, *between}


@given(calendars, starts, days)
def test_a_limit_in_days_never_ends_on_a_day_off_nor_earlier_than_it_says(
    some: WorkingCalendar, start: datetime, limit: Limit
) -> None:
    result = due(some, start, limit)
    nominal = result.start.date() + timedelta(days=limit.amount)
    assert some.is_working_day(result.at.date())
    assert result.at.date() >= nominal
    between = (nominal + timedelta(n) for n in range((result.at.date() - nominal).days))
    assert not any(some.is_working_day(day) for day in between)
    assert (result.moved_from is None) == (result.at.date() == nominal)


@given(calendars, st.dates(date(2026, 1, 1), date(2026, 12, 1)), working_days, st.data())
def test_the_hour_of_filing_does_not_matter(
    some: WorkingCalendar, day: date, limit: Limit, data: st.DataObject
) -> None:
    minutes = st.integers(0, 24 * 60 - 1)
    one, other = (due(some, some.moment(day, data.draw(minutes)), limit) for _ in range(2))
    assert one.at == other.at


@given(starts, working_days, desks, st.dates(date(2026, 1, 1), date(2027, 3, 1)))
def test_a_holiday_added_late_never_brings_a_date_forward(
    start: datetime, limit: Limit, desk: str, added: date
) -> None:
    before = due(calendar(), start, limit, desk=desk)
    more = calendar({**HOLIDAYS, added: "Quốc tang"}, version="two")
    after = due(more, start, limit, desk=desk)
    assert after.at >= before.at
    assert (before.calendar, after.calendar) == ("one", "two")


@given(calendars, starts, working_days, desks, pauses)
def test_pauses_only_lengthen_and_each_skipped_day_is_one_more(
    some: WorkingCalendar, start: datetime, limit: Limit, desk: str, stops: list[Pause]
) -> None:
    without = due(some, start, limit, desk=desk)
    paused = due(some, start, limit, desk=desk, pauses=stops)
    assert paused.at >= without.at
    lost = sum(s.reason == "paused" for s in paused.skipped)
    nominal = due(
        some,
        start,
        Limit(limit.amount + lost, "working_days"),
        desk=desk,
    )
    assert paused.at == nominal.at


def test_a_pause_within_a_day_takes_no_day_and_one_over_a_closing_takes_one() -> None:
    limit, wait = Limit.parse("2 working days"), Limit.parse("5 working days")
    start = at("2026-11-16 09:00")
    within = Pause(at("2026-11-17 09:00"), wait, at("2026-11-17 16:59"))
    over = Pause(at("2026-11-17 09:00"), wait, at("2026-11-17 17:00:01"))
    assert due(calendar(), start, limit, pauses=[within]).at == at("2026-11-18 17:00")
    assert due(calendar(), start, limit, pauses=[over]).at == at("2026-11-19 17:00")


def test_a_pause_that_outlives_its_own_limit_stops_counting() -> None:
    start, limit = at("2026-11-02 09:00"), Limit.parse("3 working days")
    forgotten = Pause(at("2026-11-03 09:00"), Limit.parse("5 working days"))
    late = Pause(at("2026-11-03 09:00"), Limit.parse("5 working days"), at("2026-11-30 09:00"))
    # The pause ends as offices close on the 10th: that day counts, and then the 11th and 12th.
    expected = at("2026-11-12 17:00")
    assert due(calendar(), start, limit, pauses=[forgotten]).at == expected
    assert due(calendar(), start, limit, pauses=[late]).at == expected


def test_a_pause_after_the_end_changes_nothing() -> None:
    start, limit = at("2026-11-16 09:00"), Limit.parse("1 working day")
    late = Pause(at("2026-11-17 17:00:01"), Limit.parse("5 days"))
    assert due(calendar(), start, limit, pauses=[late]) == due(calendar(), start, limit)


def test_no_time_at_all_is_due_at_once() -> None:
    start = at("2026-11-22 09:00")
    for written in ("0 days", "0 working days", "0 minutes"):
        assert due(calendar(), start, Limit.parse(written)).at == start


def test_a_year_that_is_not_covered_is_an_error_and_not_a_guess() -> None:
    with pytest.raises(CalendarEndsError, match="2025 to 2029"):
        due(calendar(), at("2029-12-20 09:00"), Limit.parse("30 days"))
