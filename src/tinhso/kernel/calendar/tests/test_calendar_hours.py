"""Limits in minutes and hours, and how much of a limit is used up."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.calendar.rules import (
    Desk,
    Due,
    Limit,
    Pause,
    Span,
    WorkingCalendar,
    due,
    elapsed,
    fraction,
    reckoned_anew,
)
from tinhso.kernel.calendar.tests.calendar_samples import (
    HOLIDAYS,
    at,
    calendar,
    calendars,
    desks,
    limits,
    pauses,
    starts,
)


@pytest.mark.parametrize(
    ("start", "limit", "desk", "end"),
    [
        ("2026-11-23 16:58", "5 minutes of desk time", "office", "2026-11-25 07:33"),
        ("2026-11-23 16:55", "5 minutes of desk time", "office", "2026-11-23 17:00"),
        ("2026-11-23 16:58", "5 minutes of desk time", "hotline", "2026-11-23 17:03"),
        ("2026-11-24 23:58", "5 minutes", "hotline", "2026-11-25 00:03"),
        ("2026-11-23 11:00", "1 hour", "office", "2026-11-23 14:00"),
        ("2026-11-21 08:00", "1 hour", "office", "2026-11-23 08:30"),
        ("2026-11-24 09:00", "1 hour of office time", "hotline", "2026-11-25 08:30"),
        ("2026-08-22 16:00", "90 minutes", "office", "2026-08-24 08:00"),
    ],
)
def test_known_moments(start: str, limit: str, desk: str, end: str) -> None:
    assert due(calendar(), at(start), Limit.parse(limit), desk=desk).at == at(end)


def test_the_last_minute_is_still_in_time_and_the_first_runs_from_opening() -> None:
    limit = Limit.parse("1 minute")
    assert due(calendar(), at("2026-11-23 16:59"), limit).at == at("2026-11-23 17:00")
    assert due(calendar(), at("2026-11-23 16:59:01"), limit).at == at("2026-11-25 07:30:01")
    assert due(calendar(), at("2026-11-23 07:29:59"), limit).at == at("2026-11-23 07:31")
    assert due(calendar(), at("2026-11-23 17:00"), limit).at == at("2026-11-25 07:31")


def test_days_without_hours_are_named() -> None:
    result = due(calendar(), at("2026-11-23 17:00"), Limit.parse("1 hour"))
    assert [(s.day.day, s.reason) for s in result.skipped] == [(23, "closed"), (24, "holiday")]
    assert [day.day for day in result.counted] == [25]


@given(calendars, starts, limits, desks, pauses)
def test_exactly_the_limit_has_run_at_the_end_and_pauses_do_not_run(
    some: WorkingCalendar, start: datetime, limit: Limit, desk: str, stops: list[Pause]
) -> None:
    result = due(some, start, limit, desk=desk, pauses=stops)
    if limit.unit in ("minutes", "hours"):
        measure = "office" if limit.of == "office" else desk
        # A pause lasts as long as its limit allows on the desk that has the matter.
        ran = elapsed(some, start, result.at, desk=measure, pauses=_bounded(some, stops, desk))
        assert ran == timedelta(minutes=limit.amount * (60 if limit.unit == "hours" else 1))
    assert result.at >= start


def _bounded(some: WorkingCalendar, stops: list[Pause], desk: str) -> list[Pause]:
    ever = Limit(400, "days")
    ends = [(stop, due(some, stop.began, stop.limit, desk=desk).at) for stop in stops]
    return [Pause(s.began, ever, min(s.ended or latest, latest)) for s, latest in ends]


@given(calendars, starts, limits, desks)
def test_a_later_start_never_ends_earlier(
    some: WorkingCalendar, start: datetime, limit: Limit, desk: str
) -> None:
    later = start + timedelta(hours=7)
    assert due(some, start, limit, desk=desk).at <= due(some, later, limit, desk=desk).at


@given(starts, limits, desks)
def test_the_moments_zone_does_not_matter(start: datetime, limit: Limit, desk: str) -> None:
    here = due(calendar(), start, limit, desk=desk)
    assert due(calendar(), start.astimezone(UTC), limit, desk=desk) == here


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due(calendar(), at("2026-11-23 09:00").replace(tzinfo=None), Limit.parse("1 hour"))


def test_hours_run_truly_where_clocks_are_put_back() -> None:
    always = Desk("office", {}, ((Span(0, 1440),),) * 7, on_holidays=True)
    berlin = ZoneInfo("Europe/Berlin")
    there = WorkingCalendar("x", berlin, {"office": always}, {}, {}, 2026, 2026)
    start = datetime(2026, 10, 25, 0, 0, tzinfo=berlin)
    end = due(there, start, Limit.parse("24 hours")).at
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=24)
    assert end.hour == 23


@given(calendars, starts, limits, desks, pauses, st.lists(st.integers(0, 60_000), max_size=6))
def test_the_bar_fills_from_nothing_to_full_and_never_back(
    some: WorkingCalendar,
    start: datetime,
    limit: Limit,
    desk: str,
    stops: list[Pause],
    minutes: list[int],
) -> None:
    result = due(some, start, limit, desk=desk, pauses=stops)
    moments = [start + timedelta(minutes=m) for m in sorted(minutes)]
    filled = [fraction(some, result, now, pauses=stops) for now in moments]
    assert filled == sorted(filled)
    assert all(0 <= part <= 1 for part in filled)
    assert fraction(some, result, start, pauses=stops) in (0.0, 1.0)
    assert fraction(some, result, result.at, pauses=stops) == 1.0


def test_the_bar_stands_still_at_night_and_in_a_pause() -> None:
    result = due(calendar(), at("2026-11-16 13:30"), Limit.parse("1 working day"))
    evening = fraction(calendar(), result, at("2026-11-16 17:00"))
    assert evening == fraction(calendar(), result, at("2026-11-17 07:30"))
    assert 0 < evening < 1


def test_a_frozen_date_stands_and_a_changed_calendar_shows_its_own() -> None:
    frozen = due(calendar(), at("2026-11-19 09:00"), Limit.parse("2 working days"))
    more = calendar({**HOLIDAYS, frozen.at.date(): "Quốc tang"}, version="two")
    anew = reckoned_anew(more, frozen)
    assert anew is not None
    assert (frozen.calendar, anew.calendar) == ("one", "two")
    assert anew.at > frozen.at
    assert reckoned_anew(calendar(version="three"), frozen) is None


@given(calendars, starts, limits, desks, pauses)
def test_a_due_date_survives_being_kept_as_data(
    some: WorkingCalendar, start: datetime, limit: Limit, desk: str, stops: list[Pause]
) -> None:
    result = due(some, start, limit, desk=desk, pauses=stops)
    assert Due.from_data(result.as_data()) == result


@given(limits)
def test_a_limit_reads_as_it_is_written(limit: Limit) -> None:
    assert Limit.parse(str(limit)) == limit


@pytest.mark.parametrize("text", ["soon", "5", "-1 days", "5 days of desk time", "1.5 hours", ""])
def test_what_is_no_limit_is_refused_with_examples(text: str) -> None:
    with pytest.raises(ValueError, match="3 working days"):
        Limit.parse(text)


@pytest.mark.parametrize("desk", ["nobody"])
def test_an_unknown_desk_names_those_that_are(desk: str) -> None:
    with pytest.raises(LookupError, match="hotline, office, residents"):
        due(calendar(), at("2026-11-23 09:00"), Limit.parse("1 hour"), desk=desk)
