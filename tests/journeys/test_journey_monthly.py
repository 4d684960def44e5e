"""A leader opens the hotline's month, presses a number, and takes the report away on paper."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from .conftest import Eye

Enter = Callable[[str], Page]


@pytest.mark.parametrize("screen", ["desktop"], indirect=True)
def test_a_leader_reads_the_month_and_takes_it_away(enter: Enter, eye: Eye) -> None:
    page = enter("Lãnh đạo")
    page.goto("/reports/monthly/live/")
    expect(page.get_by_role("heading", name="Việc gì đang cần bạn?")).to_be_visible()

    page.goto("/reports/monthly/")
    page.get_by_role("link", name="Xem số liệu đến lúc này").click()
    number = page.locator(".balance li").filter(has_text="nhận mới").locator(".number")
    said = number.inner_text()
    month = page.url
    number.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Nhận trong kỳ: {said}")
    page.get_by_role("rowheader").first.get_by_role("link").click()
    assert "/cases/" in page.url  # a leader opens the case itself

    page.goto(month)
    with page.expect_download() as word:
        page.get_by_role("link", name="Tải DOCX").click()
    document = Document(BytesIO(Path(word.value.path()).read_bytes()))
    assert any(row.cells[1].text == said for row in document.tables[1].rows)
    with page.expect_download() as sheet:
        page.get_by_role("link", name="XLSX").click()
    whole = load_workbook(BytesIO(Path(sheet.value.path()).read_bytes())).worksheets[0]
    counts = {row[0]: row[1] for row in whole.iter_rows(values_only=True)}
    assert counts["Nhận trong kỳ"] == int(said.replace(".", ""))

    eye.of(page).look_at_paper("month")
    with pdfplumber.open(BytesIO(page.pdf(format="A4"))) as printed:
        assert said in "".join(sheet.extract_text() for sheet in printed.pages)
