"""Every test run has a PostgreSQL of its own, started when the first test needs it.

`DATABASE_URL` names another server instead; its login needs CREATEDB and CREATEROLE. Either way
the run makes its own database and role there, so that two runs at once don't meet. With
`POSTGRES_BINARIES` the run's own server is of that version.
"""

import base64
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import django
import hypothesis
import pytest

from tinhso.runtime import postgres, roles

KEY = base64.b64encode(bytes(range(32))).decode()
# A property is about what holds, not how fast: a busy machine must not fail it.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")
_var = tempfile.TemporaryDirectory(prefix="tinhso-var-")
_server: postgres.Throwaway | None = None

# Set before Django reads them. The server's address is known before it runs. Of tests that run side
# by side each process has a server: the ledger seals no further than a server's oldest transaction.
if os.environ.get("DATABASE_URL") == os.environ.get("DATABASE_OF_RUN"):
    binaries = os.environ.get("POSTGRES_BINARIES")
    _server = postgres.throwaway(binaries=Path(binaries) if binaries else None)
    os.environ["DATABASE_URL"] = os.environ["DATABASE_OF_RUN"] = _server.dsn()
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "tinhso.config.settings",
    "TINHSO_SECRET_KEY": "only-for-tests-" + "x" * 40,
    "TINHSO_LEDGER_KEY": KEY,
    "TINHSO_KEYRING": json.dumps({"active": "k1", "keys": {"k1": KEY}}),
    "TINHSO_VAR": _var.name,
    "TINHSO_DEMONSTRATION": "1",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run take only the tests that another PostgreSQL could change."""
    parser.addoption(
        "--on-database", action="store_true", help="leave out the tests that use no database"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what was asked to be left out."""
    if not config.getoption("--on-database"):
        return
    config.hook.pytest_deselected(items=[item for item in items if not _uses_database(item)])
    items[:] = filter(_uses_database, items)


def _uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"})


def pytest_configure(config: pytest.Config) -> None:
    """Set Django up with the settings above; pytest-django then guards its database."""
    from django.conf import settings

    (Path(_var.name) / "static").mkdir(exist_ok=True)
    # Pages are tested without collecting static files first.
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    storages = cast("dict[str, dict[str, object]]", settings.STORAGES)
    storages["staticfiles"]["BACKEND"] = plain
    # Passwords of tests need not withstand guessing; a slow hash would only cost time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()
    if config.getoption("numprocesses", None):
        # Handed down, it would let the processes read the settings before their own server's.
        del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_runtest_setup() -> None:
    """Let each test find out for itself which rows the codes of units stand for."""
    from tinhso.kernel.cases.queries import units

    for kept in (units.id_of, units._commune, units.province_name):  # noqa: SLF001
        kept.cache_clear()


def pytest_unconfigure() -> None:
    """Leave nothing running and nothing lying."""
    if _server is not None:
        _server.discard()
    _var.cleanup()


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Start the server and name a database that no other run uses."""
    from django.db import connection

    if _server is not None:
        _server.start()
    test_settings = cast("dict[str, object]", connection.settings_dict["TEST"])
    test_settings["NAME"] = f"test_tinhso_{os.getpid()}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:  # noqa: ARG001  pytest-django's
    """Make the roles on the test database as `tinhso up` does: the open pages need theirs."""
    from django.db import connection

    database = connection.settings_dict["NAME"]
    dsn = roles.dsn_with(os.environ["DATABASE_URL"], dbname=database)
    made = (roles.grant(dsn), roles.open_role(database))
    roles.allow_switching(dsn, made[0])
    yield
    for role in made:
        roles.drop(dsn, role)


@pytest.fixture(scope="session")
def application_role(request: pytest.FixtureRequest) -> str:
    """Give the name of the role the application logs in as, with its rights on the test database.

    `SET LOCAL ROLE` to it shows what production may do.
    """
    from django.db import connection

    request.getfixturevalue("django_db_setup")
    return roles.application_role(connection.settings_dict["NAME"])


@pytest.fixture
def province() -> Path:
    """Give the folder of the province this run is for."""
    from django.conf import settings

    return Path(settings.TINHSO_PROVINCE)
