"""Which service requests are asked for (GeoReport v2, "GET Service Requests").

A parameter that is empty counts as not given ("Optional Arguments"). The window is ninety days at
most and ends now unless it is said otherwise; at most a thousand are given at once.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from .refusing import BAD, Refusal, say

WINDOW: Final = timedelta(days=90)
MOST: Final = 1000
LAST_PAGE: Final = 10_000
EXAMPLE: Final = "2026-11-22T08:00:00+07:00"
STATUSES: Final = ("open", "closed")
# The W3C's note on date and time, down to seconds; the zone is required.
MOMENT: Final = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE
)
Given = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """What is asked for. `numbers` override everything but the page; None narrows nothing."""

    numbers: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    statuses: frozenset[str] = frozenset(STATUSES)
    since: datetime | None = None
    until: datetime | None = None
    updated_since: datetime | None = None
    updated_until: datetime | None = None
    page: int = 1
    page_size: int = MOST
    extensions: bool = False

    @property
    def rows(self) -> slice:
        """Which of the rows stand on the page."""
        first = (self.page - 1) * self.page_size
        return slice(first, first + self.page_size)


def parse(given: Given, *, now: datetime) -> Asked:
    """Read a query; raise Refusal (400) that names the parameter and what it should be."""
    refuse_nothing_characters(given)
    numbers = listed(given, "service_request_id")
    statuses = frozenset(listed(given, "status")) or frozenset(STATUSES)
    if statuses - set(STATUSES):
        raise Refusal(
            BAD,
            say(
                "status: open, closed, hoặc cả hai cách nhau bằng dấu phẩy.",
                "status: open, closed, or both parted by a comma.",
            ),
        )
    since, until = _since_until(given, now=now)
    updated = moment(given, "updated_after"), moment(given, "updated_before")
    sizes = [_whole(given, name, MOST, MOST) for name in ("per_page", "page_size")]
    return Asked(
        numbers=numbers[:MOST],
        codes=listed(given, "service_code"),
        statuses=statuses,
        since=since,
        until=until,
        updated_since=updated[0],
        updated_until=updated[1],
        page=_whole(given, "page", 1, LAST_PAGE),
        page_size=min(sizes),
        extensions=yes(given, "extensions"),
    )


def _since_until(given: Given, *, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return the window; none where only what changed is asked for."""
    names = ("start_date", "end_date")
    changed = ("updated_after", "updated_before")
    if any(last(given, name) for name in changed) and not any(last(given, name) for name in names):
        return None, None
    return _window(moment(given, "start_date"), moment(given, "end_date"), now=now)


def _window(
    since: datetime | None, until: datetime | None, *, now: datetime
) -> tuple[datetime, datetime]:
    try:
        if since is None:
            until = until or now
            since = until - WINDOW
        elif until is None:
            until = since + WINDOW
    except OverflowError:
        raise Refusal(
            BAD,
            say(
                "start_date, end_date: thời gian này không có phản ánh nào.",
                "start_date, end_date: not a time that reports are from.",
            ),
        ) from None
    if until < since:
        raise Refusal(
            BAD,
            say("end_date: sớm hơn start_date.", "end_date: it lies before start_date."),
        )
    if until - since > WINDOW:
        raise Refusal(
            BAD,
            say(
                "start_date, end_date: cách nhau nhiều nhất 90 ngày.",
                "start_date, end_date: they may not span more than 90 days.",
            ),
        )
    return since, until


def last(given: Given, name: str) -> str:
    """Return the last value given under a name, without blanks around it; empty when none is."""
    values = given.get(name) or [""]
    return values[-1].strip()


def listed(given: Given, name: str) -> tuple[str, ...]:
    """Return the values under a name, given several times or parted by commas."""
    parts = (part.strip() for value in given.get(name) or () for part in value.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def yes(given: Given, name: str) -> bool:
    """Return whether a parameter says true; raise Refusal for what is neither true nor false."""
    said = last(given, name)
    if said not in ("", "true", "false"):
        raise Refusal(BAD, say(f"{name}: true hoặc false.", f"{name}: true or false."))
    return said == "true"


def moment(given: Given, name: str) -> datetime | None:
    """Return an instant in UTC, None when none is given; raise Refusal naming what isn't one."""
    said = last(given, name)
    if not said:
        return None
    # A plus that a client forgot to encode arrives as a blank.
    said = re.sub(r" (?=\d\d:\d\d$)", "+", said)
    if not MOMENT.fullmatch(said):
        raise Refusal(
            BAD,
            say(
                f"{name}: thời điểm kèm múi giờ, như {EXAMPLE}.",
                f"{name}: an instant with its zone, as in {EXAMPLE}.",
            ),
        )
    try:
        # In UTC, since PostgreSQL knows no zone further off than 16 hours.
        return datetime.fromisoformat(said.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refusal(
            BAD,
            say(
                f"{name}: không có ngày, giờ như vậy.",
                f"{name}: there is no such day or time.",
            ),
        ) from None


def _whole(given: Given, name: str, otherwise: int, most: int) -> int:
    said = last(given, name)
    if not said:
        return otherwise
    if not re.fullmatch(r"[0-9]{1,9}", said) or not 1 <= int(said) <= most:
        raise Refusal(
            BAD,
            say(f"{name}: số nguyên từ 1 đến {most}.", f"{name}: a whole number from 1 to {most}."),
        )
    return int(said)


def refuse_nothing_characters(given: Given) -> None:
    """Raise Refusal where a value holds what no text can hold (U+0000, half a surrogate pair)."""
    for name, values in given.items():
        if any("\0" in value or _is_broken(value) for value in (name, *values)):
            shown = "".join(letter for letter in name if letter.isprintable())[:60]
            raise Refusal(
                BAD,
                say(
                    f"{shown}: có ký tự không đọc được.",
                    f"{shown}: it holds what is no character.",
                ),
            )


def _is_broken(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
