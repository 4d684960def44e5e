"""The content of a calendar's version as plain data: what was declared, and what was changed since.

    {"declared": {zone, first, last, desks: {code: {title, week, on_holidays, whole_days}},
                  days: {"2026-02-17": Day}},
     "changes": {"2026-01-02": Day}}

A day is {kind: "off" | "worked" | "usual", title: {vi, en}, basis, source}. A change stands over
what was declared; "usual" takes a declared holiday back.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from tinhso.kernel.calendar.rules.calendars import DayOff, Desk, Span, WorkingCalendar


def calendar_of(version: str, content: Mapping[str, Any]) -> WorkingCalendar:
    """Return the calendar that a version's content describes; raise ValueError if it can't be."""
    declared = content["declared"]
    days = {**declared["days"], **content["changes"]}
    off, worked = {}, {}
    for text, data in days.items():
        day = date.fromisoformat(text)
        known = DayOff(day, dict(data["title"]), data["basis"], data["source"])
        if data["kind"] == "off":
            off[day] = known
        elif data["kind"] == "worked":
            worked[day] = known
    return WorkingCalendar(
        version=version,
        zone=ZoneInfo(declared["zone"]),
        desks={code: _desk(code, data) for code, data in declared["desks"].items()},
        holidays=off,
        made_up=worked,
        first=declared["first"],
        last=declared["last"],
    )


def _desk(code: str, data: Mapping[str, Any]) -> Desk:
    return Desk(
        code=code,
        title=dict(data["title"]),
        week=tuple(tuple(Span(*span) for span in spans) for spans in data["week"]),
        on_holidays=data["on_holidays"],
        whole_days=data["whole_days"],
    )
