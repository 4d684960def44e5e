"""The limit: what one filing writes, written by bare psycopg from 8 processes.

The tables are the product's own with their indexes, checks and foreign keys, copied empty into a
schema beside, where nothing seals or follows them. A filing is one prepared statement and one
durable transaction.
"""

import multiprocessing
import secrets
import time
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier

import psycopg
import uuid6

PROCESSES = 8
SCHEMA = "bare"
CASE = "SELECT id FROM cases_case WHERE number = %(number)s"
EVENT = f"SELECT id FROM ledger_event WHERE subject = 'case:' || ({CASE})"
# The rows of one filing, by the report's public number; any visitor's counter will do.
ROWS = {
    "cases_case": f"WHERE id = ({CASE})",
    "cases_step": f"WHERE case_id = ({CASE})",
    "ledger_event": f"WHERE id = ({EVENT})",
    "ledger_salt": f"WHERE event_id = ({EVENT})",
    "people_hit": "LIMIT 1",
}
# Without what PostgreSQL numbers and computes itself, in the copies too.
COLUMNS = """
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND attgenerated = ''
  AND attidentity = '' AND attname <> 'xid'
"""
FOREIGN_KEYS = """
SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'
"""
# What may stand in one filing only.
UNIQUE = """
SELECT c.id::text, c.number, c.key_hash, c.secret_hash, s.id::text, e.id::text, h.key
FROM public.cases_case c JOIN public.cases_step s ON s.case_id = c.id
JOIN public.ledger_event e ON e.subject = 'case:' || c.id, public.people_hit h
WHERE c.number = %s LIMIT 1
"""


@dataclass(frozen=True)
class Filing:
    """A filing as bare rows: the statement that writes them, its values, and the unique ones."""

    statement: str
    values: tuple[str | None, ...]
    unique: tuple[str, ...]

    def another(self) -> list[str | None]:
        """Return the values of another filing of the same words."""
        values = list(self.values)
        for old in self.unique:
            new = fresh(old)
            values = [v.replace(old, new) if v and old in v else v for v in values]
        return values


def fresh(old: str) -> str:
    """Return a new value of the same kind: an id in time's order, a hash, or a public number."""
    if len(old) == 36:
        return str(uuid6.uuid7())
    return secrets.token_hex(32) if len(old) == 64 else f"BB-26-{secrets.token_hex(6)}"


def filing(dsn: str, number: str) -> Filing:
    """Make the bare tables anew, and read what the product wrote for the report of this number."""
    inserts: list[str] = []
    values: list[str | None] = []
    with psycopg.connect(dsn) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
        keys = {table: connection.execute(FOREIGN_KEYS, [table]).fetchall() for table in ROWS}
        for table, which in ROWS.items():
            (columns,) = connection.execute(COLUMNS, [table]).fetchone() or ("",)
            names = columns.split(", ")
            texts = ", ".join(f"{name}::text" for name in names)
            row = connection.execute(f"SELECT {texts} FROM {table} {which}", {"number": number})
            values += row.fetchone() or ()
            places = ", ".join(["%s"] * len(names))
            inserts.append(f"INSERT INTO {SCHEMA}.{table} ({columns}) VALUES ({places})")
            unlogged = "UNLOGGED" if table == "people_hit" else ""
            connection.execute(
                f"CREATE {unlogged} TABLE {SCHEMA}.{table} (LIKE {table} INCLUDING ALL)"
            )
        connection.execute(f"SET search_path = {SCHEMA}, public")  # a step's case is a bare one
        for table, definitions in keys.items():
            for (definition,) in definitions:
                connection.execute(f"ALTER TABLE {table} ADD {definition}")
        unique = connection.execute(UNIQUE, [number]).fetchone()
    assert unique is not None, f"no report {number}"
    *first, last = inserts
    steps = ", ".join(f"w{place} AS ({insert})" for place, insert in enumerate(first))
    return Filing(f"WITH {steps} {last}", tuple(values), unique)


def rate(dsn: str, number: str, *, seconds: float) -> float:
    """Return how many filings a second the processes write and commit together."""
    what = filing(dsn, number)
    spawn = multiprocessing.get_context("spawn")  # this process has threads and sockets
    start = spawn.Barrier(PROCESSES)
    with spawn.Pool(PROCESSES, _share, (start,)) as pool:
        written = pool.starmap(_write, [(dsn, what, seconds)] * PROCESSES, chunksize=1)
    with psycopg.connect(dsn) as connection:
        (rows,) = connection.execute(f"SELECT count(*) FROM {SCHEMA}.cases_case").fetchone() or (0,)
    total = sum(written)
    assert rows == total, f"{rows} rows of {total} filings"
    return total / seconds


START: list[Barrier] = []


def _share(start: Barrier) -> None:
    """Keep what a process of the pool inherits."""
    START.append(start)


def _write(dsn: str, what: Filing, seconds: float) -> int:
    with psycopg.connect(dsn, autocommit=True) as connection:
        cursor = connection.cursor()
        START[0].wait(60)
        written, end = 0, time.perf_counter() + seconds
        while time.perf_counter() < end:
            cursor.execute(what.statement, what.another(), prepare=True)
            written += 1
    return written
