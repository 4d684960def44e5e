"""The hotline of the fictional province, and people of every role in it."""

from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

NOW = "2026-11-17T09:12:00+07:00"


@pytest.fixture
def now() -> datetime:
    """A Tuesday morning."""
    return datetime.fromisoformat(NOW)


@pytest.fixture
def example(settings: LazySettings, request: pytest.FixtureRequest) -> Path:
    """Load the example province with its roles, registers and procedures."""
    request.getfixturevalue("db")
    from tinhso.kernel.cases.tests.scene import LOADED, load_example
    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.kernel.people import loading as people
    from tinhso.kernel.registers import loading as registers

    folder = load_example(settings)
    for room in (people, registers):
        room.load(folder, actor=LOADER, now=LOADED)
    return folder
