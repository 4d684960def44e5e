"""The keyring: the secrets under which personal data is sealed and found again.

Its form, one JSON object, made by `tinhso up` and handed over in the environment:

    {"active": "k1", "keys": {"k1": "<32 bytes, base64>"}}

New values are sealed with the active key; the others still open what was sealed before. Every
field and purpose has its own key, derived from these by HKDF. Nothing here knows Django.
"""

import base64
import binascii
import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


class KeyringError(ValueError):
    """The keyring can't be read; the message says how to mend it and never shows a key."""


@dataclass(frozen=True, repr=False)
class Keyring:
    """Master keys by their id, and the id of the one that seals new values."""

    active: str
    keys: tuple[tuple[str, bytes], ...]

    def __repr__(self) -> str:
        return f"Keyring(active={self.active!r}, ids={self.ids!r})"

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of all keys, oldest first."""
        return tuple(key_id for key_id, _ in self.keys)

    def derive(self, key_id: str, purpose: str) -> bytes:
        """Return the 32-byte key for one purpose, such as "seal:person.name".

        Raises:
            KeyringError: the keyring has no key of that id.
        """
        for known, master in self.keys:
            if known == key_id:
                return _derive(master, purpose)
        raise KeyringError(f"the keyring has no key {key_id!r}; was it removed before a rotation?")


@lru_cache(maxsize=256)
def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(
        master
    )


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def new_keyring() -> str:
    """Return a fresh keyring with one key, as the JSON that TINHSO_KEYRING holds."""
    return json.dumps({"active": "k1", "keys": {"k1": _new_key()}})


def with_new_key(keyring: str) -> str:
    """Return the keyring with one more key, which becomes the active one.

    The old keys stay until `actions.rotate_keys` has sealed everything anew, then `without` may
    take them out.
    """
    parse_keyring(keyring)
    content = json.loads(keyring)
    number = 1 + max(int(key_id[1:]) for key_id in content["keys"] if key_id[1:].isdigit())
    key_id = f"k{number}"
    return json.dumps({"active": key_id, "keys": {**content["keys"], key_id: _new_key()}})


def without(keyring: str, key_ids: Collection[str]) -> str:
    """Return the keyring without some of its keys; KeyringError if one of them is active."""
    content = json.loads(keyring)
    content["keys"] = {i: key for i, key in content["keys"].items() if i not in key_ids}
    parse_keyring(kept := json.dumps(content))
    return kept


@lru_cache(maxsize=4)
def parse_keyring(text: str) -> Keyring:
    """Read a keyring.

    Raises:
        KeyringError: not JSON of the stated form, a key of the wrong length, or an active key
            that is not among the keys.
    """
    cure = "TINHSO_KEYRING must be the JSON that `tinhso up` made"
    try:
        content = json.loads(text)
        active, encoded = content["active"], content["keys"]
        keys = tuple(
            (str(key_id), base64.b64decode(key, validate=True)) for key_id, key in encoded.items()
        )
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        raise KeyringError(cure) from None
    if any("." in key_id or not key_id for key_id, _ in keys):
        raise KeyringError(f"{cure}; a key's id has no dot")
    if any(len(key) != KEY_BYTES for _, key in keys):
        raise KeyringError(f"{cure}; every key has {KEY_BYTES} bytes")
    if active not in dict(keys):
        raise KeyringError(f"{cure}; the active key is missing")
    return Keyring(active=active, keys=keys)
