"""How fast the ledger seals, proves and verifies, beside what PostgreSQL itself can write.

Usage: python bench/ledger.py [--events 10000000] [--proofs 500]

Makes a PostgreSQL of its own (durable: fsync on), fills it with events as the application writes
them, and seals them in the batches of production. The limit it is held against is a bare COPY of
the same rows (position, event, 32 byte hash) into the same table: sealing cannot be faster than
writing its result. Proofs are made from the tables at random positions under the last head, and
verified with the pure functions that a citizen's receipt is verified with.

Seen on 22 November 2026, 2 cores, Python 3.11, PostgreSQL 18.6 embedded:
- 300,000 events, machine otherwise quiet: 100,004 sealed/s, ratio 0.20.
- 10,000,000 events, while ten other programs wanted the same two cores (load 10): 31,976 sealed/s.
  Proofs took 11 ms there; since then hashes are read as one value a run, and a proof is 1.6 ms
  of this process's work. Not yet measured at ten million on a quiet machine.
"""

import argparse
import base64
import json
import os
import random
import statistics
import time
from datetime import UTC, datetime

import psycopg

from ground import own_server
from tinhso.runtime.postgres import Server

FILL = """
INSERT INTO ledger_event (id, at, body)
SELECT id, at,
       '{"actor":"account:' || i %% 900 || '","at":"'
       || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
       || '","commitments":{"text":"' || encode(sha256(i::text::bytea), 'hex')
       || '"},"data":{"number":"TN-26-' || i || '","category":"roads","commune":"05' || i %% 280
       || '"},"id":"' || id || '","kind":"hotline.report.filed","subject":"case:' || id || '"}'
FROM (
    SELECT i, timestamptz '2026-01-01 00:00+07' + i * interval '1 ms' AS at,
           (lpad(to_hex(i), 12, '0') || '7' || substr(md5(i::text), 1, 3) || '8'
            || substr(md5(i::text), 4, 15))::uuid AS id
    FROM generate_series(%s::bigint, %s::bigint) AS i
) events
"""
STEP = 100_000
TARGET_SEALING = 20_000
TARGET_PROOF = 5.0


def main() -> None:
    """Run the bench and print its figures, the ratio last."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    arguments.add_argument("--events", type=int, default=10_000_000)
    arguments.add_argument("--proofs", type=int, default=500)
    asked = arguments.parse_args()
    with own_server() as server:
        prepare(server)
        measure(asked.events, asked.proofs, server.dsn())


def prepare(server: Server) -> None:
    """Set Django up on the new database and make the ledger's tables."""
    key = base64.b64encode(bytes(range(32))).decode()
    os.environ |= {
        "DATABASE_URL": server.dsn(),
        "DJANGO_SETTINGS_MODULE": "tinhso.config.settings",
        "TINHSO_SECRET_KEY": "only-for-the-bench-" + "x" * 40,
        "TINHSO_LEDGER_KEY": key,
        "TINHSO_KEYRING": json.dumps({"active": "k1", "keys": {"k1": key}}),
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", "ledger", verbosity=0)


def measure(events: int, proofs: int, dsn: str) -> None:
    """Fill, seal, prove, verify, and print."""
    from django.db import connection

    from tinhso.kernel.ledger import keys
    from tinhso.kernel.ledger.sealing import seal
    from tinhso.kernel.ledger.verification import verify_all

    with psycopg.connect(dsn, autocommit=True) as filler:
        started = time.perf_counter()
        for start in range(0, events, STEP):
            filler.execute(FILL, [start, min(start + STEP, events) - 1])
        report("events filled", events / (time.perf_counter() - started), "/s")
        filler.execute("VACUUM ANALYZE ledger_event")

    slowest, sealed, seconds = 0.0, 0, 0.0
    while True:
        started = time.perf_counter()
        head = seal(now=datetime.now(UTC), signer=keys.signer())
        taken = time.perf_counter() - started
        if head is None:
            break
        slowest, sealed, seconds = max(slowest, taken), head.size, seconds + taken
    assert sealed == events
    rate = sealed / seconds
    report("events sealed", rate, f"/s (aim: over {TARGET_SEALING:,})")
    report("slowest batch", slowest * 1000, "ms")

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE ledger_leaf, ledger_node")
    working = time.process_time()
    made, verified = prove(sealed, proofs)
    working = time.process_time() - working
    report("proof made, median", statistics.median(made), f"ms (aim: under {TARGET_PROOF:g})")
    report("proof made, 99th percentile", statistics.quantiles(made, n=100)[98], "ms")
    report("proof, this process's own work", working / proofs * 1000, "ms (with the bench's)")
    report("proof verified, median", statistics.median(verified), "ms")

    started = time.perf_counter()
    whole = verify_all(verifiers=[keys.verifier()])
    assert whole.failure is None, whole.failure
    report("whole log verified", whole.size / (time.perf_counter() - started), "events/s")

    limit = copy_rate(dsn)
    report("limit: bare COPY of the same rows", limit, "/s")
    print(f"ratio {rate / limit:.2f} (sealed per second / bare COPY of the sealed rows)")


def prove(size: int, count: int) -> tuple[list[float], list[float]]:
    """Return milliseconds to make and to verify each of `count` inclusion proofs."""
    from tinhso.kernel.ledger.models import Leaf
    from tinhso.kernel.ledger.queries import inclusion_proof, latest_head
    from tinhso.kernel.ledger.rules.merkle import included

    head = latest_head()
    assert head is not None
    root = bytes(head.root)
    chance = random.Random(2026)
    made, verified = [], []
    for position in (chance.randrange(size) for _ in range(count)):
        leaf = bytes(Leaf.objects.get(position=position).hash)
        started = time.perf_counter()
        path = inclusion_proof(position, size)
        between = time.perf_counter()
        assert included(leaf, position, size, path, root)
        verified.append((time.perf_counter() - between) * 1000)
        made.append((between - started) * 1000)
    return made, verified


def copy_rate(dsn: str) -> float:
    """Return rows per second of a bare COPY of the sealed rows into a table like theirs."""
    with psycopg.connect(dsn) as connection:
        connection.execute("CREATE TABLE bare_leaf (LIKE ledger_leaf INCLUDING ALL)")
        rows = connection.execute(
            "SELECT position, event_id, hash FROM ledger_leaf ORDER BY position LIMIT 2000000"
        ).fetchall()
        connection.commit()
        started = time.perf_counter()
        # In batches like the sealer's, each durable.
        for start in range(0, len(rows), 50_000):
            with connection.cursor().copy("COPY bare_leaf FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types(["int8", "uuid", "bytea"])
                for row in rows[start : start + 50_000]:
                    copy.write_row(row)
            connection.commit()
        return len(rows) / (time.perf_counter() - started)


def report(name: str, value: float, unit: str) -> None:
    """Print one figure."""
    print(
        f"{name}: {value:,.2f} {unit}" if value < 100 else f"{name}: {value:,.0f} {unit}",
        flush=True,
    )


if __name__ == "__main__":
    main()
