"""Working time: when a limit ends and why. Pure: no clock, no database, no Django."""

from tinhso.kernel.calendar.rules.calendars import (
    Basis,
    CalendarEndsError,
    DayOff,
    Desk,
    Span,
    WorkingCalendar,
)
from tinhso.kernel.calendar.rules.content import calendar_of
from tinhso.kernel.calendar.rules.dues import Due, Pause, Reason, Skipped
from tinhso.kernel.calendar.rules.limits import Limit, LimitText, Unit
from tinhso.kernel.calendar.rules.reckoning import due, elapsed, fraction, reckoned_anew

__all__ = [
    "Basis",
    "CalendarEndsError",
    "DayOff",
    "Desk",
    "Due",
    "Limit",
    "LimitText",
    "Pause",
    "Reason",
    "Skipped",
    "Span",
    "Unit",
    "WorkingCalendar",
    "calendar_of",
    "due",
    "elapsed",
    "fraction",
    "reckoned_anew",
]
