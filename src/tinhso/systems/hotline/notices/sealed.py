"""The address of a subscription at rest: sealed for its row, found by a keyed hash."""

import hashlib
import hmac
import secrets
from uuid import UUID

from django.conf import settings
from django.core import signing

from tinhso.kernel.people import sealing
from tinhso.kernel.people.keys import Keyring, parse_keyring

FIELD = "notices.address"
SALT = "hotline.notices"
DIGITS = 6


def _keyring() -> Keyring:
    return parse_keyring(settings.TINHSO_KEYRING)


def seal(row: UUID, address: str) -> str:
    """Return an address sealed for one subscription."""
    return sealing.seal(_keyring(), FIELD, str(row), address)


def unseal(row: UUID, sealed: str) -> str:
    """Return a subscription's address; raises SealBrokenError if it was altered or moved."""
    return sealing.unseal(_keyring(), FIELD, str(row), sealed)


def index(channel: str, address: str) -> str:
    """Return the hash by which a normal address is found."""
    return sealing.blind_index(_keyring(), FIELD, f"{channel}:{address}")


def indexes(channel: str, address: str) -> tuple[str, ...]:
    """Return the hash under every key of the ring: while a rotation runs, rows carry either."""
    return sealing.blind_indexes(_keyring(), FIELD, f"{channel}:{address}")


def new_code() -> str:
    """Return a code of six digits that whoever reads the address sends back."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def hash_of(row: UUID, code: str) -> str:
    """Return what is kept of a code."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"notices\0{row}\0{code}".encode(), hashlib.sha256).hexdigest()


def token_of(row: UUID) -> str:
    """Return what stands in the link by which its reader changes or ends a subscription."""
    return signing.dumps(str(row), salt=SALT)


def row_of(token: str) -> UUID | None:
    """Return the subscription that a link is for; None where the link is none of ours."""
    try:
        return UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError):
        return None
