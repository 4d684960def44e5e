"""The open side reads what is public, and PostgreSQL itself refuses it everything else."""

from datetime import datetime

import pytest
from django.db import ProgrammingError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from tinhso.kernel.cases.models import Case
from tinhso.runtime import roles
from tinhso.systems.hotline import queries
from tinhso.systems.hotline.models import PublishedReport
from tinhso.systems.hotline.open_side import open_side
from tinhso.systems.hotline.tests.conftest import example, now
from tinhso.systems.hotline.tests.story import told

__all__ = ["example", "now"]

pytestmark = pytest.mark.django_db

EVERY_TABLE = """
SELECT relname, has_any_column_privilege(%s, oid, 'SELECT'),
       has_table_privilege(%s, oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
       OR has_any_column_privilege(%s, oid, 'INSERT, UPDATE')
FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
"""


def test_the_open_role_may_read_the_public_tables_and_write_nothing() -> None:
    role = roles.open_role(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(EVERY_TABLE, [role, role, role])
        tables = cursor.fetchall()
    assert {name for name, reads, _writes in tables if reads} == set(roles.OPEN)
    assert not [name for name, _reads, writes in tables if writes]


def test_the_open_role_is_no_login_and_nobodys_superior() -> None:
    role = roles.open_role(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles "
            "WHERE rolname = %s",
            [role],
        )
        assert cursor.fetchone() == (False, False, False, False, False)
        cursor.execute("SELECT 1 FROM pg_auth_members WHERE member = %s::regrole", [f'"{role}"'])
        assert cursor.fetchone() is None


def test_a_wrong_query_is_refused_and_the_next_one_is_not_the_publics() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), open_side():
        Case.objects.first()
    assert Case.objects.first() is None
    with open_side():
        assert PublishedReport.objects.first() is None
    assert Case.objects.first() is None


def test_a_write_is_refused() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), open_side():
        PublishedReport.objects.update(stars=5)


def test_within_the_open_side_one_cannot_step_out_by_entering_again() -> None:
    with open_side():
        with open_side():
            pass
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Case.objects.first()


@pytest.mark.usefixtures("example")
def test_a_public_row_does_not_lead_on_to_its_case(now: datetime) -> None:
    told(now).seen()
    with pytest.raises(ProgrammingError, match="permission denied"), open_side():
        _ = PublishedReport.objects.get().case.title


@pytest.mark.usefixtures("example")
def test_the_application_takes_the_open_role_on_and_lays_it_aside(
    application_role: str, now: datetime
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', %s, true)", [application_role])
    with open_side():
        assert queries.categories(now=now)
        with pytest.raises(ProgrammingError), transaction.atomic():
            Case.objects.first()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (application_role,)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_costs_three_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(3), open_side():
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role')")
        assert cursor.fetchone() == ("none",)
