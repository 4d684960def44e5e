"""The log's key, from the environment: the private half stands in no database and no backup."""

import base64
import binascii
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tinhso.kernel.ledger.rules.notes import Signer, Verifier


def signer() -> Signer:
    """Return the signer of this deployment's log.

    Its name is `tinhso/<province folder>`, its seed TINHSO_LEDGER_KEY (32 bytes in base64).
    Raises ImproperlyConfigured if the key cannot be read.
    """
    return _signer(f"tinhso/{settings.TINHSO_PROVINCE.name}", settings.TINHSO_LEDGER_KEY)


def verifier() -> Verifier:
    """Return the public key with which anyone checks this log."""
    return signer().verifier


@lru_cache(maxsize=4)
def _signer(name: str, key: str) -> Signer:
    try:
        return Signer(name, base64.b64decode(key, validate=True))
    except (binascii.Error, ValueError) as error:
        raise ImproperlyConfigured(
            "TINHSO_LEDGER_KEY must be 32 random bytes in base64; `tinhso up` makes one."
        ) from error
