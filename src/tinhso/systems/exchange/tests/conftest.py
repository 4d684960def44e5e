"""A province whose figures were published."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def loaded(db: None, province: Path) -> None:
    """Load the province's documents and figures."""
    # Not before Django is set up: this file may be read first of all.
    from tinhso.kernel.documents import loading as documents
    from tinhso.kernel.indicators import loading as indicators
    from tinhso.kernel.indicators.tests.merged import make_provinces
    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.systems.exchange.queries import fields

    del db
    fields._spans.cache_clear()
    make_provinces()
    for room in (documents, indicators):
        room.load(province, actor=LOADER, now=NOW)
