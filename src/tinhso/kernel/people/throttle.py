"""Throttling by counters in PostgreSQL, shared by every process of the deployment.

One statement a question, on an unlogged table: a crash forgets counts and nothing else. Keys are
keyed hashes, so that no address of a visitor is stored.
"""

import hashlib
import hmac
import ipaddress
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

COUNT = """
INSERT INTO people_hit (key, "window", hits, expires_at) VALUES (%s, %s, 1, %s)
ON CONFLICT (key, "window") DO UPDATE SET hits = people_hit.hits + 1
RETURNING hits
"""
FORGET = "DELETE FROM people_hit WHERE expires_at < %s"
NETWORK_BITS_V6 = 64


def allow(key: str, limit: int, window: timedelta, now: datetime) -> bool:
    """Count one use of `key`; return whether it is among the first `limit` of this window.

    Windows are fixed and begin at multiples of their length, so that at most twice `limit` uses
    pass within any one length of time. Refused uses count as well. Costs one statement.
    """
    seconds = int(window.total_seconds())
    number = int(now.timestamp()) // seconds
    expires = datetime.fromtimestamp((number + 1) * seconds, UTC)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [fingerprint(f"{seconds}:{key}"), number, expires])
        (hits,) = cursor.fetchone()
    return bool(hits <= limit)


def forget_expired(now: datetime) -> int:
    """Delete the counters of windows that are over; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [now])
        return int(cursor.rowcount)


def fingerprint(text: str) -> str:
    """Return the keyed hash under which a counter is kept: 64 hexadecimal digits."""
    key = f"throttle:{settings.SECRET_KEY}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def client(request: HttpRequest) -> str:
    """Return the keyed hash of who is calling: the address, or the /64 network of an IPv6 one.

    Behind the proxy of production the last hop of X-Forwarded-For is the visitor, as that proxy
    saw it; anything before it is what the visitor claims and is not read.
    """
    address = request.META.get("REMOTE_ADDR") or "unknown"
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        address = forwarded or address
    return fingerprint(_network(address))


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, NETWORK_BITS_V6), strict=False).network_address)
    return address


def cache_key(key: str, prefix: str, version: int) -> str:
    """Return the key of a database cache entry: a keyed hash, so that it names no visitor."""
    return f"{prefix}:{version}:{fingerprint(key)}"
