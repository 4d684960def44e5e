"""A PostgreSQL of a bench's own, durable as in production, gone when the bench is."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from tinhso.runtime.postgres import OWNER, SUPERUSER, Server


@contextlib.contextmanager
def own_server() -> Iterator[Server]:
    """Start an empty server, and leave nothing of it behind."""
    home = Path(tempfile.mkdtemp(prefix="tinhso-bench-"))
    home.chmod(0o755)
    server = Server(home)
    try:
        server.start()
        with psycopg.connect(server.dsn(user=SUPERUSER), autocommit=True) as master:
            # What was filled can be written out before anything is timed.
            master.execute(sql.SQL("GRANT pg_checkpoint TO {}").format(sql.Identifier(OWNER)))
        yield server
    finally:
        server.stop()
        for folder in (server.socket, home):
            shutil.rmtree(folder, ignore_errors=True)
