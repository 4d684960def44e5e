"""Signed notes: what a witness reads, and what it refuses."""

import base64
from datetime import UTC, datetime

import pytest

from tinhso.kernel.ledger.rules.merkle import leaf_hash
from tinhso.kernel.ledger.rules.notes import (
    NoteError,
    Signer,
    Verifier,
    checkpoint_note,
    open_checkpoint,
    read_checkpoint,
)

AT = datetime(2026, 11, 24, 2, 12, tzinfo=UTC)
ROOT = leaf_hash(b"")


def note(signer: Signer) -> str:
    return checkpoint_note(signer, size=12, root=ROOT, at=AT)


def test_the_example_of_the_formats_first_implementation_holds() -> None:
    # From the documentation of Go's sumdb/note.
    verifier = Verifier.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    line = (
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZIn"
        "NIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    )
    key_id, signature = base64.b64decode(line)[:4], base64.b64decode(line)[4:]
    assert verifier.key_id == key_id
    assert verifier.holds(text.encode(), signature)
    assert not verifier.holds(text.upper().encode(), signature)


def test_a_checkpoint_is_four_plain_lines_and_a_signature(signer: Signer) -> None:
    lines = note(signer).split("\n")
    assert lines[:2] == ["tinhso/example", "12"]
    assert lines[3:5] == ["time 2026-11-24T02:12:00.000000Z", ""]
    assert lines[5].startswith("— tinhso/example ")


def test_a_signed_checkpoint_opens_with_the_public_key(signer: Signer) -> None:
    said = open_checkpoint(note(signer), Verifier.parse(str(signer.verifier)))
    assert (said.origin, said.size, said.root) == ("tinhso/example", 12, ROOT)
    assert read_checkpoint(note(signer)) == said


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("\n12\n", "\n13\n", "does not belong"),
        ("02:12", "03:12", "does not belong"),
        ("tinhso/example\n12", "tinhso/other\n12", "is of tinhso/other"),
        ("\n\n— ", "\n— ", "no signature"),
        ("\n12\n", "\nmany\n", "needs a name"),
        ("— tinhso/example ", "— tinhso/example !", "not base64"),
        ("— tinhso/example ", "— somebody ", "not signed with this key"),
    ],
)
def test_a_changed_checkpoint_is_refused(signer: Signer, old: str, new: str, reason: str) -> None:
    changed = note(signer).replace(old, new, 1)
    assert changed != note(signer)
    with pytest.raises(NoteError, match=reason):
        open_checkpoint(changed, signer.verifier)


def test_another_key_under_the_same_name_is_another_key(signer: Signer) -> None:
    impostor = Signer(signer.name, bytes(32))
    with pytest.raises(NoteError, match="not signed with this key"):
        open_checkpoint(note(impostor), signer.verifier)


def test_a_witness_may_add_its_own_signature(signer: Signer) -> None:
    witness = Signer("witness/bar-association", bytes(32))
    text = note(signer).partition("\n\n")[0] + "\n"
    both = note(signer) + witness.note(text).partition("\n\n")[2]
    assert open_checkpoint(both, signer.verifier).size == 12


@pytest.mark.parametrize("name", ["", "two words", "a+b"])
def test_a_name_that_would_break_the_format_is_refused(name: str) -> None:
    with pytest.raises(NoteError):
        Signer(name, bytes(32))


@pytest.mark.parametrize("text", ["", "a+b", "tinhso/example+00000000+AQ==", "a+00000000+!"])
def test_a_cut_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        Verifier.parse(text)


def test_a_key_with_a_digit_lost_is_noticed(signer: Signer) -> None:
    name, key_id, key = str(signer.verifier).split("+", 2)
    with pytest.raises(NoteError, match="was it cut"):
        Verifier.parse(f"{name}+{int(key_id, 16) ^ 1:08x}+{key}")
