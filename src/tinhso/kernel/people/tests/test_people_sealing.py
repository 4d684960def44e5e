import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.people.keys import KeyringError, new_keyring, parse_keyring, with_new_key
from tinhso.kernel.people.sealing import (
    SealBrokenError,
    blind_index,
    blind_indexes,
    key_of,
    seal,
    unseal,
)

RING_TEXT = new_keyring()
RING = parse_keyring(RING_TEXT)


@given(st.text())
def test_what_is_sealed_opens_in_its_own_place(text: str) -> None:
    assert unseal(RING, "person.name", "1", seal(RING, "person.name", "1", text)) == text


@given(st.text(min_size=1))
def test_sealing_the_same_twice_looks_different(text: str) -> None:
    assert seal(RING, "person.name", "1", text) != seal(RING, "person.name", "1", text)


@pytest.mark.parametrize(("field", "row"), [("person.name", "2"), ("person.address", "1")])
def test_a_value_moved_to_another_row_or_column_does_not_open(field: str, row: str) -> None:
    sealed = seal(RING, "person.name", "1", "Nguyễn Văn A")
    with pytest.raises(SealBrokenError):
        unseal(RING, field, row, sealed)


@given(st.integers(0), st.integers(0, 7))
def test_an_altered_value_does_not_open(where: int, bit: int) -> None:
    sealed = seal(RING, "person.name", "1", "Nguyễn Văn A")
    head, _, encoded = sealed.partition(".")
    raw = bytearray(base64.urlsafe_b64decode(encoded))
    raw[where % len(raw)] ^= 1 << bit
    altered = base64.urlsafe_b64encode(raw).decode()
    with pytest.raises(SealBrokenError):
        unseal(RING, "person.name", "1", f"{head}.{altered}")


def test_after_a_rotation_old_values_still_open_and_new_ones_carry_the_new_key() -> None:
    old = seal(RING, "person.phone", "1", "+84912345678")
    ring = parse_keyring(with_new_key(RING_TEXT))
    assert unseal(ring, "person.phone", "1", old) == "+84912345678"
    assert key_of(old) == "k1"
    assert key_of(seal(ring, "person.phone", "1", "+84912345678")) == "k2"


def test_a_key_thrown_away_too_early_is_named() -> None:
    ring = parse_keyring(with_new_key(RING_TEXT))
    sealed = seal(ring, "person.phone", "1", "+84912345678")
    with pytest.raises(KeyringError, match="k2"):
        unseal(RING, "person.phone", "1", sealed)


def test_an_index_finds_without_telling() -> None:
    index = blind_index(RING, "person.phone", "+84912345678")
    assert index == blind_index(RING, "person.phone", "+84912345678")
    assert index != blind_index(RING, "person.email", "+84912345678")
    assert "912345678" not in index
    assert blind_index(RING, "person.phone", "") == ""


def test_while_a_rotation_runs_a_value_is_looked_for_under_every_key() -> None:
    before = blind_index(RING, "person.phone", "+84912345678")
    ring = parse_keyring(with_new_key(RING_TEXT))
    assert before in blind_indexes(ring, "person.phone", "+84912345678")
    assert blind_index(ring, "person.phone", "+84912345678") in blind_indexes(
        ring, "person.phone", "+84912345678"
    )
