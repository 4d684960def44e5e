import os

import psycopg
import pytest
from django.db import connection

from tinhso.kernel.ledger import models as ledger
from tinhso.runtime import roles


def test_another_database_login_and_password_go_into_an_address() -> None:
    dsn = "postgresql://owner:old@host:5433/one?host=%2Frun%2Fx&connect_timeout=3"
    changed = roles.dsn_with(dsn, dbname="tỉnh số", user="ai đó", password="p@ss/word")
    parsed = psycopg.conninfo.conninfo_to_dict(changed)
    assert parsed["dbname"] == "tỉnh số"
    assert parsed["user"] == "ai đó"
    assert parsed["password"] == "p@ss/word"
    assert parsed["host"] == "/run/x"
    assert parsed["connect_timeout"] == "3"


def test_an_address_without_a_change_keeps_its_login() -> None:
    dsn = "postgresql://owner:secret@host/one"
    assert roles.dsn_with(dsn, dbname="two") == "postgresql://owner:secret@host/two"


def test_a_long_database_name_still_makes_a_name_of_its_own() -> None:
    role = roles.application_role("đ" * 31)
    assert role.endswith("_app")
    assert len(role.encode()) <= 63


def test_the_ledgers_tables_are_those_that_the_ledger_names() -> None:
    assert set(roles.APPEND_ONLY) == set(ledger.APPEND_ONLY)
    assert set(roles.DELETABLE) == set(ledger.DELETABLE)


@pytest.mark.django_db
@pytest.mark.parametrize("table", roles.APPEND_ONLY)
@pytest.mark.parametrize("deed", ["UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES"])
def test_the_application_may_only_read_and_append_to_the_ledger(
    application_role: str, table: str, deed: str
) -> None:
    assert not may(application_role, table, deed)
    assert may(application_role, table, "SELECT")
    assert may(application_role, table, "INSERT")


@pytest.mark.django_db
def test_the_application_may_forget_a_salt_but_not_change_it(application_role: str) -> None:
    assert may(application_role, "ledger_salt", "DELETE")
    assert not may(application_role, "ledger_salt", "UPDATE")
    assert not may(application_role, "ledger_salt", "TRUNCATE")


@pytest.mark.django_db
def test_the_application_owns_no_table(application_role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = %s", [application_role])
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_granting_again_changes_nothing(application_role: str) -> None:
    dsn = roles.dsn_with(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
    assert roles.grant(dsn) == application_role
    assert not may(application_role, "ledger_event", "UPDATE")


def may(role: str, table: str, deed: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [role, table, deed])
        return bool(cursor.fetchone()[0])
