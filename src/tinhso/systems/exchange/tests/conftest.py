"""A province whose figures were published."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tinhso.config.loading import load_province

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def loaded(db: None, province: Path) -> None:
    """Load the province's files."""
    del db
    list(load_province(province, now=NOW))
