"""Reading the calendar."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from tinhso.kernel.calendar.models import CalendarVersion
from tinhso.kernel.calendar.rules import WorkingCalendar, calendar_of


class NoCalendarError(LookupError):
    """No calendar is in force: load a province with a `calendar.yaml`."""


def current(*, now: datetime) -> WorkingCalendar:
    """Return the calendar in force at `now`; raise NoCalendarError where none is. One small query.

    Its versions are immutable, so each is built once a process.
    """
    found = _in_force(now).values_list("fingerprint", flat=True).first()
    if found is None:
        raise NoCalendarError("no calendar is in force: load the province (`tinhso load`)")
    return version(found)


@lru_cache(maxsize=32)
def version(fingerprint: str) -> WorkingCalendar:
    """Return the version that a frozen due date names; raise CalendarVersion.DoesNotExist."""
    kept = CalendarVersion.objects.get(fingerprint=fingerprint)
    return calendar_of(kept.fingerprint, kept.content)


def versions() -> list[CalendarVersion]:
    """Return every version, the latest first."""
    return list(CalendarVersion.objects.all())


def latest(*, now: datetime) -> CalendarVersion | None:
    """Return the version in force at `now` with its content, or None."""
    return _in_force(now).first()


def special_days(year: int, *, now: datetime) -> list[dict[str, Any]]:
    """Return a year's holidays and make-up days in force at `now`, in order.

    Each as {day: "2026-02-17", kind, title, basis, source, changed}; `changed` says that an
    administrator set it. Days taken back stand in the list as "usual".
    """
    kept = latest(now=now)
    if kept is None:
        return []
    declared, changes = kept.content["declared"]["days"], kept.content["changes"]
    return [
        {"day": day, **data, "changed": day in changes}
        for day, data in sorted({**declared, **changes}.items())
        if day.startswith(f"{year}-")
    ]


def _in_force(now: datetime) -> QuerySet[CalendarVersion]:
    return CalendarVersion.objects.filter(valid_from__lte=now).order_by("-valid_from", "-id")
