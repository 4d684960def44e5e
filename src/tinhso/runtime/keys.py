"""The deployment's secrets, made on the first start and kept in one file that only we can read.

A backup never holds them: keep a copy of the file elsewhere. Without it sealed personal data can't
be opened, and the ledger can't be continued under its key.
"""

import base64
import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path


class KeysError(RuntimeError):
    """The secrets can't be read, or aren't those of this database; the message names the cure."""


@dataclass(frozen=True, repr=False)
class Keys:
    """The secrets: Django's, the keyring's, the ledger's Ed25519 seed and a database login's."""

    secret_key: str
    keyring: str
    ledger_key: str
    database_password: str

    def environment(self) -> dict[str, str]:
        """Return them as the settings read them."""
        return {
            "TINHSO_SECRET_KEY": self.secret_key,
            "TINHSO_KEYRING": self.keyring,
            "TINHSO_LEDGER_KEY": self.ledger_key,
        }

    @property
    def in_use(self) -> tuple[str, str]:
        """Return the names, as in `checks`, of the keys that new data depends on."""
        return "key:ledger", f"key:{json.loads(self.keyring)['active']}"

    def checks(self) -> dict[str, str]:
        """Return a name and a one-way check of each key that data in the database depends on."""
        held = {"ledger": self.ledger_key, **json.loads(self.keyring)["keys"]}
        return {
            f"key:{name}": hashlib.sha256(b"tinhso key check:" + key.encode()).hexdigest()[:16]
            for name, key in held.items()
        }


def read_or_make(path: Path) -> Keys:
    """Return the secrets kept in `path`, made on the first call.

    Raises KeysError when the file is there and can't be understood.
    """
    if not path.exists():
        _write(path, _new())
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        keys = Keys(**{name: content[name] for name in Keys.__dataclass_fields__})
        keys.checks()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeysError(
            f"{path} can't be read as this deployment's secrets ({type(error).__name__}). "
            "Put your copy of the file back; a new one would not open the data."
        ) from None
    return keys


def _new() -> Keys:
    """Return fresh secrets."""
    return Keys(
        secret_key=secrets.token_urlsafe(50),
        keyring=json.dumps({"active": "k1", "keys": {"k1": _random_bytes()}}),
        ledger_key=_random_bytes(),
        database_password=secrets.token_urlsafe(24),
    )


def _random_bytes() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def change_keyring(path: Path, keys: Keys, keyring: str) -> None:
    """Keep another keyring in `path`, beside what else the file holds."""
    _write(path, replace(keys, keyring=keyring))


def _write(path: Path, keys: Keys) -> None:
    """Write the file whole and on disk before its name appears; only we may read it."""
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(keys), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
