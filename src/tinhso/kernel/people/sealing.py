"""Sealing personal data: AES-256-GCM for reading it back, a keyed hash for finding it.

A sealed value is "<key id>.<base64url of nonce and ciphertext>". Its key belongs to one field, and
the field and the row's id are its associated data: a value copied to another row or another
column does not open.
"""

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tinhso.kernel.people.keys import Keyring

NONCE_BYTES = 12


class SealBrokenError(ValueError):
    """The value was altered, or belongs to another row or column."""


def seal(keyring: Keyring, field: str, row: str, text: str) -> str:
    """Return `text` sealed for one field ("person.name") of one row; empty stays empty."""
    if not text:
        return ""
    key = keyring.derive(keyring.active, f"seal:{field}")
    nonce = secrets.token_bytes(NONCE_BYTES)
    cipher = AESGCM(key).encrypt(nonce, text.encode(), _place(field, row))
    return f"{keyring.active}.{base64.urlsafe_b64encode(nonce + cipher).decode()}"


def unseal(keyring: Keyring, field: str, row: str, sealed: str) -> str:
    """Return the text of a sealed value; empty stays empty.

    Raises:
        SealBrokenError: the value was altered or moved from another row or column.
        KeyringError: its key is no longer in the keyring.
    """
    if not sealed:
        return ""
    key_id, _, encoded = sealed.partition(".")
    key = keyring.derive(key_id, f"seal:{field}")
    try:
        raw = base64.b64decode(encoded, altchars=b"-_", validate=True)
        opened = AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _place(field, row))
    except (ValueError, InvalidTag):
        raise SealBrokenError(f"{field} of {row} does not open: altered or moved") from None
    return opened.decode()


def key_of(sealed: str) -> str:
    """Return the id of the key a sealed value or index was made with."""
    return sealed.partition(".")[0]


def blind_index(keyring: Keyring, field: str, normalised: str) -> str:
    """Return the keyed hash by which a normalised value is found; empty stays empty."""
    return _index(keyring, keyring.active, field, normalised)


def blind_indexes(keyring: Keyring, field: str, normalised: str) -> tuple[str, ...]:
    """Return the hash under every key of the ring: while a rotation runs, rows carry either."""
    return tuple(_index(keyring, key_id, field, normalised) for key_id in keyring.ids)


def _index(keyring: Keyring, key_id: str, field: str, normalised: str) -> str:
    if not normalised:
        return ""
    key = keyring.derive(key_id, f"index:{field}")
    return f"{key_id}.{hmac.new(key, normalised.encode(), hashlib.sha256).hexdigest()}"


def _place(field: str, row: str) -> bytes:
    return f"{field}\x00{row}".encode()
