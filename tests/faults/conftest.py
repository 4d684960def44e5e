"""Folders that PostgreSQL's account can enter, and the ending of what a failed test left."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tinhso.runtime import processes


@pytest.fixture
def house() -> Iterator[Path]:
    """Give an empty folder for one deployment; pytest's own are closed to other accounts."""
    folder = Path(tempfile.mkdtemp(prefix="tinhso-faults-"))
    folder.chmod(0o755)
    yield folder
    data = folder / "postgres" / "data"
    if data.exists():
        processes.end(processes.working_in(data, "postgres"), *processes.AT_ONCE)
    status = folder.stat()
    processes.end(
        processes.carrying("TINHSO_HOUSE", f"{status.st_dev}:{status.st_ino}"), *processes.AT_ONCE
    )
    shutil.rmtree(folder)
