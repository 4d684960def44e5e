"""A province with its documents, figures and resolutions, quick to make."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def loaded(province: Path, db: None) -> Path:
    del db
    # Imported here: this file is read before Django's applications are.
    from tinhso.kernel.documents import loading as documents
    from tinhso.kernel.indicators import loading as indicators
    from tinhso.kernel.indicators.tests.merged import make_provinces
    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.systems.strategy import loading
    from tinhso.systems.strategy.tests.bodies import make_bodies

    make_provinces()
    make_bodies()
    for room in (documents, indicators, loading):
        room.load(province, actor=LOADER, now=NOW)
    return province
