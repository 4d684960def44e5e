"""Verifying the whole log: every event, every kept hash, every signed head, from the first on."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import connection, transaction

from tinhso.kernel.ledger.models import Head
from tinhso.kernel.ledger.rules.events import utc_text
from tinhso.kernel.ledger.rules.merkle import Frontier, leaf_hash
from tinhso.kernel.ledger.rules.notes import (
    Checkpoint,
    NoteError,
    Verifier,
    open_checkpoint,
)

CHUNK = 5_000
LEAVES = """
SELECT l.position, l.event_id, l.hash, e.body, e.at
FROM ledger_leaf l LEFT JOIN ledger_event e ON e.id = l.event_id
WHERE l.position < %s ORDER BY l.position
"""
NODES = "SELECT level, index, hash FROM ledger_node WHERE (index + 1) << (level * 8) <= %s"
UNSEALED = """
SELECT (SELECT count(*) FROM ledger_event) - (SELECT count(*) FROM ledger_leaf)
"""


class Fault(StrEnum):
    """What can be wrong with a log."""

    GAP = "gap"  # a position is missing
    EVENT_MISSING = "event_missing"
    EVENT_ALTERED = "event_altered"  # its bytes do not have the hash that was sealed
    EVENT_MISLABELLED = "event_mislabelled"  # id or moment beside the bytes differ from them
    NODE_ALTERED = "node_altered"  # a kept subtree hash is not that of its leaves
    HEAD_UNSIGNED = "head_unsigned"  # no key of ours signed these words
    HEAD_CONTRADICTED = "head_contradicted"  # the log no longer has the root that was signed
    LOG_CUT = "log_cut"  # a head was signed, or published, for more events than there are
    NO_HEAD = "no_head"  # events have positions, and nothing is signed


@dataclass(frozen=True, slots=True)
class Failure:
    """The first thing wrong: the alteration is at `position`, or from there to before `until`."""

    fault: Fault
    position: int
    until: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was verified: events, heads, events not sealed yet, and the first failure if any."""

    size: int
    heads: int
    unsealed: int
    failure: Failure | None


class _Failed(Exception):  # noqa: N818 - control flow inside this module, not an error to others
    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.fault)
        self.failure = failure


def verify_all(*, verifiers: Sequence[Verifier], published: Sequence[str] = ()) -> Verification:
    """Recompute the log from its events' bytes and compare everything that was kept or signed.

    `verifiers` are the public keys that ever signed this log; `published` are checkpoints that
    somebody outside kept: they catch an owner of the database and of the key who rebuilds it all.
    Streams: memory does not grow with the log.
    """
    with transaction.atomic():
        heads = list(Head.objects.order_by("size"))
        size = heads[-1].size if heads else 0
        with connection.cursor() as cursor:
            cursor.execute(UNSEALED)
            unsealed = int(cursor.fetchone()[0])
            cursor.execute("SELECT coalesce(max(position) + 1, 0) FROM ledger_leaf")
            stored = int(cursor.fetchone()[0])
        try:
            roots = _signed_roots(heads, published, verifiers)
            _walk(size, roots)
            _compare_lengths(size, stored, max(roots, default=0))
        except _Failed as failed:
            return Verification(size, len(heads), unsealed, failed.failure)
    return Verification(size, len(heads), unsealed, None)


def _compare_lengths(signed: int, stored: int, published: int) -> None:
    if published > signed:
        raise _Failed(Failure(Fault.LOG_CUT, signed, published))
    if stored > signed:
        raise _Failed(Failure(Fault.NO_HEAD, signed, stored))


def _signed_roots(
    heads: Sequence[Head], published: Sequence[str], verifiers: Sequence[Verifier]
) -> Mapping[int, list[bytes]]:
    roots: dict[int, list[bytes]] = {}
    before = 0
    for head in heads:
        said = _opened(head.checkpoint, verifiers, before, head.size)
        if (said.size, said.root) != (head.size, bytes(head.root)):
            raise _Failed(Failure(Fault.HEAD_CONTRADICTED, before, head.size, "row"))
        roots.setdefault(said.size, []).append(said.root)
        before = head.size
    for note in published:
        said = _opened(note, verifiers, 0, before)
        roots.setdefault(said.size, []).append(said.root)
    return roots


def _opened(note: str, verifiers: Sequence[Verifier], start: int, end: int) -> Checkpoint:
    reason = "no key was given"
    for verifier in verifiers:
        try:
            return open_checkpoint(note, verifier)
        except NoteError as error:
            reason = str(error)
    raise _Failed(Failure(Fault.HEAD_UNSIGNED, start, end, reason))


def _walk(size: int, roots: Mapping[int, list[bytes]]) -> None:
    nodes = _kept_nodes(size)
    tree = Frontier()
    before = 0
    for position, event, kept, body, at in _leaves(size):
        if position != tree.size:
            raise _Failed(Failure(Fault.GAP, tree.size, position))
        for level, index, hash_ in tree.append([_checked(position, event, kept, body, at)]):
            if nodes.pop((level, index), None) != hash_:
                start = index << 8 * level
                raise _Failed(Failure(Fault.NODE_ALTERED, start, tree.size, f"{level}/{index}"))
        if tree.size in roots:
            if any(root != tree.root() for root in roots[tree.size]):
                raise _Failed(Failure(Fault.HEAD_CONTRADICTED, before, tree.size))
            before = tree.size
    if tree.size != size:
        raise _Failed(Failure(Fault.GAP, tree.size, size))


def _checked(position: int, event: UUID, kept: bytes, body: str | None, at: datetime) -> bytes:
    if body is None:
        raise _Failed(Failure(Fault.EVENT_MISSING, position, position + 1, str(event)))
    computed = leaf_hash(body.encode())
    if computed != kept:
        raise _Failed(Failure(Fault.EVENT_ALTERED, position, position + 1, str(event)))
    said = json.loads(body)
    if said["id"] != str(event) or said["at"] != utc_text(at):
        raise _Failed(Failure(Fault.EVENT_MISLABELLED, position, position + 1, str(event)))
    return computed


def _leaves(size: int) -> Iterator[tuple[int, UUID, bytes, str | None, datetime]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(LEAVES, [size])
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def _kept_nodes(size: int) -> dict[tuple[int, int], bytes]:
    with connection.cursor() as cursor:
        cursor.execute(NODES, [size])
        return {(level, index): bytes(hash_) for level, index, hash_ in cursor}
