"""Who sends with a key."""

import hashlib
import hmac

from django.conf import settings
from django.db.models import QuerySet

from ..models import Client


def hash_of(key: str) -> str:
    """Return what is kept of a key: a keyed hash of 64 hexadecimal digits."""
    pepper = f"open311:{settings.SECRET_KEY}".encode()
    return hmac.new(pepper, key.encode(), hashlib.sha256).hexdigest()


def by_key(key: str) -> Client | None:
    """Return the client that holds a key, None where the key is none or was closed."""
    return Client.objects.filter(key_hash=hash_of(key), closed_at=None).first()


def clients() -> QuerySet[Client]:
    """Return every client, the newest first."""
    return Client.objects.all()
