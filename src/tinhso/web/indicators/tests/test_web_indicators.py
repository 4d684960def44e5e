"""A series' page: both sources side by side, other boundaries refused where they must be."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from tinhso.kernel.documents import loading as documents
from tinhso.kernel.indicators import actions, loading
from tinhso.kernel.indicators.models import Indicator
from tinhso.kernel.indicators.tests.merged import make_provinces
from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.units.models import Unit
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
def test_the_pages_of_the_province(client: Client) -> None:
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
    file = client.get("/indicators/exports.csv").getvalue().decode("utf-8-sig")
    assert "27600000000" in file


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_pages_ask_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/indicators/")  # what the shell keeps is read once
    with django_assert_num_queries(5):
        client.get("/indicators/")
    with django_assert_num_queries(9):
        client.get("/indicators/exports")
    with django_assert_num_queries(5):
        client.get("/indicators/exports/areas")


def page(client: Client, address: str) -> str:
    """Return a page's words, blanks and tags made plain."""
    answer = client.get(address)
    assert answer.status_code == 200
    words = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", words.replace("\N{NO-BREAK SPACE}", " "))


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_the_catalogue_is_searched_with_and_without_diacritics(client: Client) -> None:
    for words in ("hộ nghèo", "ho ngheo", "POOR households"):
        found = page(client, f"/indicators/?q={words}")
        assert "Tỷ lệ hộ nghèo" in found
        assert "Xuất khẩu" not in found
    assert "Không có chỉ tiêu nào như vậy" in page(client, "/indicators/?q=zzz")


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_what_has_no_figure_is_shown_when_asked_for(client: Client) -> None:
    assert "Sản lượng xi măng" not in page(client, "/indicators/")
    everything = page(client, "/indicators/?all")
    assert "Sản lượng xi măng" in everything
    assert "chưa có số" in everything


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_a_share_is_computed_beside_what_the_source_says(client: Client) -> None:
    share = page(client, "/indicators/communes_new_rural_share")
    assert "÷ tổng số mà nguồn nêu" in share
    assert "93,65 % 93,7 %" in share
    assert "× 100" in share


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_what_can_not_be_computed_says_why(client: Client) -> None:
    balance = page(client, "/indicators/trade_balance")
    assert "Xuất khẩu − Nhập khẩu" in balance
    assert "Không tính được: thiếu Nhập khẩu" in balance


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_an_index_tells_its_methods_and_how_many_were_ranked(client: Client) -> None:
    dti = page(client, "/indicators/dti")
    assert "từ 2025 34" in dti
    assert "đổi phương pháp" in dti


def say(area: Unit, value: int, period: str = "2024") -> None:
    figure = actions.Figure(
        Indicator.objects.get(code="tea_area"), area, period, Decimal(value), "bao-cao", "H"
    )
    actions.enter_figure(figure, actor=LOADER, now=NOW)


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_the_merged_province_shows_what_it_is_made_of(client: Client) -> None:
    for unit in Unit.objects.filter(valid_to__isnull=False):
        say(unit, 1000 if unit.code == "19" else 500)
    merged = page(client, "/indicators/tea_area?boundaries=since-2025-07-01")
    assert "1.500,0 ha" in merged
    assert "Tỉnh Bắc Kạn, ranh giới trước 01/07/2025: 500 ha" in merged


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_areas_stand_side_by_side(client: Client) -> None:
    for unit in Unit.objects.filter(valid_to__isnull=False):
        say(unit, 1000 if unit.code == "19" else 500)
    compared = page(client, "/indicators/tea_area/areas")
    assert compared.index("1.000 ha") < compared.index("500 ha")
    north = Unit.objects.get(code="06")
    assert "Diện tích chè, Tỉnh Bắc Kạn" in page(client, f"/indicators/tea_area?area={north.pk}")
    for odd in ("period=x", "areas=x", "period=1900"):
        assert client.get(f"/indicators/tea_area/areas?{odd}").status_code == 200
    assert client.get("/indicators/khong-co/areas").status_code == 404
    assert "Chưa có nơi nào để so" in page(client, "/indicators/cement_output/areas")
    for odd in ("area=x", "area=999999", f"area={'9' * 40}"):
        assert client.get(f"/indicators/tea_area?{odd}").status_code == 200
