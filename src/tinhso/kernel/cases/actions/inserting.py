"""Rows of several tables in one statement, for the hot path: a third of the cost of `save`."""

from functools import lru_cache

from django.db import connection
from django.db.models import Model


def insert_together(*rows: Model) -> None:
    """Insert new rows, each of another table, in one statement; nothing is read back.

    Every value is set before, ids too. Foreign keys are checked at commit, so the order is free.
    """
    statement = _statement(tuple(type(row) for row in rows))
    values = [
        field.get_db_prep_save(getattr(row, field.attname), connection)
        for row in rows
        for field in row._meta.concrete_fields  # noqa: SLF001  # Django's documented way to fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@lru_cache(maxsize=16)
def _statement(tables: tuple[type[Model], ...]) -> str:
    inserts = [_insert(table) for table in tables]
    before = ", ".join(f"i{n} AS ({insert})" for n, insert in enumerate(inserts[:-1]))
    return f"WITH {before} {inserts[-1]}" if before else inserts[-1]


def _insert(table: type[Model]) -> str:
    quote = connection.ops.quote_name
    fields = table._meta.concrete_fields  # noqa: SLF001  # as above
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(table._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608, SLF001  # names of our own tables
