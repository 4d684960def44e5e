import json
from pathlib import Path

import pytest

from tinhso.kernel.ledger.rules.notes import Signer
from tinhso.kernel.people.keys import parse_keyring
from tinhso.runtime import keys


def test_keys_are_made_once_and_are_ours_alone(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    first = keys.read_or_make(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert keys.read_or_make(path).environment() == first.environment()


def test_two_deployments_have_no_key_in_common(tmp_path: Path) -> None:
    one, other = (keys.read_or_make(tmp_path / name).environment() for name in ("a", "b"))
    assert all(one[name] != other[name] for name in one)


def test_the_rooms_understand_the_keys_made_for_them(tmp_path: Path) -> None:
    import base64

    made = keys.read_or_make(tmp_path / "secrets.json")
    assert parse_keyring(made.keyring).active == "k1"
    assert Signer("tinhso/x", base64.b64decode(made.ledger_key)).verifier


def test_a_broken_file_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    path.write_text('{"secret_key": ')
    with pytest.raises(keys.KeysError, match="Put your copy"):
        keys.read_or_make(path)
    assert path.read_text() == '{"secret_key": '


def test_what_tells_keys_apart_does_not_tell_the_keys(tmp_path: Path) -> None:
    made = keys.read_or_make(tmp_path / "secrets.json")
    said = json.dumps(made.checks())
    assert made.ledger_key not in said
    assert set(made.checks()) == {"key:ledger", "key:k1"}


def test_keys_are_not_printed(tmp_path: Path) -> None:
    made = keys.read_or_make(tmp_path / "secrets.json")
    assert made.secret_key not in repr(made)
