"""The days and hours at which work is done, as one immutable version."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

Basis: TypeAlias = Literal["adopted", "predicted", "borrowed", "assumed"]
MIDNIGHT = 24 * 60
OFFICE = "office"


class CalendarEndsError(ValueError):
    """A day was asked for that the calendar doesn't cover: load a calendar with that year."""


@dataclass(frozen=True)
class Span:
    """Opening hours within one day, in minutes after midnight; 1440 is the day's end."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= MIDNIGHT:
            raise ValueError("opening hours must open before they close, within one day")


@dataclass(frozen=True)
class Desk:
    """Who works when: seven days from Monday, each with its spans in order.

    `on_holidays`: it keeps its hours on holidays too (a hotline that never closes).
    `whole_days`: a limit in days runs to midnight (Civil Code 2015 art. 148.6), as for residents;
    for offices it ends when they close.
    """

    code: str
    title: Mapping[str, str]
    week: tuple[tuple[Span, ...], ...]
    on_holidays: bool = False
    whole_days: bool = False

    def __post_init__(self) -> None:
        if len(self.week) != 7 or not any(self.week):
            raise ValueError("a desk has seven days and is open on one of them at least")
        for spans in self.week:
            if any(a.closes > b.opens for a, b in itertools.pairwise(spans)):
                raise ValueError("opening hours must follow one another without overlap")


@dataclass(frozen=True)
class DayOff:
    """A holiday, or a day that is worked instead of another: its name and what says so."""

    day: date
    title: Mapping[str, str]
    basis: Basis
    source: str


@dataclass(frozen=True)
class WorkingCalendar:
    """One version of the calendar: the office's and desks' hours, holidays and make-up days.

    `version` is the fingerprint of its content; the years `first` to `last` are covered.
    """

    version: str
    zone: ZoneInfo
    desks: Mapping[str, Desk]
    holidays: Mapping[date, DayOff]
    made_up: Mapping[date, DayOff]
    first: int
    last: int

    def __post_init__(self) -> None:
        if OFFICE not in self.desks:
            raise ValueError(f"a calendar needs a desk named {OFFICE}")

    @cached_property
    def office(self) -> Desk:
        """The desk whose days are the working days."""
        return self.desks[OFFICE]

    def desk(self, code: str) -> Desk:
        """Return the desk; raise LookupError naming those that are declared."""
        if code not in self.desks:
            raise LookupError(f"no desk “{code}”: declared are {', '.join(sorted(self.desks))}")
        return self.desks[code]

    def day_of(self, moment: datetime) -> date:
        """Return the day that it is in the province at an aware moment; naive: ValueError."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return moment.astimezone(self.zone).date()

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on that day; CalendarEndsError outside the years covered."""
        return bool(self.spans(self.office, day))

    def spans(self, desk: Desk, day: date) -> tuple[Span, ...]:
        """Return the desk's hours on a day, in order; empty where it is closed.

        A make-up day has the hours of the desk's first working weekday.
        """
        if not self.first <= day.year <= self.last:
            raise CalendarEndsError(
                f"the calendar covers {self.first} to {self.last}, not {day.isoformat()}"
            )
        usual = desk.week[day.weekday()]
        if desk.on_holidays:
            return usual
        if day in self.made_up:
            return usual or next(spans for spans in desk.week if spans)
        return () if day in self.holidays else usual

    def moment(self, day: date, minutes: int) -> datetime:
        """Return the aware moment, in the province's zone, so many minutes after midnight."""
        if minutes == MIDNIGHT:
            day, minutes = day + timedelta(days=1), 0
        return datetime.combine(day, time(minutes // 60, minutes % 60), self.zone)

    def closing(self, day: date, desk: Desk) -> datetime:
        """Return when a counted day ends: at midnight for whole days, else as offices close.

        On a day on which offices are closed it is the hour at which they usually close.
        """
        if desk.whole_days:
            return self.moment(day, MIDNIGHT)
        spans = self.spans(self.office, day) or next(s for s in self.office.week if s)
        return self.moment(day, spans[-1].closes)

    def open_times(self, desk: Desk, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the desk's opening times from `start` on, without end but the calendar's."""
        day = self.day_of(start)
        while True:
            for span in self.spans(desk, day):
                closes = self.moment(day, span.closes)
                if closes > start:
                    yield max(self.moment(day, span.opens), start), closes
            day += timedelta(days=1)
