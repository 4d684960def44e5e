"""Throttling by counters in PostgreSQL, shared by every process of the deployment.

One statement for all who ask at once, on an unlogged table: a crash forgets counts and nothing
else. Keys are keyed hashes, so that no address of a visitor is stored.
"""

import hashlib
import hmac
import ipaddress
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from tinhso.kernel.gathering import Gathering

COUNT = """
INSERT INTO people_hit (key, "window", hits, expires_at)
SELECT * FROM unnest(%s::text[], %s::bigint[], %s::int[], %s::timestamptz[])
ON CONFLICT (key, "window") DO UPDATE SET hits = people_hit.hits + EXCLUDED.hits
RETURNING key, "window", hits
"""
FORGET = "DELETE FROM people_hit WHERE expires_at < %s"
NETWORK_BITS_V6 = 64


class Use(NamedTuple):
    """One use of a key, in a window that expires."""

    key: str
    window: int
    expires_at: datetime


def allow(key: str, limit: int, window: timedelta, now: datetime) -> bool:
    """Count one use of `key`; return whether it is among the first `limit` of this window.

    Windows are fixed and begin at multiples of their length, so that at most twice `limit` uses
    pass within any one length of time. Refused uses count as well. Costs one statement, shared
    by all who ask at once.
    """
    seconds = int(window.total_seconds())
    number = int(now.timestamp()) // seconds
    expires = datetime.fromtimestamp((number + 1) * seconds, UTC)
    return _count(Use(fingerprint(f"{seconds}:{key}"), number, expires)) <= limit


def _counted(uses: Sequence[Use]) -> list[int]:
    """Return for each use the how-manieth of its key and window it is."""
    # In one order everywhere, so that two processes never wait for each other's counters.
    together = sorted(Counter(uses).items())
    columns = (
        [use.key for use, _ in together],
        [use.window for use, _ in together],
        [times for _, times in together],
        [use.expires_at for use, _ in together],
    )
    with connection.cursor() as cursor:
        cursor.execute(COUNT, columns)
        after = {(key, window): hits for key, window, hits in cursor.fetchall()}
    before = {use: after[use.key, use.window] - times for use, times in together}
    counts = []
    for use in uses:
        before[use] += 1
        counts.append(before[use])
    return counts


_count = Gathering[Use, int](_counted)


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
