"""A log of one's own: each test that seals works on a fresh copy of the migrated database."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from psycopg import sql

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


@pytest.fixture
def fresh_log(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:  # noqa: ARG001
    """Point Django at a new database made from the migrated one; give its name.

    Sealing takes events of finished transactions only, so these tests commit for good; and the
    tables cannot be emptied afterwards, which is the point of them.
    """
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # the blocker is untyped
        settings = connection.settings_dict
        migrated, copy = settings["NAME"], f"log_{uuid4().hex[:12]}"
        parameters = connection.get_connection_params() | {"dbname": "postgres"}
        address = {
            k: parameters[k]
            for k in ("dbname", "user", "password", "host", "port")
            if parameters.get(k)
        }
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # of the PostgreSQL backend
        with psycopg.connect(**address, autocommit=True) as server:
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(copy), sql.Identifier(migrated)
                )
            )
            settings["NAME"] = copy
            try:
                yield copy
            finally:
                connection.close()
                connection.close_pool()  # type: ignore[attr-defined]  # of the PostgreSQL backend
                settings["NAME"] = migrated
                server.execute(
                    sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(copy))
                )
