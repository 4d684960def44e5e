"""Writing events: always in the transaction of the change they tell of."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from uuid6 import uuid7

from tinhso.kernel.ledger import kinds
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.ledger.models import Salt
from tinhso.kernel.ledger.rules.events import JSON, SALT_BYTES, commitment, event_body
from tinhso.kernel.ledger.rules.notes import Signer
from tinhso.kernel.ledger.rules.receipts import Promise, Terms, make_promise


class OutsideTransactionError(RuntimeError):
    """An event was to be written outside the transaction of the change it tells of."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event to be recorded: see `record` for the meaning of its fields."""

    kind: str
    subject: str
    data: Mapping[str, JSON] = field(default_factory=dict)
    commitments: Mapping[str, bytes | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """An entry with who did it and when."""

    entry: Entry
    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it was written: its id and the exact text that will be sealed."""

    id: UUID
    body: str


# One statement, nothing returned: it can travel in a pipeline together with the change itself.
INSERT_EVENTS = """
INSERT INTO ledger_event (id, at, body)
SELECT * FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[])
"""
INSERT_EVENTS_AND_SALTS = """
WITH salts AS (
    INSERT INTO ledger_salt (event_id, name, salt)
    SELECT * FROM unnest(%s::uuid[], %s::text[], %s::bytea[])
)
INSERT INTO ledger_event (id, at, body)
SELECT * FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[])
"""


def record(
    kind: str,
    subject: str,
    *,
    actor: Actor,
    now: datetime,
    data: Mapping[str, JSON] | None = None,
    commitments: Mapping[str, bytes | str] | None = None,
) -> UUID:
    """Append one event to the ledger in the current transaction and return its id.

    `kind` is a registered dotted word (`kinds.register`); `subject` names the thing it happened to
    ("case:<uuid>", "unit:12"). `data` holds no personal data and no fractions. Each value of
    `commitments` (the words of a report, a photo's bytes) enters only as SHA-256 under a fresh
    salt, which stands in a table that may be deleted. Costs one statement without a result.
    Raises OutsideTransactionError, UnknownKindError, EventError.
    """
    entry = Entry(kind, subject, data or {}, commitments or {})
    return record_many([entry], actor=actor, now=now)[0].id


def record_many(entries: Sequence[Entry], *, actor: Actor, now: datetime) -> Sequence[Recorded]:
    """Append several events of one actor in one statement, in the order given; return them.

    Raises what `record` raises; either all are written or none.
    """
    return record_told([Told(entry, actor, now) for entry in entries])


def record_told(told: Sequence[Told]) -> Sequence[Recorded]:
    """Append events of several actors in one statement, in the order given; return as written.

    Raises what `record` raises; either all are written or none.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError(
            "An event is written in the transaction of its change: open transaction.atomic()."
        )
    if not told:
        return []
    recorded: list[Recorded] = []
    salts: list[tuple[UUID, str, bytes]] = []
    for one in told:
        event, openings = _written(one)
        recorded.append(event)
        salts += [(event.id, name, salt) for name, salt in openings.items()]
    events = ([r.id for r in recorded], [one.at for one in told], [r.body for r in recorded])
    with connection.cursor() as cursor:
        if salts:
            columns = [list(column) for column in zip(*salts, strict=True)]
            cursor.execute(INSERT_EVENTS_AND_SALTS, [*columns, *events])
        else:
            cursor.execute(INSERT_EVENTS, events)
    return recorded


def _written(told: Told) -> tuple[Recorded, dict[str, bytes]]:
    """Return an event as it will be sealed, and the salts that open its commitments."""
    entry, event = told.entry, UUID(bytes=uuid7().bytes)
    kinds.require(entry.kind)
    openings = {name: secrets.token_bytes(SALT_BYTES) for name in entry.commitments}
    body = event_body(
        event,
        kind=entry.kind,
        subject=entry.subject,
        actor=told.actor.ref,
        at=told.at,
        data=entry.data,
        commitments={
            name: commitment(value, openings[name]) for name, value in entry.commitments.items()
        },
    )
    return Recorded(event, body), openings


def record_promise(
    kind: str,
    subject: str,
    *,
    terms: Terms,
    signer: Signer,
    actor: Actor,
    now: datetime,
    data: Mapping[str, JSON] | None = None,
    commitments: Mapping[str, bytes | str] | None = None,
) -> Promise:
    """Record an event whose data carries what is promised, and return the signed promise.

    `promise.event` is the event's id. The same promise can be had again from `queries.receipt`.
    Costs what `record` costs and one signature. Raises what `record` raises.
    """
    entry = Entry(kind, subject, {**(data or {}), "promise": terms.data(now)}, commitments or {})
    event = record_many([entry], actor=actor, now=now)[0]
    return make_promise(terms, event=event.id, body=event.body, filed_at=now, signer=signer)


def forget(event: UUID, *, actor: Actor, now: datetime) -> int:
    """Delete the salts of an event, so that its commitments say nothing; return how many.

    For a request to be forgotten (Law 91/2025/QH15): the room deletes its own copy of the words in
    the same transaction. The log stays verifiable. Raises OutsideTransactionError.
    """
    deleted, _ = Salt.objects.filter(event_id=event).delete()
    if deleted:
        record("ledger.salts.forgotten", f"event:{event}", actor=actor, now=now)
    return deleted
