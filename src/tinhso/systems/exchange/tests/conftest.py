"""A province whose figures were published: loaded once for a file of tests, undone for each."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def published(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Load the province's documents and figures; nothing of them remains after the file."""
    # Not before Django is set up: this file may be read first of all.
    from django.conf import settings
    from django.db import transaction

    from tinhso.kernel.documents import loading as documents
    from tinhso.kernel.indicators import loading as indicators
    from tinhso.kernel.indicators.tests.merged import make_provinces
    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.systems.exchange.queries import fields

    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]  # untyped
        fields._spans.cache_clear()
        make_provinces()
        for room in (documents, indicators):
            room.load(Path(settings.TINHSO_PROVINCE), actor=LOADER, now=NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(published: None, db: None) -> None:
    """Give the published province to one test, and undo what the test does."""
    del published, db
