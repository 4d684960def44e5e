"""The promises as data for everyone: the columns explained are those of the file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from tinhso.kernel.documents import loading as documents
from tinhso.kernel.indicators import loading as indicators
from tinhso.kernel.indicators.tests.merged import make_provinces
from tinhso.kernel.ledger.actors import LOADER
from tinhso.systems.strategy import loading
from tinhso.systems.strategy.offers import offered
from tinhso.systems.strategy.tests.bodies import make_bodies

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_file_of_promises_has_the_columns_that_are_explained(province: Path) -> None:
    assert not list(offered())
    make_provinces()
    make_bodies()
    for room in (documents, indicators, loading):
        room.load(province, actor=LOADER, now=NOW)
    offer = next(offered())
    lines = Client().get(offer.files[0].href).getvalue().decode("utf-8-sig").splitlines()
    assert lines[0].split(",") == [column.name for column in offer.columns]
    assert len(lines) > 5
