"""A series' page: both sources side by side, other boundaries refused where they must be."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from tinhso.kernel.documents import loading as documents
from tinhso.kernel.indicators import loading
from tinhso.kernel.indicators.tests.merged import make_provinces
from tinhso.kernel.ledger.actors import LOADER
from tinhso.web.indicators import chart

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
VALUES = st.lists(st.integers(-(10**6), 10**12).map(float), min_size=1, max_size=8)


def marks(values: list[float]) -> list[chart.Mark]:
    return [
        chart.Mark(date(2018 + year, 12, 31), value, f"{value:g}", str(2018 + year), 1)
        for year, value in enumerate(values)
    ]


@given(VALUES, st.booleans())
def test_every_figure_lies_inside_the_drawing(values: list[float], wide: bool) -> None:
    size = chart.WIDE if wide else chart.NARROW
    drawing = chart.draw(marks(values), [], [], size=size)
    assert len(drawing.dots) == len(values)
    for dot in drawing.dots:
        assert size.left <= float(dot.x) <= size.width - size.right
        assert size.top - 1 <= float(dot.y) <= size.height - size.bottom + 1


@given(VALUES)
def test_an_axis_holds_all_figures_in_a_few_steps(values: list[float]) -> None:
    steps = chart.steps(marks(values), [])
    assert steps[0] <= min(values)
    assert steps[-1] >= max(values)
    assert 2 <= len(steps) <= 8


def test_ranks_grow_downwards() -> None:
    drawing = chart.draw(marks([3, 2]), [], [], size=chart.WIDE, ranks=True)
    assert float(drawing.dots[0].y) > float(drawing.dots[1].y)


def test_no_line_crosses_a_change_of_boundaries() -> None:
    old, new = marks([10, 20])
    drawing = chart.draw(
        [old, chart.Mark(new.on, new.value, new.label, new.period, 2)],
        [],
        [date(2019, 7, 1)],
        size=chart.WIDE,
    )
    assert drawing.strokes == ()
    assert len(drawing.breaks) == 1


@pytest.fixture
def _loaded(province: Path) -> None:
    make_provinces()
    documents.load(province, actor=LOADER, now=NOW)
    loading.load(province, actor=LOADER, now=NOW)


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_the_pages_of_the_province(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    budget = client.get("/indicators/budget_revenue").content.decode()
    assert "trên 20.000 tỷ đồng" in budget.replace("\N{NO-BREAK SPACE}", " ")
    assert "19.680 tỷ đồng" in budget.replace("\N{NO-BREAK SPACE}", " ")
    merged = client.get("/indicators/grdp?boundaries=since-2025-07-01").content.decode()
    assert "Không tính được: thiếu số của Tỉnh Bắc Kạn" in merged
    ranks = client.get("/indicators/pci?boundaries=since-2025-07-01").content.decode()
    assert "Không quy đổi được" in ranks
    assert "chưa tìm thấy" in client.get("/indicators/poverty_rate").content.decode().lower()
    for odd in ("measure=x", "boundaries=since-1900-01-01", "boundaries=before-"):
        assert client.get(f"/indicators/grdp?{odd}").status_code == 200
    assert client.get("/indicators/khong-co").status_code == 404
    file = client.get("/indicators/exports.csv").content.decode("utf-8-sig")
    assert "27600000000" in file
    with django_assert_num_queries(2):
        assert "Xuất khẩu" in client.get("/indicators/").content.decode()
    with django_assert_num_queries(5):
        client.get("/indicators/exports")
