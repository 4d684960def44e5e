"""Changing the calendar: always a new version, never a changed one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from tinhso.kernel.calendar.declared import CalendarFile, DeclaredDay, declared_content
from tinhso.kernel.calendar.models import CalendarVersion
from tinhso.kernel.calendar.queries import latest
from tinhso.kernel.calendar.rules import calendar_of
from tinhso.kernel.declarations import fingerprint
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor


@transaction.atomic
def publish(file: CalendarFile, *, actor: Actor, now: datetime) -> CalendarVersion | None:
    """Put a province's file in force and return the new version; None where it was there before.

    Days that administrators changed stay changed. The first version also holds for the time
    before it was loaded, back to its first year: what was filed on paper then is entered later.
    Raises ValueError where the file makes no calendar.
    """
    _lock()
    declared = declared_content(file)
    files = fingerprint(declared)
    before = latest(now=now)
    if before is not None and before.files == files:
        return None
    changes = before.content["changes"] if before else {}
    content = {"declared": declared, "changes": changes}
    reason = "Nạp tệp lịch của tỉnh"
    began = datetime(declared["first"], 1, 1, tzinfo=ZoneInfo(declared["zone"]))
    since = now if before else min(began, now)
    return _put_in_force(content, files, reason, since=since, actor=actor, now=now)


@transaction.atomic
def change_holidays(
    changes: Mapping[date, DeclaredDay | None], *, reason: str, actor: Actor, now: datetime
) -> CalendarVersion | None:
    """Set days off, worked or as usual, and return the new version; None where nothing changed.

    None for a day takes an earlier change back. Dates already promised stay as they are: they name
    the version they were reckoned with. Raises ValueError without a reason, for a day outside
    the calendar's years, and LookupError where no calendar is in force.
    """
    if not reason.strip():
        raise ValueError("a change of the calendar needs a reason")
    _lock()
    before = latest(now=now)
    if before is None:
        raise LookupError("no calendar is in force: load the province first")
    declared, changed = before.content["declared"], dict(before.content["changes"])
    for day, change in changes.items():
        if not declared["first"] <= day.year <= declared["last"]:
            raise ValueError(f"the calendar covers {declared['first']} to {declared['last']}")
        if change is None:
            changed.pop(day.isoformat(), None)
        else:
            changed[day.isoformat()] = change.model_dump()
    content = {"declared": declared, "changes": dict(sorted(changed.items()))}
    if content == before.content:
        return None
    return _put_in_force(
        content,
        before.files,
        reason.strip(),
        since=now,
        actor=actor,
        now=now,
        days=sorted(changes),
    )


def _lock() -> None:
    """Let one change follow another: each builds on the version before it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('tinhso.calendar'))")


def _put_in_force(
    content: dict[str, Any],
    files: str,
    reason: str,
    *,
    since: datetime,
    actor: Actor,
    now: datetime,
    days: list[date] | None = None,
) -> CalendarVersion:
    # The moment is part of it: a change taken back gives a version of its own.
    mark = fingerprint({**content, "valid_from": since.isoformat()})
    calendar_of(mark, content)
    version = CalendarVersion.objects.create(
        fingerprint=mark, content=content, files=files, valid_from=since, reason=reason
    )
    record(
        "calendar.version.published",
        f"calendar:{mark}",
        actor=actor,
        now=now,
        data={"days": [day.isoformat() for day in days or []]},
        commitments={"reason": reason},
    )
    return version
