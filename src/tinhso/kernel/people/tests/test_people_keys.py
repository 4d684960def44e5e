import json

import pytest

from tinhso.kernel.people.keys import KeyringError, new_keyring, parse_keyring, with_new_key


def test_a_new_keyring_has_one_active_key_and_no_two_are_alike() -> None:
    ring = parse_keyring(new_keyring())
    assert ring.active == "k1"
    assert ring.ids == ("k1",)
    assert ring.derive("k1", "x") != parse_keyring(new_keyring()).derive("k1", "x")


def test_every_purpose_has_its_own_key() -> None:
    ring = parse_keyring(new_keyring())
    purposes = ["seal:person.name", "seal:person.phone", "index:person.phone"]
    assert len({ring.derive("k1", purpose) for purpose in purposes}) == 3


def test_a_further_key_becomes_active_and_the_old_one_stays() -> None:
    first = new_keyring()
    second = parse_keyring(with_new_key(first))
    assert second.active == "k2"
    assert second.ids == ("k1", "k2")
    assert second.derive("k1", "x") == parse_keyring(first).derive("k1", "x")


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "x",
        "[]",
        '{"active": "k1"}',
        '{"active": "k2", "keys": {"k1": "' + "A" * 43 + '="}}',
        '{"active": "k1", "keys": {"k1": "c2hvcnQ="}}',
        '{"active": "k.1", "keys": {"k.1": "' + "A" * 43 + '="}}',
        '{"active": "k1", "keys": {"k1": "not base64!"}}',
    ],
)
def test_a_broken_keyring_is_refused_without_showing_it(broken: str) -> None:
    with pytest.raises(KeyringError) as caught:
        parse_keyring(broken)
    assert "tinhso up" in str(caught.value)
    assert "c2hvcnQ" not in str(caught.value)


def test_a_keyring_never_prints_its_keys() -> None:
    text = new_keyring()
    assert json.loads(text)["keys"]["k1"] not in repr(parse_keyring(text))
    assert "b'" not in repr(parse_keyring(text))
