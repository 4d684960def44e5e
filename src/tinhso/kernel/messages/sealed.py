"""Sealing what a message holds: one JSON object a row, under a key of its own."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from uuid import UUID

from django.conf import settings

from tinhso.kernel.people import sealing
from tinhso.kernel.people.keys import Keyring, parse_keyring

ADDRESS = "post.address"


def keyring() -> Keyring:
    """Return the keyring of this deployment; raise KeyringError if it can't be read."""
    return parse_keyring(settings.TINHSO_KEYRING)


def seal(room: str, row: UUID, content: Mapping[str, str]) -> str:
    """Return texts sealed for one row of "message" or "incoming"."""
    text = json.dumps(dict(content), ensure_ascii=False)
    return sealing.seal(keyring(), f"post.{room}", str(row), text)


def unseal(room: str, row: UUID, sealed: str) -> dict[str, str]:
    """Return the texts of a row, none once it was emptied; raise SealBrokenError if altered."""
    text = sealing.unseal(keyring(), f"post.{room}", str(row), sealed)
    return dict(json.loads(text)) if text else {}


def index(channel: str, address: str) -> str:
    """Return the keyed hash by which messages of a normal address are found."""
    return sealing.blind_index(keyring(), ADDRESS, f"{channel}:{address}")


def indexes(channel: str, address: str) -> tuple[str, ...]:
    """Return the hash under every key of the ring: while a rotation runs, rows carry either."""
    return sealing.blind_indexes(keyring(), ADDRESS, f"{channel}:{address}")


def hash_of(key: str) -> str:
    """Return what the database keeps of a key or of a sender's own id: 64 hexadecimal digits."""
    pepper = f"post:{settings.SECRET_KEY}".encode()
    return hmac.new(pepper, key.encode(), hashlib.sha256).hexdigest()
