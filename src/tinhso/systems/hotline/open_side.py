"""The open side reads under a database role that may see what is public, and nothing else.

A query for anything else is refused by PostgreSQL itself: a wrong table, a template that walks on
to the case behind a public row, a filter over what was never published. It does not hold against
whoever can run SQL of their own choosing: the application's login can lay the role aside again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Concatenate, ParamSpec

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]

_within = ContextVar("_within", default=False)


@contextmanager
def open_side() -> Iterator[None]:
    """Read as the public does: in a transaction, under the open role, until the block ends.

    Within another such block it does nothing more. Costs three round trips of their own (BEGIN,
    SET, COMMIT). Whoever streams enters anew for every part: a transaction that lasts as long as
    a slow reader holds the sealing of the ledger up. Raises ProgrammingError ("permission denied")
    where anything is asked that isn't public, and where something is written.
    """
    if _within.get():
        yield
        return
    within = connection.in_atomic_block
    with transaction.atomic():
        before = _asked("SELECT current_setting('role')") if within else ""
        _asked("SELECT set_config('role', open_role(), true)")
        mark = _within.set(True)
        try:
            yield
        finally:
            _within.reset(mark)
        if within:  # the transaction goes on, and what it does next is not public
            _take_on(before)


def _take_on(role: str) -> None:
    _asked("SELECT set_config('role', %s, true)", role)


def _asked(statement: str, *values: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return str(cursor.fetchone()[0])


def on_the_open_side(page: Page[P]) -> Page[P]:
    """Answer a page on the open side, its template included.

    Who asks is known by then: the middleware has read session, account and posts.
    """

    @wraps(page)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with open_side():
            return page(request, *args, **kwargs)

    return answered
