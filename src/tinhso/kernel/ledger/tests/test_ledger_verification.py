"""Verifying the whole log against those who can write anything into the database."""

from datetime import datetime
from uuid import UUID

import pytest
from django.db import connection, transaction

from tinhso.kernel.ledger.actions import Entry, record_many
from tinhso.kernel.ledger.actors import CLOCK
from tinhso.kernel.ledger.models import APPEND_ONLY, Leaf
from tinhso.kernel.ledger.queries import consistency_proof, export_heads, latest_head
from tinhso.kernel.ledger.rules.merkle import Frontier, consistent
from tinhso.kernel.ledger.rules.notes import Signer, checkpoint_note, read_checkpoint
from tinhso.kernel.ledger.sealing import seal
from tinhso.kernel.ledger.verification import Fault, Verification, verify_all

pytestmark = pytest.mark.usefixtures("fresh_log")
SIZE = 600
VICTIM = 300
ALTER = "UPDATE ledger_event SET body = replace(body, 'unit:1', 'unit:2') WHERE id = %s"
REHASH = """
UPDATE ledger_leaf SET hash = sha256('\\x00'::bytea || convert_to(body, 'UTF8'))
FROM ledger_event WHERE id = event_id
"""


@pytest.fixture
def log(fresh_log: str, now: datetime, signer: Signer) -> None:  # noqa: ARG001 - set up first
    """Six hundred events under two heads, and nobody to stop an attacker."""
    for count in (400, SIZE - 400):
        with transaction.atomic():
            record_many([Entry("test.happened", "unit:1")] * count, actor=CLOCK, now=now)
        seal(now=now, signer=signer)
    for table in APPEND_ONLY:
        sql(f"ALTER TABLE {table} DISABLE TRIGGER refuse_change")


def sql(statement: str, *parameters: bytes | str | int | UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def event_at(position: int) -> UUID:
    return Leaf.objects.get(position=position).event_id


def verify(signer: Signer, *published: str) -> Verification:
    return verify_all(verifiers=[signer.verifier], published=published)


def fault(verification: Verification) -> tuple[Fault, int, int]:
    assert verification.failure is not None
    return (
        verification.failure.fault,
        verification.failure.position,
        verification.failure.until,
    )


def rebuild(signer: Signer, now: datetime) -> None:
    """Hash everything anew over what the events say now, and sign it with the key at hand."""
    sql(REHASH)
    tree = Frontier()
    for position, hash_ in Leaf.objects.order_by("position").values_list("position", "hash"):
        for level, index, node in tree.append([bytes(hash_)]):
            sql(
                "UPDATE ledger_node SET hash = %s WHERE (level, index) = (%s, %s)",
                node,
                level,
                index,
            )
        if position + 1 in (400, SIZE):
            note = checkpoint_note(signer, size=tree.size, root=tree.root(), at=now)
            sql(
                "UPDATE ledger_head SET root = %s, checkpoint = %s WHERE size = %s",
                tree.root(),
                note,
                tree.size,
            )


@pytest.mark.usefixtures("log")
def test_an_honest_log_verifies(signer: Signer) -> None:
    assert verify(signer, *export_heads()) == Verification(SIZE, 2, 0, None)


def test_an_empty_log_verifies(signer: Signer) -> None:
    assert verify(signer) == Verification(0, 0, 0, None)


@pytest.mark.usefixtures("log")
def test_an_altered_event_is_named_by_its_position(signer: Signer) -> None:
    sql(ALTER, event_at(VICTIM))
    assert fault(verify(signer)) == (Fault.EVENT_ALTERED, VICTIM, VICTIM + 1)


@pytest.mark.usefixtures("log")
def test_a_moment_altered_beside_the_bytes_is_noticed(signer: Signer) -> None:
    sql("UPDATE ledger_event SET at = at + interval '1 day' WHERE id = %s", event_at(VICTIM))
    assert fault(verify(signer)) == (Fault.EVENT_MISLABELLED, VICTIM, VICTIM + 1)


@pytest.mark.usefixtures("log")
def test_a_removed_event_is_noticed(signer: Signer) -> None:
    sql("DELETE FROM ledger_event WHERE id = %s", event_at(VICTIM))
    assert fault(verify(signer)) == (Fault.EVENT_MISSING, VICTIM, VICTIM + 1)


@pytest.mark.usefixtures("log")
def test_a_removed_position_is_noticed(signer: Signer) -> None:
    sql("DELETE FROM ledger_leaf WHERE position = %s", VICTIM)
    assert fault(verify(signer)) == (Fault.GAP, VICTIM, VICTIM + 1)


@pytest.mark.usefixtures("log")
def test_an_event_altered_with_its_leaf_breaks_the_kept_node_above(signer: Signer) -> None:
    sql(ALTER, event_at(VICTIM))
    sql(REHASH)
    assert fault(verify(signer)) == (Fault.HEAD_CONTRADICTED, 0, 400)
    sql("UPDATE ledger_node SET hash = sha256('x') WHERE (level, index) = (1, 0)")
    assert fault(verify(signer)) == (Fault.NODE_ALTERED, 0, 256)


@pytest.mark.usefixtures("log")
def test_a_tree_rebuilt_without_the_key_has_no_signature(signer: Signer, now: datetime) -> None:
    sql(ALTER, event_at(VICTIM))
    rebuild(Signer(signer.name, bytes(32)), now)
    assert fault(verify(signer)) == (Fault.HEAD_UNSIGNED, 0, 400)


@pytest.mark.usefixtures("log")
def test_a_tree_rebuilt_even_with_the_key_contradicts_what_was_published(
    signer: Signer, now: datetime
) -> None:
    published = export_heads()
    sql(ALTER, event_at(VICTIM))
    rebuild(signer, now)
    # Inside the database nothing is left to notice; the head that a witness kept is.
    assert verify(signer).failure is None
    assert fault(verify(signer, *published)) == (Fault.HEAD_CONTRADICTED, 0, 400)
    old, new = read_checkpoint(published[0]), read_checkpoint(export_heads()[1])
    path = consistency_proof(old.size, new.size)
    assert not consistent(old.size, new.size, old.root, new.root, path)


@pytest.mark.usefixtures("log")
def test_a_log_cut_short_contradicts_what_was_published(signer: Signer) -> None:
    published = export_heads()
    sql("DELETE FROM ledger_head WHERE size = %s", SIZE)
    assert fault(verify(signer)) == (Fault.NO_HEAD, 400, SIZE)
    sql("DELETE FROM ledger_leaf WHERE position >= 400")
    assert verify(signer).failure is None
    assert fault(verify(signer, *published)) == (Fault.LOG_CUT, 400, SIZE)


@pytest.mark.usefixtures("log")
def test_a_row_that_differs_from_its_signed_words_is_noticed(signer: Signer) -> None:
    sql("UPDATE ledger_head SET root = sha256('x') WHERE size = %s", SIZE)
    assert fault(verify(signer)) == (Fault.HEAD_CONTRADICTED, 400, SIZE)


@pytest.mark.usefixtures("log")
def test_the_head_names_the_key_that_signed_it(signer: Signer) -> None:
    head = latest_head()
    assert head is not None
    assert head.key_id == signer.verifier.key_id.hex()
    assert fault(verify_all(verifiers=[]))[0] is Fault.HEAD_UNSIGNED
