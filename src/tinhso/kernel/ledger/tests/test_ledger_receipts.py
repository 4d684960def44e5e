"""Receipts: everything a citizen was told can be checked offline, and nothing else passes."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.ledger.rules.events import commitment, event_body
from tinhso.kernel.ledger.rules.merkle import inclusion_ranges, leaf_hash, root
from tinhso.kernel.ledger.rules.notes import Signer, checkpoint_note
from tinhso.kernel.ledger.rules.receipts import (
    LARGEST_RECEIPT,
    Check,
    Inclusion,
    Opening,
    Outcome,
    Receipt,
    ReceiptError,
    Terms,
    holds,
    make_promise,
    verify_receipt,
)

EVENT = UUID("01a20355-f030-7b21-9005-f163f3818747")
AT = datetime(2026, 11, 24, 2, 12, tzinfo=UTC)
SALT = bytes(range(16))
TEXT = "Ổ gà lớn trước cổng trường"
SIGNER = Signer("tinhso/example", bytes(range(32)))

BOTH = {Check.PROMISE_SIGNED, Check.PROMISE_IS_OF_THIS_EVENT}


def complete() -> Receipt:
    terms = Terms("TN-26-0001", AT + timedelta(days=10), "10 ngày (tham khảo)")
    body = event_body(
        EVENT,
        kind="hotline.report.filed",
        subject="case:1",
        actor="anonymous",
        at=AT,
        data={"promise": terms.data(AT)},
        commitments={"text": commitment(TEXT, SALT)},
    )
    leaves = [leaf_hash(text.encode()) for text in ("a", "b", body, "d", "e")]
    return Receipt(
        event=body,
        promise=make_promise(terms, event=EVENT, body=body, filed_at=AT, signer=SIGNER),
        openings={"text": Opening(salt=SALT.hex(), value=TEXT)},
        inclusion=Inclusion(
            position=2,
            path=[root(leaves[start:end]).hex() for start, end in inclusion_ranges(2, 5)],
            checkpoint=checkpoint_note(SIGNER, size=5, root=root(leaves), at=AT),
        ),
    )


def outcomes(receipt: Receipt, signer: Signer = SIGNER) -> dict[Check, Outcome]:
    return {f.check: f.outcome for f in verify_receipt(receipt, signer.verifier)}


def test_a_complete_receipt_holds_after_a_round_through_its_file() -> None:
    receipt = Receipt.parse(complete().model_dump_json())
    assert receipt == complete()
    assert outcomes(receipt) == dict.fromkeys(Check, Outcome.HOLDS)
    assert holds(verify_receipt(receipt, SIGNER.verifier))


def test_before_sealing_the_promise_holds_and_the_rest_comes_later() -> None:
    receipt = complete().model_copy(update={"inclusion": None})
    found = outcomes(receipt)
    assert found[Check.PROMISE_SIGNED] is Outcome.HOLDS
    assert found[Check.INCLUDED] is Outcome.LATER
    assert holds(verify_receipt(receipt, SIGNER.verifier))


def changed(receipt: Receipt, *path: str, to: Callable[[str], str]) -> Receipt:
    content = json.loads(receipt.model_dump_json())
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to(place[path[-1]])
    return Receipt.parse(json.dumps(content))


@pytest.mark.parametrize(
    ("path", "old", "new", "failing"),
    [
        (("promise", "due_at"), "2026-12-04", "2026-12-14", BOTH),
        (("promise", "number"), "0001", "0002", BOTH),
        (("promise", "basis"), "10", "90", BOTH),
        (("promise", "log"), "example", "other", {Check.PROMISE_SIGNED}),
        (("promise", "signature"), "=", "!", {Check.PROMISE_SIGNED}),
        (("event",), "2026-12-04", "2026-12-14", {Check.PROMISE_IS_OF_THIS_EVENT, Check.INCLUDED}),
        (("event",), "anonymous", "account:1", {Check.PROMISE_IS_OF_THIS_EVENT, Check.INCLUDED}),
        (("event",), "{", "", {Check.PROMISE_IS_OF_THIS_EVENT, Check.OPENINGS_FIT, Check.INCLUDED}),
        (("openings", "text", "value"), "lớn", "nhỏ", {Check.OPENINGS_FIT}),
        (("openings", "text", "salt"), "00", "01", {Check.OPENINGS_FIT}),
        (("openings", "text", "salt"), "00", "xy", {Check.OPENINGS_FIT}),
        (("inclusion", "checkpoint"), "\n5\n", "\n6\n", {Check.HEAD_SIGNED}),
        (("inclusion", "checkpoint"), "time 2026", "time 2025", {Check.HEAD_SIGNED}),
        (("inclusion", "checkpoint"), "\n\n", "\n", {Check.HEAD_SIGNED, Check.INCLUDED}),
    ],
)  # fmt: skip
def test_each_change_is_caught_by_the_check_it_concerns(
    path: tuple[str, ...], old: str, new: str, failing: set[Check]
) -> None:
    receipt = changed(complete(), *path, to=lambda text: text.replace(old, new, 1))
    assert receipt != complete()
    found = outcomes(receipt)
    assert {check for check, outcome in found.items() if outcome is Outcome.FAILS} == failing


@given(st.integers(0, 63), st.integers(0, 2))
def test_no_digit_of_the_proof_can_be_changed(digit: int, step: int) -> None:
    receipt = complete()
    assert receipt.inclusion is not None
    path = [*receipt.inclusion.path]
    flipped = "0" if path[step][digit] != "0" else "1"
    path[step] = path[step][:digit] + flipped + path[step][digit + 1 :]
    inclusion = receipt.inclusion.model_copy(update={"path": path})
    found = outcomes(receipt.model_copy(update={"inclusion": inclusion}))
    assert found[Check.INCLUDED] is Outcome.FAILS


def test_a_path_that_is_not_hex_fails() -> None:
    receipt = complete()
    assert receipt.inclusion is not None
    inclusion = receipt.inclusion.model_copy(update={"path": ["xy"]})
    found = outcomes(receipt.model_copy(update={"inclusion": inclusion}))
    assert found[Check.INCLUDED] is Outcome.FAILS


def test_another_logs_key_accepts_neither_promise_nor_head() -> None:
    found = outcomes(complete(), Signer("tinhso/example", bytes(32)))
    failing = {check for check, outcome in found.items() if outcome is Outcome.FAILS}
    assert failing == {Check.PROMISE_SIGNED, Check.HEAD_SIGNED}


@given(st.text() | st.binary())
def test_what_is_no_receipt_is_refused_with_a_reason(content: str | bytes) -> None:
    with pytest.raises(ReceiptError):
        Receipt.parse(content)


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ("{}", "event"),
        ('{"event": "{}", "format": "other/1"}', "format"),
        ('{"event": "{}", "inclusion": {"position": -1}}', "inclusion.position"),
        ('{"event": "{}", "colour": 1}', "colour"),
        ("x" * (LARGEST_RECEIPT + 1), "file"),
    ],
)
def test_a_broken_receipt_names_the_field(content: str, field: str) -> None:
    with pytest.raises(ReceiptError) as caught:
        Receipt.parse(content)
    assert caught.value.field == field
