"""Adding, changing, ending and restoring records: each a new version with its reason and event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from tinhso.kernel.declarations import fingerprint
from tinhso.kernel.ledger.actions import Entry, record_many
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.registers.finding import Units
from tinhso.kernel.registers.models import Record, RecordVersion
from tinhso.kernel.registers.rules.declared import Register
from tinhso.kernel.registers.rules.values import BadValue, Value, check_code, place_of
from tinhso.kernel.units.models import Unit
from tinhso.kernel.units.names import fold, sort_key, words

Change = RecordVersion.Change
# What a change of a record may write; its register and code stay.
CHANGING = (
    *("title", "data", "unit", "valid_from", "valid_to", "demonstration"),
    *("latitude", "longitude", "exact", "folded", "sort_key"),
    *("version", "changed_at", "loaded"),
)


class BadRecordError(ValueError):
    """A record that can't stand as it is: what is wrong with each of its fields."""

    def __init__(self, fields: Mapping[str, BadValue]) -> None:
        self.fields = fields
        super().__init__(", ".join(f"{name}: {bad.reason}" for name, bad in fields.items()))


class ChangedMeanwhileError(RuntimeError):
    """Somebody else changed the record since it was read: read it again, then decide."""


class NothingChangedError(ValueError):
    """The change would leave everything as it is."""


@dataclass(frozen=True)
class Row:
    """A record to be added, or the new state of one: stored values, and how it stands in time.

    `version` is the version it was made from, None for a new record or whatever stands.
    `unit_stays` leaves the record in the unit it lies in, also where that has ended and another one
    carries its code today. `demonstration` None keeps what stands. `loaded` is the fingerprint of
    the file's row that says so, for the loader alone.
    """

    values: Mapping[str, Value]
    version: int | None = None
    valid_from: date | None = None
    demonstration: bool | None = None
    loaded: str = ""
    unit_stays: bool = False


@transaction.atomic
def add(
    register: Register,
    values: Mapping[str, Value],
    *,
    reason: str = "",
    valid_from: date | None = None,
    demonstration: bool = False,
    actor: Actor,
    now: datetime,
) -> Record:
    """Add a record; raise BadRecordError, also where its code is taken."""
    code = _code(register, values)
    _one_at_a_time(register)
    if Record.objects.filter(register=register.code, code=code).exists():
        raise BadRecordError({register.key: BadValue("taken", value=code)})
    row = Row(values, valid_from=valid_from, demonstration=demonstration)
    return put(register, [row], reason=reason, actor=actor, now=now)[0]


@transaction.atomic
def change(
    register: Register,
    code: str,
    values: Mapping[str, Value],
    *,
    version: int,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Record:
    """Change a record that was read at `version`.

    Its code stays. Raises BadRecordError, ChangedMeanwhileError, NothingChangedError, and
    ValueError without a reason.
    """
    _needs(reason)
    found = _locked(register, code, version)
    unit = _unit_of(register, values, Units(timezone.localtime(now).date()))
    if found.unit == unit and dict(found.data) == _complete(register, values):
        raise NothingChangedError
    if _code(register, values) != code:
        raise BadRecordError({register.key: BadValue("code_stays", value=code)})
    row = Row(values, version)
    return put(register, [row], reason=reason, actor=actor, now=now)[0]


@transaction.atomic
def end(
    register: Register,
    code: str,
    *,
    on: date,
    version: int,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Record:
    """End a record: from the day `on` it is no longer in force; its history stays.

    Raises ChangedMeanwhileError, and ValueError without a reason or before it began.
    """
    _needs(reason)
    found = _locked(register, code, version)
    if found.valid_from is not None and on < found.valid_from:
        raise ValueError("a record can't end before it began")
    found.valid_to, found.loaded = on, ""
    _write([(found, Change.ENDED, None)], reason, actor, now)
    return found


@transaction.atomic
def restore(
    register: Register,
    code: str,
    number: int,
    *,
    version: int,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Record:
    """Make a record say again what it said in version `number`: undo, as a version of its own.

    Raises ChangedMeanwhileError, RecordVersion.DoesNotExist, and ValueError without a reason.
    """
    _needs(reason)
    found = _locked(register, code, version)
    old = found.versions.get(version=number)
    _describe(register, found, old.data, old.unit)
    found.valid_from, found.valid_to = old.valid_from, old.valid_to
    found.demonstration, found.loaded = old.demonstration, ""
    _write([(found, Change.RESTORED, number)], reason, actor, now)
    return found


@transaction.atomic
def put(
    register: Register, rows: Sequence[Row], *, reason: str, actor: Actor, now: datetime
) -> list[Record]:
    """Add or change many records in one transaction; rows that change nothing are left alone.

    A record that had ended comes back into force. Raises BadRecordError for a bad code or one
    that stands twice among the rows, and ChangedMeanwhileError.
    """
    units = Units(timezone.localtime(now).date())
    by_code: dict[str, Row] = {}
    for row in rows:
        code = _code(register, row.values)
        if code in by_code:
            raise BadRecordError({register.key: BadValue("twice", value=code)})
        by_code[code] = row
    _one_at_a_time(register)
    standing = {
        found.code: found
        for found in Record.objects.select_for_update().filter(
            register=register.code, code__in=by_code
        )
    }
    changes: list[tuple[Record, Change, int | None]] = []
    touched: list[Record] = []
    for code, row in by_code.items():
        found = standing.get(code)
        if row.version is not None and (found is None or found.version != row.version):
            raise ChangedMeanwhileError(code)
        if found is None:
            found = Record(register=register.code, code=code, version=0)
            found.valid_from = row.valid_from
            done = Change.ADDED
        elif _same(register, found, row, units):
            touched.append(found)
            continue
        else:
            done = Change.CHANGED
        unit = found.unit if row.unit_stays else _unit_of(register, row.values, units)
        _describe(register, found, row.values, unit)
        if row.demonstration is not None:
            found.demonstration = row.demonstration
        found.valid_to, found.loaded = None, row.loaded
        changes.append((found, done, None))
        touched.append(found)
    _write(changes, reason, actor, now)
    return touched


def _one_at_a_time(register: Register) -> None:
    """Let one writer add to a register after another, so that a code is given once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('tinhso.register'), hashtext(%s))",
            [register.code],
        )


def _same(register: Register, found: Record, row: Row, units: Units) -> bool:
    return (
        (row.unit_stays or found.unit == _unit_of(register, row.values, units))
        and dict(found.data) == _complete(register, row.values)
        and row.demonstration in (None, found.demonstration)
        and found.valid_to is None
        and row.loaded in ("", found.loaded)
    )


def _needs(reason: str) -> None:
    if not reason.strip():
        raise ValueError("a change of a record needs a reason")


def _locked(register: Register, code: str, version: int) -> Record:
    found = Record.objects.select_for_update().get(register=register.code, code=code)
    if found.version != version:
        raise ChangedMeanwhileError(code)
    return found


def _complete(register: Register, values: Mapping[str, Value]) -> dict[str, Any]:
    return {name: values.get(name) for name in register.fields}


def _code(register: Register, values: Mapping[str, Value]) -> str:
    missing = {
        name: BadValue("required")
        for name, declared in register.fields.items()
        if declared.required and values.get(name) in (None, "")
    }
    if missing:
        raise BadRecordError(missing)
    try:
        return check_code(values[register.key])
    except BadValue as bad:
        raise BadRecordError({register.key: bad}) from None


def _unit_of(register: Register, values: Mapping[str, Value], units: Units) -> Unit | None:
    """Return the unit that stands today under the code that the values name."""
    field = register.of_type("unit")
    return units.of(values.get(field)) if field else None


def _describe(
    register: Register, found: Record, values: Mapping[str, Value], unit: Unit | None
) -> None:
    """Set what the record says, and from it its unit, place, title and what a search looks in."""
    found.data = _complete(register, values)
    found.unit = unit
    place_field = register.of_type("place")
    place = place_of(values.get(place_field)) if place_field else None
    found.latitude, found.longitude = place or (None, None)
    named = register.fields[register.name].type
    found.title = unit.name_vi if named == "unit" and unit else str(values[register.name])
    said = [found.code, *_said(register, values), unit.name_vi if unit else ""]
    text = " ".join(part for part in said if part)
    found.exact, found.folded = words(text), fold(text)
    found.sort_key = sort_key(found.title)


def _said(register: Register, values: Mapping[str, Value]) -> list[str]:
    said = []
    for name, declared in register.fields.items():
        value = values.get(name)
        if declared.type == "text" and value:
            said.append(str(value))
        elif declared.type == "choice" and value:
            title = declared.choices.get(str(value))
            said.append(f"{title.vi} {title.en}" if title else str(value))
    return said


def _write(
    changes: Sequence[tuple[Record, Change, int | None]],
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Save each record, its version and its event."""
    entries: list[Entry] = []
    for found, done, restored in changes:
        found.version += 1
        found.changed_at = now
        entries.append(_event(found, done, restored, reason))
    events = record_many(entries, actor=actor, now=now)
    new = [found for found, *_ in changes if found.pk is None]
    old = [found for found, *_ in changes if found.pk is not None]
    Record.objects.bulk_create(new, batch_size=500)
    Record.objects.bulk_update(old, CHANGING, batch_size=500)
    RecordVersion.objects.bulk_create(
        [
            _version(found, done, restored, reason.strip(), actor, now, event.id)
            for (found, done, restored), event in zip(changes, events, strict=True)
        ],
        batch_size=500,
    )


def _event(found: Record, done: Change, restored: int | None, reason: str) -> Entry:
    content = fingerprint({"data": found.data, "title": found.title})
    data = {"version": found.version, "demonstration": found.demonstration}
    if restored is not None:
        data["restored"] = restored
    return Entry(
        f"registers.record.{done.value}",
        f"register:{found.register}/{found.code}",
        data,
        {"content": content, "reason": reason},
    )


def _version(
    found: Record,
    done: Change,
    restored: int | None,
    reason: str,
    actor: Actor,
    now: datetime,
    event: UUID,
) -> RecordVersion:
    return RecordVersion(
        record=found,
        version=found.version,
        change=done,
        restored=restored,
        reason=reason,
        actor=actor.ref,
        at=now,
        event=event,
        title=found.title,
        data=found.data,
        unit=found.unit,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
        demonstration=found.demonstration,
    )
