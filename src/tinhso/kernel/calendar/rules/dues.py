"""What a reckoning gives: the moment, and every day that was counted or not and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeAlias, cast

from tinhso.kernel.calendar.rules.limits import Limit

Reason: TypeAlias = Literal["start", "weekend", "holiday", "paused", "closed"]


@dataclass(frozen=True)
class Pause:
    """A time in which the clock stands still; it ends when ended or when its own limit is over."""

    began: datetime
    limit: Limit
    ended: datetime | None = None

    def __post_init__(self) -> None:
        if self.ended is not None and self.ended < self.began:
            raise ValueError("a pause can't end before it began")


@dataclass(frozen=True)
class Skipped:
    """A day that wasn't counted; "closed" is a day on which the desk had no hours left.

    `title` is the holiday's name in each language, else empty.
    """

    day: date
    reason: Reason
    title: Mapping[str, str]


@dataclass(frozen=True)
class Due:
    """When a limit ends, and how that was reckoned; frozen, kept with the calendar's version.

    `counted` are the days counted, in order (for minutes and hours the days on which they ran);
    `skipped` those passed over, the start day first. `start_off` is the start day's holiday or
    weekend, where it was one. `moved_from` is the last day of a limit in days that fell on a day
    off, so that the next working day took its place (Civil Code 2015 art. 148.5).
    """

    at: datetime
    start: datetime
    limit: Limit
    desk: str
    calendar: str
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    start_off: Skipped | None = None
    moved_from: date | None = None

    def as_data(self) -> dict[str, Any]:
        """Return plain JSON data, with moments in ISO 8601, that `from_data` reads."""
        return {
            "at": self.at.isoformat(),
            "start": self.start.isoformat(),
            "limit": str(self.limit),
            "desk": self.desk,
            "calendar": self.calendar,
            "counted": [day.isoformat() for day in self.counted],
            "skipped": [_skipped_data(skipped) for skipped in self.skipped],
            "start_off": _skipped_data(self.start_off) if self.start_off else None,
            "moved_from": self.moved_from.isoformat() if self.moved_from else None,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Due":
        """Return the due date that `as_data` gave."""
        return cls(
            at=datetime.fromisoformat(data["at"]),
            start=datetime.fromisoformat(data["start"]),
            limit=Limit.parse(data["limit"]),
            desk=data["desk"],
            calendar=data["calendar"],
            counted=tuple(date.fromisoformat(day) for day in data["counted"]),
            skipped=tuple(_skipped(item) for item in data["skipped"]),
            start_off=_skipped(data["start_off"]) if data["start_off"] else None,
            moved_from=date.fromisoformat(data["moved_from"]) if data["moved_from"] else None,
        )


def _skipped_data(skipped: Skipped) -> dict[str, Any]:
    return {
        "day": skipped.day.isoformat(),
        "reason": skipped.reason,
        "title": dict(skipped.title),
    }


def _skipped(data: Mapping[str, Any]) -> Skipped:
    return Skipped(
        date.fromisoformat(data["day"]), cast("Reason", data["reason"]), dict(data["title"])
    )
