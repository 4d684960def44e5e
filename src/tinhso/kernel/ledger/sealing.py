"""Sealing: events of finished transactions get gapless positions under a signed head.

An event's place is decided when no transaction can come before it any more: its transaction id is
below the oldest one still running in the cluster. Order is (transaction id, event id).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.ledger.models import Head
from tinhso.kernel.ledger.queries import kept_hashes
from tinhso.kernel.ledger.rules.merkle import Frontier, edge_runs, frontier
from tinhso.kernel.ledger.rules.notes import Signer, checkpoint_note

# Any constant will do, as long as nothing else in this database uses it: "tinhsold" in ASCII.
SEALER_LOCK = int.from_bytes(b"tinhsold") >> 1
CHANNEL = "ledger_sealed"
BATCH = 50_000
EPOCH_BATCH = 500_000
_NIL = UUID(int=0)


class ForeignClusterError(RuntimeError):
    """The log was written by another cluster: its transaction ids mean nothing here."""


class AlteredLogError(RuntimeError):
    """The stored tree no longer matches its last signed head: nothing may be built on it."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where the log stands: size, root, the last sealed (transaction, event), and its epoch."""

    size: int
    root: bytes
    last_xid: str
    last_event: UUID
    epoch: int
    epoch_cluster: int
    cluster: int


EDGE = """
SELECT coalesce(h.size, 0), coalesce(h.root, ''::bytea), coalesce(h.last_xid, '0')::text,
       coalesce(h.last_event, '00000000-0000-0000-0000-000000000000'),
       e.number, e.cluster, c.system_identifier
FROM (SELECT number, cluster FROM ledger_epoch ORDER BY number DESC LIMIT 1) e
CROSS JOIN pg_control_system() c
LEFT JOIN (SELECT * FROM ledger_head ORDER BY size DESC LIMIT 1) h ON true
"""
# The planner can't know that the unsealed events are the last few of the index, and would sort or
# join millions: without sorts it walks the index from the last sealed one and stops.
LOCK = "SELECT pg_try_advisory_xact_lock(%s), set_config('enable_sort', 'off', true)"
# The leaf's prefix 0x00 is RFC 9162's. An event already sealed is skipped: after a restore old
# transaction ids come round again. The scalar subquery is one index probe an event, where
# NOT EXISTS would become a join with every leaf.
SEAL_FINISHED = """
INSERT INTO ledger_leaf (position, event_id, hash)
SELECT %s + row_number() OVER (ORDER BY xid, id) - 1, id,
       sha256('\\x00'::bytea || convert_to(body, 'UTF8'))
FROM (
    SELECT xid, id, body FROM ledger_event e
    WHERE (xid, id) > (%s::xid8, %s) AND xid < pg_snapshot_xmin(pg_current_snapshot())
      AND (SELECT l.position FROM ledger_leaf l WHERE l.event_id = e.id) IS NULL
    ORDER BY xid, id LIMIT %s
) finished
RETURNING position, event_id, hash
"""
SEAL_ALL = """
INSERT INTO ledger_leaf (position, event_id, hash)
SELECT %s + row_number() OVER (ORDER BY id) - 1, id,
       sha256('\\x00'::bytea || convert_to(body, 'UTF8'))
FROM (
    SELECT id, body FROM ledger_event e
    WHERE NOT EXISTS (SELECT FROM ledger_leaf l WHERE l.event_id = e.id)
    ORDER BY id LIMIT %s
) unsealed
RETURNING position, event_id, hash
"""
XID_OF = "SELECT xid::text FROM ledger_event WHERE id = %s"
HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text"
INSERT_HEAD = """
INSERT INTO ledger_head (size, root, checkpoint, key_id, epoch, last_xid, last_event, at)
VALUES (%s, %s, %s, %s, %s, %s::xid8, %s, %s)
"""
INSERT_NODES = """
INSERT INTO ledger_node (level, index, hash)
SELECT * FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[])
"""
INSERT_EPOCH = "INSERT INTO ledger_epoch (number, cluster, at) VALUES (%s, %s, %s)"

Leaves = Sequence[tuple[int, UUID, bytes]]


def seal(*, now: datetime, signer: Signer, limit: int = BATCH) -> Head | None:
    """Seal up to `limit` events of finished transactions and return the new signed head.

    Returns None when there is nothing to seal or another sealer is at it. Wakes those who LISTEN
    on `ledger_sealed`. Raises ForeignClusterError after a restore (cure: `begin_epoch`) and
    AlteredLogError when the stored tree contradicts the last signed head.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LOCK, [SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return None
        edge = _edge(cursor)
        if edge.cluster != edge.epoch_cluster:
            raise ForeignClusterError(
                f"This log's epoch {edge.epoch} was written by PostgreSQL cluster "
                f"{edge.epoch_cluster}, and this is cluster {edge.cluster}: it was restored or "
                "copied. Begin a new epoch before the application writes: `tinhso restore` does, "
                "or `tinhso ledger epoch`."
            )
        cursor.execute(SEAL_FINISHED, [edge.size, edge.last_xid, edge.last_event, limit])
        leaves = sorted(cursor.fetchall())
        if not leaves:
            return None
        tree = _tree(edge)
        _grow(cursor, tree, leaves)
        cursor.execute(XID_OF, [leaves[-1][1]])
        last_xid = cursor.fetchone()[0]
        return _sign(
            cursor,
            tree,
            epoch=edge.epoch,
            last=(last_xid, leaves[-1][1]),
            now=now,
            signer=signer,
        )


def begin_epoch(*, actor: Actor, now: datetime, signer: Signer) -> Head:
    """Seal every event by its id and begin an epoch of this cluster; return its signed head.

    For after a restore into another cluster, before the application writes. Waits for writers and
    holds them off. The log goes on: heads of earlier epochs stay provable. Needs the owner's
    rights. Raises AlteredLogError.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER_LOCK])
        cursor.execute("LOCK TABLE ledger_event IN SHARE MODE")
        edge = _edge(cursor)
        number = edge.epoch + 1
        cursor.execute(INSERT_EPOCH, [number, edge.cluster, now])
        record(
            "ledger.epoch.began",
            f"ledger:{number}",
            actor=actor,
            now=now,
            data={
                "epoch": number,
                "cluster": str(edge.cluster),
                "previous_cluster": str(edge.epoch_cluster),
                "sealed_before": edge.size,
            },
        )
        tree = _tree(edge)
        while True:
            cursor.execute(SEAL_ALL, [tree.size, EPOCH_BATCH])
            leaves = sorted(cursor.fetchall())
            if not leaves:
                break
            _grow(cursor, tree, leaves)
        # Whoever still runs has an id at or above the horizon, and its events are yet to come.
        cursor.execute(HORIZON)
        last = (cursor.fetchone()[0], _NIL)
        return _sign(cursor, tree, epoch=number, last=last, now=now, signer=signer)


def _edge(cursor: CursorWrapper) -> _Edge:
    cursor.execute(EDGE)
    size, root, *rest = cursor.fetchone()
    return _Edge(size, bytes(root), *rest)


def _tree(edge: _Edge) -> Frontier:
    try:
        tree = frontier(edge.size, kept_hashes(edge_runs(edge.size)))
    except LookupError as error:
        raise AlteredLogError(f"{error} Run `tinhso ledger verify`.") from error
    if edge.size and tree.root() != edge.root:
        raise AlteredLogError(
            f"The stored tree of {edge.size} events does not have the root that was signed. "
            "Someone altered it. Run `tinhso ledger verify` and restore what it names."
        )
    return tree


def _grow(cursor: CursorWrapper, tree: Frontier, leaves: Leaves) -> None:
    nodes = tree.append(hash_ for _position, _event, hash_ in leaves)
    if nodes:
        cursor.execute(INSERT_NODES, [list(column) for column in zip(*nodes, strict=True)])


def _sign(
    cursor: CursorWrapper,
    tree: Frontier,
    *,
    epoch: int,
    last: tuple[str, UUID],
    now: datetime,
    signer: Signer,
) -> Head:
    root = tree.root()
    note = checkpoint_note(signer, size=tree.size, root=root, at=now)
    key_id = signer.verifier.key_id.hex()
    cursor.execute(INSERT_HEAD, [tree.size, root, note, key_id, epoch, *last, now])
    cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(tree.size)])
    return Head(size=tree.size, root=root, checkpoint=note, key_id=key_id, epoch_id=epoch, at=now)
