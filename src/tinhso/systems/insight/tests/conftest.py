"""A province with its catalogue and documents, and one report read in it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tinhso.kernel.ledger.actors import LOADER, Actor

if TYPE_CHECKING:
    from tinhso.systems.insight.models import Reading

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """A Sunday in November 2026."""
    return NOW


@pytest.fixture
def analyst() -> Actor:
    """Who reviews."""
    return Actor("account:1")


@pytest.fixture
def loaded(province: Path, db: None) -> Path:
    """Load the province's documents, catalogue, figures and targets."""
    from tinhso.kernel.documents import loading as documents
    from tinhso.kernel.indicators import loading as indicators
    from tinhso.kernel.indicators.tests.merged import make_provinces

    del db
    make_provinces()
    for room in (documents, indicators):
        room.load(province, actor=LOADER, now=NOW)
    return province


@pytest.fixture
def reading(loaded: Path, analyst: Actor, now: datetime) -> "Reading":
    """Read the report of the story."""
    from tinhso.kernel.documents.actions import enter_document
    from tinhso.systems.insight import actions
    from tinhso.systems.insight.tests import review_story as story

    del loaded
    document, _ = enter_document(story.PAPER, actor=analyst, now=now)
    return actions.read_document(document, story.READING, reader="test-1", actor=analyst, now=now)
