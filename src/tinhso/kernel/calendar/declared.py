"""The province's `calendar.yaml`, and what becomes of it with the nation's holidays."""

from datetime import date, time
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, get_args

import holidays
from pydantic import BaseModel, BeforeValidator, Field, model_validator

from tinhso.kernel.calendar.rules import Basis
from tinhso.kernel.declarations import Text

Weekday: TypeAlias = Literal[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
Names = dict[date, dict[str, str]]


def _span(value: object) -> tuple[int, int]:
    """Return minutes after midnight of a span written `07:30-11:30`; `24:00` is the day's end."""
    opens, dash, closes = str(value).partition("-")
    if not dash:
        raise ValueError("opening hours are written as 07:30-11:30")
    return _minutes(opens.strip()), _minutes(closes.strip())


def _minutes(text: str) -> int:
    if text == "24:00":
        return 24 * 60
    try:
        moment = time.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” isn't a time of day such as 07:30") from None
    return moment.hour * 60 + moment.minute


class DeclaredDesk(BaseModel):
    """A desk's hours: `always: yes`, or the hours of each weekday on which it is open."""

    title: Text
    always: bool = False
    hours: dict[Weekday, list[Annotated[tuple[int, int], BeforeValidator(_span)]]] = {}
    on_holidays: bool = False
    whole_days: bool = False
    basis: Basis
    source: Text

    @model_validator(mode="after")
    def _opens(self) -> "DeclaredDesk":
        if self.always == bool(self.hours):
            raise ValueError("a desk says either `always: yes` or its `hours`")
        return self


class DeclaredDay(BaseModel):
    """One day the province sets itself: off, worked, or as usual where the nation's is wrong."""

    kind: Literal["off", "worked", "usual"]
    title: Text
    basis: Basis
    source: str = Field(min_length=1)


class NationalDays(BaseModel):
    """Which years of the nation's holidays are taken; those after `settled_until` are predicted."""

    country: Literal["VN"]
    first: int
    last: int
    settled_until: int
    source: str = Field(min_length=1)


class CalendarFile(BaseModel):
    """The whole file. The desk `office` gives the working days."""

    zone: str
    desks: dict[str, DeclaredDesk]
    national: NationalDays
    days: dict[date, DeclaredDay] = {}

    @model_validator(mode="after")
    def _office(self) -> "CalendarFile":
        if "office" not in self.desks:
            raise ValueError("desks: the desk “office” is missing; it gives the working days")
        return self


def declared_content(file: CalendarFile) -> dict[str, Any]:
    """Return the `declared` part of a version's content: the nation's days, then the file's own."""
    days = _national_days(file.national) | {
        day.isoformat(): own.model_dump() for day, own in file.days.items()
    }
    return {
        "zone": file.zone,
        "first": file.national.first,
        "last": file.national.last,
        "desks": {code: _desk(desk) for code, desk in file.desks.items()},
        "days": dict(sorted(days.items())),
    }


def _desk(desk: DeclaredDesk) -> dict[str, Any]:
    week = [[(0, 24 * 60)] if desk.always else desk.hours.get(day, []) for day in WEEKDAYS]
    return {
        "title": desk.title.model_dump(),
        "week": [[list(span) for span in spans] for spans in week],
        "on_holidays": desk.always or desk.on_holidays,
        "whole_days": desk.whole_days,
        "basis": desk.basis,
        "source": desk.source.model_dump(),
    }


def _national_days(national: NationalDays) -> dict[str, Any]:
    names, worked = _known_days(national.country, national.first, national.last)
    found = {day: ("off", title) for day, title in names.items()}
    found |= {day: ("worked", {"vi": "Ngày làm bù", "en": "Make-up working day"}) for day in worked}
    return {
        day.isoformat(): {
            "kind": kind,
            "title": title,
            "basis": "adopted" if day.year <= national.settled_until else "predicted",
            "source": national.source,
        }
        for day, (kind, title) in found.items()
    }


@cache
def _known_days(country: str, first: int, last: int) -> tuple[Names, list[date]]:
    years = range(first, last + 1)
    vi = holidays.country_holidays(country, years=years, language="vi")
    en = holidays.country_holidays(country, years=years, language="en_US")
    names = {day: {"vi": vi[day], "en": en[day]} for day in sorted(vi)}
    return names, sorted(day for day in vi.weekend_workdays if first <= day.year <= last)
