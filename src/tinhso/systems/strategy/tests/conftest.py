"""A province with its documents, figures, resolutions, sessions and the procedure of tasks."""

from datetime import datetime
from pathlib import Path

import pytest

NOW = "2026-11-22T16:00:00+07:00"


@pytest.fixture
def now() -> datetime:
    """A Sunday afternoon."""
    return datetime.fromisoformat(NOW)


@pytest.fixture
def governed(province: Path, now: datetime, db: None) -> Path:
    """Load what tasks and sessions need; people are appointed by the tests."""
    del db
    # Imported here: this file is read before Django's applications are.
    from tinhso.kernel.calendar import loading as calendar
    from tinhso.kernel.cases import loading as cases
    from tinhso.kernel.cases.queries import units as known_units
    from tinhso.kernel.documents import loading as documents
    from tinhso.kernel.indicators import loading as indicators
    from tinhso.kernel.indicators.tests.merged import make_provinces
    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.systems.strategy import loading
    from tinhso.systems.strategy.tests.bodies import make_bodies

    known_units.id_of.cache_clear()
    known_units.province_name.cache_clear()
    make_provinces()
    make_bodies()
    for room in (documents, calendar, indicators, cases, loading):
        room.load(province, actor=LOADER, now=now)
    return province
