"""The directory and a unit's page, as a reader walks them."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

import tinhso
from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.units import loading, queries
from tinhso.kernel.units.models import Unit

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
PROVINCES = Path(tinhso.__file__).parent / "provinces"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def thai_nguyen(db: None) -> None:  # noqa: ARG001 (asks for the database)
    loading.load(PROVINCES / "thai_nguyen", actor=LOADER, now=NOW)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_directory_lists_the_communes_of_today(client: Client) -> None:
    text = page(client, "/units/")
    assert "92 đơn vị" in text
    assert "Phú Lạc" in text
    assert "huyện" not in text.split("<main")[1].split('id="list-title"')[1].split("chips")[0]


def test_the_directory_of_an_earlier_day_lists_what_stood_then(client: Client) -> None:
    text = page(client, "/units/?at=2025-06-30")
    assert "280 đơn vị, ngày 30/06/2025" in text
    assert "Cam Giá" in text
    assert "17 đơn vị" not in text
    assert "20 đơn vị" in page(client, "/units/?at=2025-06-30&group=wider")


def test_an_old_name_leads_to_the_new_unit_and_says_so(client: Client) -> None:
    text = page(client, "/units/?q=tan+linh+dai+tu".replace("+dai", ",+dai"))
    assert "Xã Phú Lạc" in text
    assert "Trước đây là Xã Tân Linh (Huyện Đại Từ)" in text


def test_a_divided_commune_is_asked_about(client: Client) -> None:
    text = page(client, "/units/?q=Cam+Gi%C3%A1")
    assert "Phường Cam Giá trước đây đã được chia. Chỗ bạn hỏi nay thuộc đâu?" in text
    assert "Một phần của Phường Cam Giá" in text
    old = queries.communes(BEFORE).get(name_vi="Phường Cam Giá")
    assert "Hệ thống không tự chọn thay bạn" in page(client, f"/units/{old.pk}/")


def test_nothing_found_helps_on(client: Client) -> None:
    assert "Hãy thử ít chữ hơn" in page(client, "/units/?q=zzz")


def test_a_unit_shows_what_it_came_from(client: Client) -> None:
    new = queries.by_code("05788", AFTER)
    text = page(client, f"/units/{new.pk}/")
    for old in ("Xã Phú Lạc", "Xã Tân Linh", "Xã Phục Linh"):
        assert old in text
    assert "Nghị quyết số 1683/NQ-UBTVQH15" in text
    assert "UBND xã Phú Lạc" in text
    assert text.count("<path") >= 3
    assert "style=" not in text.split("<main")[1]


def test_every_unit_has_a_page(client: Client) -> None:
    kinds = Unit.objects.order_by("kind", "valid_to", "subtype").distinct(
        "kind", "valid_to", "subtype"
    )
    assert len(kinds) > 15
    for unit in kinds:
        page(client, f"/units/{unit.pk}/")
    assert client.get("/units/999999/").status_code == 404


def test_a_district_that_ended_says_what_its_land_is_now(client: Client) -> None:
    district = queries.by_code("171", BEFORE)
    text = page(client, f"/units/{district.pk}/")
    assert "Không còn từ 01/07/2025" in text
    assert "27 đơn vị trực thuộc" in text


def test_it_reads_in_english(client: Client) -> None:
    client.cookies["django_language"] = "en"
    text = page(client, "/units/?q=phu+lac")
    assert "Phú Lạc Commune" in text
    assert "đơn vị" not in text.split("<main")[1].split("</main")[0]
    new = queries.by_code("05788", AFTER)
    main = page(client, f"/units/{new.pk}/").split("<main")[1].split("</main")[0]
    assert "Formerly" in main
    assert "People&#x27;s Committee of Phú Lạc Commune" in main


def test_the_csv_holds_every_unit_with_its_code_whole(client: Client) -> None:
    answer = client.get("/units/export.csv?at=2025-07-01")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 93
    (phu_lac,) = [row for row in rows if row[1] == "Xã Phú Lạc"]
    assert phu_lac[0] == "05788"
    assert phu_lac[11] == "05788 05794 05797" or len(phu_lac[11].split()) == 3
    assert "don-vi-communes-2025-07-01.csv" in answer["Content-Disposition"]


def test_the_workbook_keeps_codes_as_text(client: Client) -> None:
    answer = client.get("/units/export.xlsx?group=agencies")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    names = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert "Sở Công Thương" in names
    communes = client.get("/units/export.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(communes.content)).active
    assert sheet is not None
    codes = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(codes) == 92
    assert all(isinstance(code, str) and len(code) == 5 for code in codes)


@pytest.mark.parametrize("query", ["?at=gestern", "?at=0000-00-00", "?group=all", "?q=%25_'"])
def test_what_can_not_be_read_is_today(client: Client, query: str) -> None:
    page(client, f"/units/{query}")


def test_pages_cost_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(6):
        page(client, "/units/")
    with django_assert_max_num_queries(6):
        page(client, "/units/?at=2025-06-30")
    new = queries.by_code("05788", AFTER)
    with django_assert_max_num_queries(12):
        page(client, f"/units/{new.pk}/")
    with django_assert_max_num_queries(4):
        client.get("/units/export.csv")
