"""The tokens of the Official Account, kept sealed: each refresh token works once.

Tokens live in PostgreSQL and not in the environment, because every renewal makes the old ones
worthless. The one in the environment is the first; when an administrator sets another, that one
counts. A crash between Zalo's answer and our commit loses the chain: authorise anew.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection

from tinhso.gateways.memory import actions, queries
from tinhso.gateways.zalo.sending import Renew, Tokens

GATEWAY, NAME = "zalo", "tokens"
LOCK = "SELECT pg_advisory_lock(hashtextextended('gateway:zalo:tokens', 0))"
UNLOCK = "SELECT pg_advisory_unlock(hashtextextended('gateway:zalo:tokens', 0))"


def kept_tokens(first_refresh: str, *, clock: Callable[[], datetime]) -> Renew:
    """Return what gives the tokens, renewed when they end before a moment."""

    def renewed(renew: Callable[[Tokens], Tokens], until: datetime) -> Tokens:
        before = _read(first_refresh)
        if before.access and before.ends > until:
            return before
        with _one_at_a_time():
            tokens = _read(first_refresh)
            if tokens.access != before.access and tokens.ends > clock():
                return tokens  # somebody else was quicker
            tokens = renew(tokens)
            _keep(tokens, first_refresh, now=clock())
            return tokens

    return renewed


def _read(first_refresh: str) -> Tokens:
    found = queries.kept(GATEWAY, NAME)
    held = json.loads(found) if found else {}
    if held.get("began_with") != _mark(first_refresh):
        return Tokens("", first_refresh, datetime.min.replace(tzinfo=UTC))
    return Tokens(held["access"], held["refresh"], datetime.fromisoformat(held["ends"]))


def _keep(tokens: Tokens, first_refresh: str, *, now: datetime) -> None:
    held = {
        "access": tokens.access,
        "refresh": tokens.refresh,
        "ends": tokens.ends.isoformat(),
        "began_with": _mark(first_refresh),
    }
    actions.keep(GATEWAY, NAME, json.dumps(held), now=now)


def _mark(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold a lock of the session, outside any transaction: calling Zalo may take its time."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        try:
            yield
        finally:
            cursor.execute(UNLOCK)
