"""Reckoning of limits.

Days: the start day is excluded (Civil Code 2015 art. 147.2), whatever the hour and whether or not
it was a holiday. The nth day at whose end the clock was running is the last. A working day ends
when offices close. Where the last of so many days is a day off, the next working day takes its
place (art. 148.5).

Minutes and hours run from the moment itself, in the desk's own hours.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from tinhso.kernel.calendar.rules.calendars import Desk, WorkingCalendar
from tinhso.kernel.calendar.rules.dues import Due, Pause, Reason, Skipped
from tinhso.kernel.calendar.rules.limits import Limit

Interval = tuple[datetime, datetime]


def due(
    calendar: WorkingCalendar,
    start: datetime,
    limit: Limit,
    *,
    desk: str = "office",
    pauses: Sequence[Pause] = (),
) -> Due:
    """Return when a limit that began at `start` (aware) ends, and how that was reckoned.

    An open pause is taken to last as long as its own limit allows, so the date is the latest
    possible one. Raises CalendarEndsError where the calendar doesn't reach so far, LookupError for
    an unknown desk, ValueError for a naive moment.
    """
    who = calendar.desk(desk)
    stops = _stops(calendar, pauses, desk)
    if limit.unit in ("minutes", "hours"):
        running = calendar.office if limit.of == "office" else who
        return _due_in_hours(calendar, start, limit, running, who, stops)
    return _due_in_days(calendar, start, limit, who, stops)


def elapsed(
    calendar: WorkingCalendar,
    start: datetime,
    end: datetime,
    *,
    desk: str = "office",
    pauses: Sequence[Pause] = (),
) -> timedelta:
    """Return the desk's opening time between two moments, without pauses; zero if end <= start."""
    stops = _stops(calendar, pauses, desk)
    return _open_time(calendar, start, end, calendar.desk(desk), stops)


def fraction(
    calendar: WorkingCalendar, due: Due, now: datetime, *, pauses: Sequence[Pause] = ()
) -> float:
    """Return how much of a limit is used up at `now`: 0 at its start, 1 at its end, never more.

    Working days are measured in office hours, minutes and hours in the desk's, others by the
    clock on the wall.
    """
    if now >= due.at:
        return 1.0
    who = calendar.desk(due.desk)
    stops = _stops(calendar, pauses, due.desk)
    if due.limit.unit in ("minutes", "hours"):
        measure = calendar.office if due.limit.of == "office" else who
    elif due.limit.unit == "working_days" and not who.whole_days:
        measure = calendar.office
    else:
        passed = _length([(due.start, max(now, due.start))], stops)
        total = _length([(due.start, due.at)], stops)
        return passed / total if total else 0.0
    passed = _open_time(calendar, due.start, now, measure, stops)
    total = _open_time(calendar, due.start, due.at, measure, stops)
    return passed / total if total else 0.0


def reckoned_anew(
    calendar: WorkingCalendar, frozen: Due, *, pauses: Sequence[Pause] = ()
) -> Due | None:
    """Return what `calendar` would give today where that differs from a frozen date, else None.

    The frozen date stands; screens show both.
    """
    anew = due(calendar, frozen.start, frozen.limit, desk=frozen.desk, pauses=pauses)
    return anew if anew.at != frozen.at else None


def _due_in_hours(
    calendar: WorkingCalendar,
    start: datetime,
    limit: Limit,
    running: Desk,
    who: Desk,
    stops: Sequence[Interval],
) -> Due:
    minutes = limit.amount * (60 if limit.unit == "hours" else 1)
    left = timedelta(minutes=minutes)
    at, counted = start, set[date]()
    if left:
        for opens, closes in calendar.open_times(running, start):
            for begins, ends in _without((opens, closes), stops):
                counted.add(calendar.day_of(begins))
                if ends - begins >= left:
                    at, left = begins + left, timedelta()
                    break
                left -= ends - begins
            if not left:
                break
    first, last = calendar.day_of(start), calendar.day_of(at)
    skipped = [
        _why(calendar, day) or Skipped(day, _idle(calendar, day, start, running), {})
        for day in _days(first, last)
        if day not in counted and not (day == last and at == calendar.moment(day, 0))
    ]
    return Due(
        at=at.astimezone(calendar.zone),
        start=start.astimezone(calendar.zone),
        limit=limit,
        desk=who.code,
        calendar=calendar.version,
        counted=tuple(sorted(counted)),
        skipped=tuple(skipped) if minutes else (),
        start_off=_why(calendar, first),
    )


def _due_in_days(
    calendar: WorkingCalendar,
    start: datetime,
    limit: Limit,
    who: Desk,
    stops: Sequence[Interval],
) -> Due:
    first = calendar.day_of(start)
    counted: list[date] = []
    skipped = [Skipped(first, "start", {})]
    day, at, moved_from = first, start, None
    while limit.amount and (len(counted) < limit.amount or moved_from):
        day += timedelta(days=1)
        off = _why(calendar, day)
        closing = calendar.closing(day, who)
        if off is not None and (limit.unit == "working_days" or moved_from):
            skipped.append(off)
        elif any(began <= closing < ended for began, ended in stops):
            skipped.append(Skipped(day, "paused", {}))
        elif moved_from:
            at = closing
            break
        else:
            counted.append(day)
            at = closing
            if len(counted) == limit.amount and off is not None:
                moved_from = day
    return Due(
        at=at.astimezone(calendar.zone),
        start=start.astimezone(calendar.zone),
        limit=limit,
        desk=who.code,
        calendar=calendar.version,
        counted=tuple(counted),
        skipped=tuple(skipped) if limit.amount else (),
        start_off=_why(calendar, first),
        moved_from=moved_from,
    )


def _why(calendar: WorkingCalendar, day: date) -> Skipped | None:
    if calendar.is_working_day(day):
        return None
    holiday = calendar.holidays.get(day)
    reason: Reason = "holiday" if holiday else "weekend"
    return Skipped(day, reason, holiday.title if holiday else {})


def _idle(calendar: WorkingCalendar, day: date, start: datetime, desk: Desk) -> Reason:
    open_later = any(calendar.moment(day, s.closes) > start for s in calendar.spans(desk, day))
    return "paused" if open_later else "closed"


def _stops(calendar: WorkingCalendar, pauses: Sequence[Pause], desk: str) -> list[Interval]:
    stops = []
    for pause in pauses:
        latest = due(calendar, pause.began, pause.limit, desk=desk).at
        ended = latest if pause.ended is None else min(pause.ended, latest)
        stops.append((pause.began.astimezone(UTC), ended.astimezone(UTC)))
    return sorted(stops)


def _open_time(
    calendar: WorkingCalendar,
    start: datetime,
    end: datetime,
    desk: Desk,
    stops: Sequence[Interval],
) -> timedelta:
    times = []
    if end > start:
        for opens, closes in calendar.open_times(desk, start):
            if opens >= end:
                break
            times.append((opens, min(closes, end)))
    return _length(times, stops)


def _length(times: Sequence[Interval], stops: Sequence[Interval]) -> timedelta:
    return sum(
        (ends - begins for time in times for begins, ends in _without(time, stops)), timedelta()
    )


def _without(time: Interval, stops: Sequence[Interval]) -> list[Interval]:
    """Return what is left of a time, in UTC: moments of one zone subtract by the wall clock."""
    begins, ends = time[0].astimezone(UTC), time[1].astimezone(UTC)
    parts = []
    for began, ended in stops:
        if ended <= begins or began >= ends:
            continue
        if began > begins:
            parts.append((begins, began))
        begins = max(begins, ended)
    if begins < ends:
        parts.append((begins, ends))
    return parts


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
