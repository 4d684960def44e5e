"""A province with its documents, figures and resolutions, quick to make."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tinhso.web.papers.content import Report

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


# What is imported inside: this file is read before Django's applications are.
@pytest.fixture
def loaded(province: Path, db: None) -> Path:
    del db
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


@pytest.fixture
def made(loaded: Path) -> "Callable[..., Report]":
    """Make a report on a scope and span at a position."""
    del loaded
    from tinhso.systems.strategy.reports import making, queries
    from tinhso.systems.strategy.reports.rules.facts import Span
    from tinhso.systems.strategy.reports.wording import this_wording

    def make(
        scope: str = "resolution:dai-hoi-20", span: str = "2020-2025", at: datetime = NOW
    ) -> "Report":
        wording = this_wording()
        assert wording
        return making.report(queries.scope(scope), Span.parse(span), wording, as_of=at)

    return make


@pytest.fixture
def observed(loaded: Path) -> Callable[..., None]:
    """Record another figure of exports in 2024, as a newer and equally sure source would."""
    del loaded
    from tinhso.kernel.indicators import actions, queries
    from tinhso.kernel.ledger.actors import LOADER

    def observe(value: str, *, at: datetime, source: str = "tom-luoc-ket-qua-2024") -> None:
        from decimal import Decimal

        found = queries.indicator("exports")
        assert found
        known = next(one for one in queries.series(found, "level") if one.period == "2024")
        figure = actions.Figure(
            indicator=found,
            area=known.area,
            period="2024",
            value=Decimal(value) * found.scale,
            source=source,
            confidence="H",
            kind="estimate",
            citation=known.citation,
        )
        actions.observe(figure, actor=LOADER, now=at)

    return observe
