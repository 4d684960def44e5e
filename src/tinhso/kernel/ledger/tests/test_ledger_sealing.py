"""Sealing: finished transactions only, without gaps, by one sealer, provable afterwards."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise

import psycopg
import pytest
from django.db import connection, transaction
from uuid6 import uuid7

from tinhso.kernel.ledger import sealing
from tinhso.kernel.ledger.actions import Entry, record, record_many
from tinhso.kernel.ledger.actors import CLOCK
from tinhso.kernel.ledger.models import Head, Leaf
from tinhso.kernel.ledger.queries import (
    consistency_proof,
    export_heads,
    latest_head,
    receipt,
    sealed_after,
    sealing_lag,
)
from tinhso.kernel.ledger.rules.merkle import consistent
from tinhso.kernel.ledger.rules.notes import Signer, open_checkpoint
from tinhso.kernel.ledger.rules.receipts import Check, Outcome, verify_receipt
from tinhso.kernel.ledger.sealing import AlteredLogError, ForeignClusterError, begin_epoch, seal

pytestmark = pytest.mark.usefixtures("fresh_log")


def happen(count: int, now: datetime) -> None:
    with transaction.atomic():
        record_many([Entry("test.happened", "unit:1")] * count, actor=CLOCK, now=now)


@contextmanager
def another_session(
    *, database: str | None = None
) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    parameters = connection.get_connection_params()
    given = {k: v for k, v in parameters.items() if k in {"user", "password", "host", "port"}}
    with psycopg.connect(**given, dbname=database or connection.settings_dict["NAME"]) as session:
        yield session


def write(session: "psycopg.Connection[tuple[object, ...]]", event: str) -> None:
    session.execute(
        "INSERT INTO ledger_event (id, at, body) VALUES (%s, now(), %s)",
        [event, '{"kind":"test.happened","subject":"unit:2","actor":"x","data":{}}'],
    )


def test_there_is_nothing_to_seal_in_an_empty_log(now: datetime, signer: Signer) -> None:
    assert seal(now=now, signer=signer) is None
    assert latest_head() is None
    assert sealing_lag(now).waiting == 0


def test_events_get_positions_without_gaps_in_the_order_they_happened(
    now: datetime, signer: Signer
) -> None:
    for count in (3, 1, 300):
        happen(count, now)
    head = seal(now=now, signer=signer)
    assert head is not None
    assert head.size == 304
    assert list(Leaf.objects.order_by("position").values_list("position", flat=True)) == [
        *range(304)
    ]
    events = [sealed.id for sealed in sealed_after(-1, 400)]
    assert events == sorted(events)
    assert seal(now=now, signer=signer) is None


def test_a_limit_cuts_anywhere_and_the_rest_follows(now: datetime, signer: Signer) -> None:
    happen(700, now)
    sizes = []
    while head := seal(now=now, signer=signer, limit=256):
        sizes.append(head.size)
    assert sizes == [256, 512, 700]
    assert [sealed.position for sealed in sealed_after(254, 3)] == [255, 256, 257]


def test_each_head_extends_the_one_before(now: datetime, signer: Signer) -> None:
    happen(1100, now)
    while seal(now=now, signer=signer, limit=333):
        pass
    heads = [open_checkpoint(note, signer.verifier) for note in export_heads()]
    assert [head.size for head in heads] == [333, 666, 999, 1100]
    for old, new in pairwise(heads):
        path = consistency_proof(old.size, new.size)
        assert consistent(old.size, new.size, old.root, new.root, path)
    assert export_heads(after=999) == [Head.objects.get(size=1100).checkpoint]


def test_every_event_gets_a_receipt_that_verifies_offline(now: datetime, signer: Signer) -> None:
    happen(600, now)
    seal(now=now, signer=signer)
    for sealed in sealed_after(-1, 600)[::37]:
        findings = verify_receipt(receipt(sealed.id), signer.verifier)
        assert {f.check: f.outcome for f in findings} == {
            Check.HEAD_SIGNED: Outcome.HOLDS,
            Check.INCLUDED: Outcome.HOLDS,
        }


def test_an_open_transaction_holds_back_what_came_after_it(now: datetime, signer: Signer) -> None:
    happen(2, now)
    with another_session() as slow:
        write(slow, "00000000-0000-7000-8000-000000000001")
        happen(5, now)
        head = seal(now=now, signer=signer)
        assert head is not None
        assert head.size == 2
        lag = sealing_lag(now + timedelta(seconds=90))
        assert (lag.waiting, lag.age) == (5, timedelta(seconds=90))
        assert [holder.name for holder in lag.holders] == [str(slow.info.backend_pid)]
        slow.commit()
    lag = sealing_lag(now)
    assert (lag.waiting, lag.holders) == (6, ())
    head = seal(now=now, signer=signer)
    assert head is not None
    assert head.size == 8
    # The slow transaction began first, and so its event stands first, whenever it was committed.
    assert str(sealed_after(1, 1)[0].id) == "00000000-0000-7000-8000-000000000001"


def test_a_long_transaction_in_another_database_holds_too_and_is_named(
    now: datetime, signer: Signer
) -> None:
    with another_session(database="postgres") as slow:
        slow.execute("SELECT pg_current_xact_id()")
        happen(1, now)
        assert seal(now=now, signer=signer) is None
        holder = sealing_lag(now).holders[0]
        assert (holder.kind, holder.database) == ("transaction", "postgres")
    assert seal(now=now, signer=signer) is not None


def test_an_event_under_a_savepoint_is_sealed_like_any_other(now: datetime, signer: Signer) -> None:
    with transaction.atomic():
        record("test.happened", "unit:1", actor=CLOCK, now=now)
        with transaction.atomic():
            record("test.happened", "unit:2", actor=CLOCK, now=now)
        record("test.happened", "unit:3", actor=CLOCK, now=now)
    seal(now=now, signer=signer)
    assert [sealed.subject for sealed in sealed_after(-1, 9)] == ["unit:1", "unit:2", "unit:3"]


def test_sealing_amid_concurrent_writers_misses_nothing_and_repeats_nothing(
    now: datetime, signer: Signer
) -> None:
    writers, each = 4, 40
    done = threading.Event()

    def writing(writer: int) -> None:
        with another_session() as session:
            for _ in range(each):
                write(session, str(uuid7()))
                if writer % 2:
                    write(session, str(uuid7()))
                session.commit()

    def sealing_all_the_while() -> None:
        while not done.is_set():
            seal(now=now, signer=signer, limit=7)
        connection.close()

    sealer = threading.Thread(target=sealing_all_the_while)
    sealer.start()
    threads = [threading.Thread(target=writing, args=[writer]) for writer in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    sealer.join()
    while seal(now=now, signer=signer):
        pass
    events = sealed_after(-1, 1000)
    assert [event.position for event in events] == [*range(each * writers * 3 // 2)]
    assert len({event.id for event in events}) == len(events)
    assert sealing_lag(now).waiting == 0


def test_only_one_seals_at_a_time(now: datetime, signer: Signer) -> None:
    happen(1, now)
    with another_session() as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [sealing.SEALER_LOCK])
        assert seal(now=now, signer=signer) is None
    assert seal(now=now, signer=signer) is not None


def test_followers_are_woken_by_the_sealer_alone(now: datetime, signer: Signer) -> None:
    with another_session() as follower:
        follower.autocommit = True
        follower.execute(f"LISTEN {sealing.CHANNEL}")
        happen(3, now)
        assert list(follower.notifies(timeout=0)) == []
        seal(now=now, signer=signer)
        assert [n.payload for n in follower.notifies(timeout=5, stop_after=1)] == ["3"]


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE ledger_leaf SET hash = sha256('x') WHERE position = 1",
        "DELETE FROM ledger_leaf WHERE position = 1",
    ],
)
def test_nothing_is_built_on_an_altered_tree(now: datetime, signer: Signer, attack: str) -> None:
    happen(3, now)
    seal(now=now, signer=signer)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_leaf DISABLE TRIGGER refuse_change")
        cursor.execute(attack)
    happen(1, now)
    with pytest.raises(AlteredLogError, match="ledger verify"):
        seal(now=now, signer=signer)


def pretend_restored_into_another_cluster() -> None:
    """What a restore leaves: another cluster's identity, transaction ids from its far future."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_epoch DISABLE TRIGGER refuse_change")
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER refuse_change")
        cursor.execute("UPDATE ledger_epoch SET cluster = 1")
        cursor.execute("UPDATE ledger_event SET xid = (xid::text::bigint + 1000000)::text::xid8")
        cursor.execute("ALTER TABLE ledger_epoch ENABLE TRIGGER refuse_change")
        cursor.execute("ALTER TABLE ledger_event ENABLE TRIGGER refuse_change")


def test_a_restored_log_is_not_continued_before_a_new_epoch(now: datetime, signer: Signer) -> None:
    happen(2, now)
    seal(now=now, signer=signer)
    happen(3, now)
    pretend_restored_into_another_cluster()
    with pytest.raises(ForeignClusterError, match="Begin a new epoch"):
        seal(now=now, signer=signer)
    old = latest_head()
    head = begin_epoch(actor=CLOCK, now=now, signer=signer)
    assert old is not None
    # Every event of before, and the one that tells of the epoch.
    assert (head.size, head.epoch_id) == (6, 2)
    path = consistency_proof(old.size, head.size)
    assert consistent(old.size, head.size, bytes(old.root), bytes(head.root), path)
    happen(4, now)
    head_after = seal(now=now, signer=signer)
    assert head_after is not None
    assert head_after.size == 10
    assert [s.kind for s in sealed_after(4, 1)] == ["ledger.epoch.began"]


def test_a_restored_log_that_was_never_sealed_is_known_as_foreign_too(
    now: datetime, signer: Signer
) -> None:
    happen(2, now)
    pretend_restored_into_another_cluster()
    with pytest.raises(ForeignClusterError):
        seal(now=now, signer=signer)
    assert begin_epoch(actor=CLOCK, now=now, signer=signer).size == 3
