"""Reading the log: events in sealed order, heads, proofs, receipts, and how far sealing is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from tinhso.kernel.ledger.models import Event, Head, Leaf, Salt
from tinhso.kernel.ledger.rules.events import JSON
from tinhso.kernel.ledger.rules.merkle import (
    Range,
    Run,
    consistency_ranges,
    inclusion_ranges,
    prove,
    runs,
)
from tinhso.kernel.ledger.rules.notes import Signer
from tinhso.kernel.ledger.rules.receipts import (
    Inclusion,
    Opening,
    Promise,
    Receipt,
    Terms,
    make_promise,
)

COUNT_BOUND = 1000
HASH_BYTES = 32

# One value a run, joined in order: a proof needs some 850 hashes in 30 runs, and rows cost more
# than bytes. Aggregates in subqueries also keep the planner to one short index scan a run.
KEPT_HASHES = """
SELECT r.level, r.first, r.last, (
    SELECT string_agg(hash, ''::bytea ORDER BY index) FROM ledger_node
    WHERE level = r.level AND index BETWEEN r.first AND r.last)
FROM unnest(%s::smallint[], %s::bigint[], %s::bigint[]) AS r (level, first, last)
UNION ALL
SELECT 0::smallint, r.first, r.last, (
    SELECT string_agg(hash, ''::bytea ORDER BY position) FROM ledger_leaf
    WHERE position BETWEEN r.first AND r.last)
FROM unnest(%s::bigint[], %s::bigint[]) AS r (first, last)
"""
LAST_SEALED = "SELECT last_xid::text, last_event FROM ledger_head ORDER BY size DESC LIMIT 1"
# Walks the index from the last sealed event on, like the sealer (see sealing.LOCK). Whatever is
# seen was written below the snapshot's xmax; above it stand only events of a restored log's past.
UNSEALED = """
SELECT e.at, age(e.xid::xid), e.xid < pg_snapshot_xmin(pg_current_snapshot())
FROM ledger_event e
WHERE (e.xid, e.id) > (%s::xid8, %s) AND e.xid < pg_snapshot_xmax(pg_current_snapshot())
  AND (SELECT l.position FROM ledger_leaf l WHERE l.event_id = e.id) IS NULL
ORDER BY e.xid, e.id LIMIT %s
"""
HOLDERS = """
SELECT 'transaction', pid::text, coalesce(datname, ''), xact_start, age(backend_xid)
FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()
UNION ALL
SELECT 'prepared', gid, database, prepared, age(transaction) FROM pg_prepared_xacts
ORDER BY 5 DESC
"""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An event at its place in the log."""

    position: int
    id: UUID
    at: datetime
    kind: str
    subject: str
    actor: str
    data: Mapping[str, JSON]


@dataclass(frozen=True, slots=True)
class Holder:
    """What keeps sealing back: a running transaction (its process id) or a prepared one (its name).

    `since` is None where PostgreSQL does not tell this role.
    """

    kind: str
    name: str
    database: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Lag:
    """How far sealing is behind: the oldest unsealed event, how many wait, what holds them.

    At most 1000 are counted. Waiting without a holder means that the sealer is not running.
    """

    oldest: datetime | None
    age: timedelta
    waiting: int
    holders: tuple[Holder, ...]


def kept_hashes(wanted: Sequence[Run]) -> dict[tuple[int, int], bytes]:
    """Return the kept hashes of these runs by (level, index); level 0 are the leaves.

    Raises LookupError if one is missing: someone removed it.
    """
    nodes = [run for run in wanted if run.level and run.count]
    leaves = [run for run in wanted if not run.level and run.count]
    kept: dict[tuple[int, int], bytes] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            KEPT_HASHES,
            [
                [run.level for run in nodes],
                [run.index for run in nodes],
                [run.index + run.count - 1 for run in nodes],
                [run.index for run in leaves],
                [run.index + run.count - 1 for run in leaves],
            ],
        )
        for level, first, last, joined in cursor.fetchall():
            hashes = bytes(joined or b"")
            if len(hashes) != (last - first + 1) * HASH_BYTES:
                raise LookupError(f"Kept hashes are missing at level {level}, {first} to {last}.")
            for index in range(first, last + 1):
                start = (index - first) * HASH_BYTES
                kept[level, index] = hashes[start : start + HASH_BYTES]
    return kept


def latest_head() -> Head | None:
    """Return the newest signed head, or None before the first sealing."""
    return Head.objects.order_by("-size").first()


def export_heads(*, after: int = 0, limit: int = 1000) -> list[str]:
    """Return signed checkpoints of sizes beyond `after`, oldest first, for outside witnesses."""
    heads = Head.objects.filter(size__gt=after).order_by("size")
    return list(heads.values_list("checkpoint", flat=True)[:limit])


def inclusion_proof(position: int, size: int) -> list[bytes]:
    """Return the hashes that prove the leaf at `position` in the log of `size` (RFC 9162, 2.1.3).

    Raises ValueError when there is no such position.
    """
    return _proof(inclusion_ranges(position, size))


def consistency_proof(old: int, new: int) -> list[bytes]:
    """Return the hashes that prove that the log of `new` only adds to that of `old` (2.1.4).

    Raises ValueError unless 0 < old <= new.
    """
    return _proof(consistency_ranges(old, new))


def receipt(
    event_id: UUID, *, values: Mapping[str, str] | None = None, signer: Signer | None = None
) -> Receipt:
    """Return the receipt of an event, under the newest head if it is sealed.

    `values` are the committed texts that the reader may see, by name; each is opened if its salt
    still stands. With a `signer`, an event whose data carries `promise` gets the promise again: the
    same signature, since Ed25519 has no chance in it. Raises Event.DoesNotExist.
    """
    event = Event.objects.get(pk=event_id)
    salts = dict(Salt.objects.filter(event_id=event_id).values_list("name", "salt"))
    openings = {
        name: Opening(salt=bytes(salts[name]).hex(), value=value)
        for name, value in (values or {}).items()
        if name in salts
    }
    return Receipt(
        event=event.body,
        promise=_promise(event, signer) if signer else None,
        openings=openings,
        inclusion=_inclusion(event_id),
    )


def sealed_after(position: int, limit: int) -> list[Sealed]:
    """Return up to `limit` events after `position` (-1: from the start), in sealed order.

    A follower that keeps the last position it finished with sees each event at least once.
    """
    leaves = Leaf.objects.filter(position__gt=position).order_by("position")[:limit]
    return [
        Sealed(
            leaf.position,
            leaf.event.id,
            leaf.event.at,
            leaf.event.kind,
            leaf.event.subject,
            leaf.event.actor,
            leaf.event.data,
        )
        for leaf in leaves.select_related("event")
    ]


def events_of(subject: str) -> list[Event]:
    """Return everything that happened to a subject, oldest first."""
    return list(Event.objects.filter(subject=subject).order_by("at", "id"))


def sealing_lag(now: datetime) -> Lag:
    """Return how far sealing is behind, and what holds it.

    One long writing transaction in any database of the cluster, or a forgotten prepared one, holds
    all events that came after it.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(LAST_SEALED)
        last_xid, last_event = cursor.fetchone() or ("0", UUID(int=0))
        cursor.execute(UNSEALED, [last_xid, last_event, COUNT_BOUND])
        waiting = cursor.fetchall()
        if not waiting:
            return Lag(None, timedelta(0), 0, ())
        cursor.execute(HOLDERS)
        holders = cursor.fetchall()
    oldest, events_age, finished = waiting[0]
    return Lag(
        oldest,
        now - oldest,
        len(waiting),
        () if finished else tuple(Holder(*holder) for *holder, age in holders if age >= events_age),
    )


def _proof(ranges: list[Range]) -> list[bytes]:
    return prove(ranges, kept_hashes([run for wanted in ranges for run in runs(wanted)]))


def _inclusion(event_id: UUID) -> Inclusion | None:
    head = latest_head()
    leaf = Leaf.objects.filter(event_id=event_id).first()
    # A leaf beyond the head was sealed between the two readings: it is proven next time.
    if head is None or leaf is None or leaf.position >= head.size:
        return None
    path = inclusion_proof(leaf.position, head.size)
    return Inclusion(
        position=leaf.position, path=[step.hex() for step in path], checkpoint=head.checkpoint
    )


def _promise(event: Event, signer: Signer) -> Promise | None:
    said = event.data.get("promise")
    if not said:
        return None
    due_at = datetime.fromisoformat(said["due_at"]) if said["due_at"] else None
    return make_promise(
        Terms(said["number"], due_at, said["basis"]),
        event=event.id,
        body=event.body,
        filed_at=datetime.fromisoformat(said["filed_at"]),
        signer=signer,
    )
