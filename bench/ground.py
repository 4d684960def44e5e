"""A PostgreSQL of a bench's own, durable as in production, gone when the bench is."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tinhso.runtime.postgres import Server


@contextlib.contextmanager
def own_server() -> Iterator[Server]:
    """Start an empty server, and leave nothing of it behind."""
    home = Path(tempfile.mkdtemp(prefix="tinhso-bench-"))
    home.chmod(0o755)
    server = Server(home)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        for folder in (server.socket, home):
            shutil.rmtree(folder, ignore_errors=True)
