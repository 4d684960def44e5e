"""Folders that PostgreSQL's account can enter, and the ending of what a failed test left."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tinhso.runtime import processes
from tinhso.runtime.home import Home
from tinhso.runtime.up import MARK


@contextmanager
def new_house() -> Iterator[Path]:
    """Give an empty folder for one deployment; pytest's own are closed to other accounts."""
    folder = Path(tempfile.mkdtemp(prefix="tinhso-faults-"))
    folder.chmod(0o755)
    yield folder
    data = folder / "postgres" / "data"
    if data.exists():
        processes.end(processes.working_in(data, "postgres"), *processes.AT_ONCE)
    processes.end(processes.carrying(MARK, Home(folder).mark), *processes.AT_ONCE)
    shutil.rmtree(folder)


@pytest.fixture
def house() -> Iterator[Path]:
    """Give a test its own empty deployment."""
    with new_house() as folder:
        yield folder


@pytest.fixture(scope="module")
def shared_house() -> Iterator[Path]:
    """Give a module's tests one deployment."""
    with new_house() as folder:
        yield folder
