"""The stretch of time that figures are counted in. Pure.

A month of the hotline runs from noon of one 25th to noon of the next: the province's own clock, the
first instant belongs to it and the last to the month after. The day and hour are the province's
data (`hotline/monthly.yaml`), borrowed from Ho Chi Minh City (2025) and not confirmed for Thái
Nguyên.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONTHS = 12
_CODE = re.compile(r"(2[0-9]{3})-([0-9]{2})")


@dataclass(frozen=True, order=True)
class Month:
    """A month by the year and month in which it closes: 2026-11 closes in November."""

    year: int
    number: int

    @classmethod
    def parse(cls, code: str) -> "Month":
        """Read "2026-11"; raise ValueError for anything else."""
        found = _CODE.fullmatch(code)
        if found is None or not 1 <= int(found[2]) <= MONTHS:
            raise ValueError(f"“{code}” is no month: write it as 2026-11")
        return cls(int(found[1]), int(found[2]))

    @property
    def code(self) -> str:
        """The month as it stands in addresses."""
        return f"{self.year:04d}-{self.number:02d}"

    def before(self, months: int = 1) -> "Month":
        """Return the month so many months earlier; later for a negative number."""
        count = self.year * MONTHS + self.number - 1 - months
        return Month(count // MONTHS, count % MONTHS + 1)


@dataclass(frozen=True)
class Window:
    """From `since` up to but without `until`, both aware; what is known is known at `until`."""

    since: datetime
    until: datetime

    def __post_init__(self) -> None:
        if self.since.tzinfo is None or self.until.tzinfo is None:
            raise ValueError("a window needs instants with a time zone")
        if self.until < self.since:
            raise ValueError("a window ends after it begins")

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.until - self.since


@dataclass(frozen=True)
class Cut:
    """When one month ends and the next begins: a day of the month (1 to 28) and an hour."""

    day: int
    at: time
    zone: ZoneInfo

    def closes(self, month: Month) -> datetime:
        """Return the instant at which a month closes, which is the next one's first.

        In UTC: moments of one zone would subtract by the wall clock.
        """
        local = datetime.combine(date(month.year, month.number, self.day), self.at, self.zone)
        return local.astimezone(UTC)

    def window(self, month: Month) -> Window:
        """Return the whole month."""
        return Window(self.closes(month.before()), self.closes(month))

    def month_of(self, moment: datetime) -> Month:
        """Return the month that an aware moment belongs to; a naive one raises ValueError."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        local = moment.astimezone(self.zone)
        month = Month(local.year, local.month)
        return month if moment < self.closes(month) else month.before(-1)

    def last_closed(self, moment: datetime) -> Month:
        """Return the last month that is over at a moment."""
        return self.month_of(moment).before()

    def so_far(self, month: Month, moment: datetime) -> Window:
        """Return the part of a month up to a moment: all of it once it is over."""
        whole = self.window(month)
        return Window(whole.since, max(whole.since, min(whole.until, moment)))

    def as_long(self, month: Month, length: timedelta) -> Window:
        """Return the beginning of a month, as long as another's part, for a fair comparison."""
        whole = self.window(month)
        return Window(whole.since, min(whole.until, whole.since + length))
