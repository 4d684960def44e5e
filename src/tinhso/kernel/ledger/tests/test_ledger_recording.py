"""Recording: one statement, in the transaction of the change, and never changed again."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tinhso.kernel.ledger import keys
from tinhso.kernel.ledger.actions import (
    Entry,
    OutsideTransactionError,
    forget,
    record,
    record_many,
    record_promise,
)
from tinhso.kernel.ledger.actors import ANONYMOUS, CLOCK
from tinhso.kernel.ledger.kinds import UnknownKindError, title
from tinhso.kernel.ledger.models import APPEND_ONLY, Event, Salt
from tinhso.kernel.ledger.queries import events_of, receipt
from tinhso.kernel.ledger.rules.events import commitment
from tinhso.kernel.ledger.rules.notes import Signer
from tinhso.kernel.ledger.rules.receipts import Check, Outcome, Terms, verify_receipt
from tinhso.kernel.ledger.sealing import seal

pytestmark = pytest.mark.django_db


def test_what_is_read_is_what_will_be_hashed(now: datetime) -> None:
    event = Event.objects.get(
        pk=record("test.happened", "unit:12", actor=CLOCK, now=now, data={"name": "Định Hóa"})
    )
    assert (event.kind, event.subject, event.actor) == ("test.happened", "unit:12", "system:clock")
    assert event.data == {"name": "Định Hóa"}
    assert event.at == now
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_event (id, at, body, kind) VALUES (%s, now(), '{}', 'other.kind')",
            [uuid4()],
        )


def test_recording_costs_one_statement_with_its_salts(now: datetime) -> None:
    with CaptureQueriesContext(connection) as queries:
        record("test.happened", "unit:12", actor=CLOCK, now=now, commitments={"a": "x", "b": b"y"})
        record_many([Entry("test.happened", "unit:1")] * 3, actor=CLOCK, now=now)
    assert len(queries) == 2
    assert not any("RETURNING" in query["sql"] for query in queries)


def test_the_same_words_commit_differently_each_time(now: datetime) -> None:
    bodies = [
        recorded.body
        for recorded in record_many(
            [Entry("test.happened", "unit:1", commitments={"text": "ổ gà"})] * 2,
            actor=ANONYMOUS,
            now=now,
        )
    ]
    assert "ổ gà" not in "".join(bodies)
    salts = {s.event_id: bytes(s.salt) for s in Salt.objects.all()}
    assert len(set(salts.values())) == 2
    for event in Event.objects.all():
        assert commitment("ổ gà", salts[event.id]) in event.body


def test_after_forgetting_the_words_the_event_stays_and_tells_nothing(now: datetime) -> None:
    event = record("test.happened", "unit:1", actor=CLOCK, now=now, commitments={"text": "tên tôi"})
    assert set(receipt(event, values={"text": "tên tôi"}).openings) == {"text"}
    assert forget(event, actor=CLOCK, now=now) == 1
    assert forget(event, actor=CLOCK, now=now) == 0
    assert receipt(event, values={"text": "tên tôi"}).openings == {}
    assert [e.kind for e in events_of(f"event:{event}")] == ["ledger.salts.forgotten"]


def test_an_unregistered_kind_is_refused_with_the_cure(now: datetime) -> None:
    with pytest.raises(UnknownKindError, match=r"kinds\.register"):
        record("test.never_registered", "unit:1", actor=CLOCK, now=now)
    assert title("test.happened") == "Có việc"
    assert title("test.no_longer_known") == "test.no_longer_known"


def test_nothing_to_record_is_nothing_done(now: datetime) -> None:
    assert record_many([], actor=CLOCK, now=now) == []


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_its_transaction_is_refused(now: datetime) -> None:
    with pytest.raises(OutsideTransactionError, match="atomic"):
        record("test.happened", "unit:12", actor=CLOCK, now=now)


def test_an_event_goes_when_its_change_is_undone(now: datetime) -> None:
    with transaction.atomic():
        record("test.happened", "unit:undone", actor=CLOCK, now=now)
        transaction.set_rollback(True)
    assert events_of("unit:undone") == []


def test_a_promise_is_signed_at_once_and_can_be_had_again(now: datetime, signer: Signer) -> None:
    terms = Terms("TN-26-0001", now + timedelta(days=10), "10 ngày (tham khảo, chưa xác nhận)")
    promise = record_promise(
        "test.happened", "case:1", terms=terms, signer=signer, actor=ANONYMOUS, now=now
    )
    event = events_of("case:1")[0].id
    assert promise.event == str(event)
    again = receipt(event, signer=signer)
    assert again.promise == promise
    findings = {f.check: f.outcome for f in verify_receipt(again, signer.verifier)}
    assert findings[Check.PROMISE_SIGNED] is Outcome.HOLDS
    assert findings[Check.PROMISE_IS_OF_THIS_EVENT] is Outcome.HOLDS
    assert findings[Check.INCLUDED] is Outcome.LATER


def test_a_promise_without_a_limit_and_an_event_without_a_promise(
    now: datetime, signer: Signer
) -> None:
    terms = Terms("TN-26-0002", None, "Không quy định thời hạn")
    promise = record_promise(
        "test.happened", "case:2", terms=terms, signer=signer, actor=ANONYMOUS, now=now
    )
    assert promise.due_at is None
    assert receipt(events_of("case:2")[0].id, signer=signer).promise == promise
    plain = record("test.happened", "case:3", actor=CLOCK, now=now)
    assert receipt(plain, signer=signer).promise is None


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_even_the_owner_cannot_change_what_was_written(table: str, change: str) -> None:
    column = "hash" if table in {"ledger_leaf", "ledger_node"} else "at"
    refused = pytest.raises(ProgrammingError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table, column, column))


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("right", ["UPDATE", "DELETE", "TRUNCATE"])
def test_the_application_has_no_right_to_change_the_log(
    application_role: str, table: str, right: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [application_role, table, right])
        assert cursor.fetchone() == (False,)


def test_the_application_can_record_seal_and_forget(application_role: str, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{application_role}"')
        event = record("test.happened", "unit:1", actor=CLOCK, now=now, commitments={"a": "b"})
        assert forget(event, actor=CLOCK, now=now) == 1
        assert seal(now=now, signer=keys.signer()) is None
        for table in ("ledger_leaf", "ledger_node", "ledger_head"):
            cursor.execute("SELECT has_table_privilege(%s, 'INSERT')", [table])
            assert cursor.fetchone() == (True,)
        cursor.execute("RESET ROLE")
