"""A log of one's own: each test that seals works on a fresh database with the ledger's tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from psycopg import sql
from pytest_django import DjangoDbBlocker

from tinhso.kernel.ledger import kinds
from tinhso.kernel.ledger.rules.notes import Signer

NOW = datetime(2026, 11, 24, 2, 12, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def signer() -> Signer:
    return Signer("tinhso/example", bytes(range(32)))


@pytest.fixture(autouse=True)
def _kinds() -> None:
    kinds.register({"test.happened": "Có việc"})


@pytest.fixture(scope="session")
def empty_log(
    django_db_setup: None,  # noqa: ARG001 - it starts the server
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[str]:
    """Give the name of a database that holds the ledger's tables and nothing else."""
    with database(template="template0") as name:
        with django_db_blocker.unblock(), pointed_at(name):
            call_command("migrate", "ledger", verbosity=0)
        yield name


@pytest.fixture
def fresh_log(empty_log: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Point Django at a copy of the empty log; give the copy's name.

    Sealing takes events of finished transactions only, so these tests commit for good; and the
    tables cannot be emptied afterwards, which is the point of them.
    """
    with django_db_blocker.unblock(), database(template=empty_log) as name, pointed_at(name):
        yield name


@contextmanager
def database(*, template: str) -> Iterator[str]:
    """Make a database from a template, and drop it in the end."""
    name = f"log_{uuid4().hex[:12]}"
    given = connection.get_connection_params()
    address = {key: given[key] for key in ("user", "password", "host", "port") if given.get(key)}
    with psycopg.connect(**address, dbname="postgres", autocommit=True) as server:
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        try:
            yield name
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Let Django work on another database, then on its own again."""
    settings = connection.settings_dict
    before = settings["NAME"]
    disconnect()
    settings["NAME"] = name
    try:
        yield
    finally:
        disconnect()
        settings["NAME"] = before


def disconnect() -> None:
    """Leave the database at hand, its pool too."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's back end has it
