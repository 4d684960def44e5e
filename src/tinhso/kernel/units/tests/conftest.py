"""The provinces that come with the product, loaded as they are.

Imports of the product stand inside the fixtures: this file is read before Django is set up.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tinhso

if TYPE_CHECKING:
    from tinhso.kernel.declarations import LoadReport

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PROVINCES = Path(tinhso.__file__).parent / "provinces"


@pytest.fixture
def thai_nguyen(db: None) -> LoadReport:  # noqa: ARG001 (asks for the database)
    return _load("thai_nguyen")


@pytest.fixture
def example(db: None) -> LoadReport:  # noqa: ARG001 (asks for the database)
    return _load("example")


def _load(province: str) -> LoadReport:
    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.kernel.units import loading

    return loading.load(PROVINCES / province, actor=LOADER, now=NOW)
