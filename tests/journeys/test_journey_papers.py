"""A report of five years: chosen, read, downloaded; two editions kept and compared."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pdfplumber
from docx import Document
from playwright.sync_api import Page, expect

from .conftest import Eye

TERM = "Kết quả thực hiện Đại hội Đảng bộ tỉnh lần thứ XX"


def choose(page: Page, *, day: str = "") -> None:
    """Choose the report on the congress's term, from the board."""
    page.goto("/board")
    page.get_by_role("link", name="Báo cáo kỳ").click()
    page.get_by_label("Báo cáo về").select_option(label="Đại hội Đảng bộ tỉnh lần thứ XX")
    page.get_by_label("5 năm, như 2020–2025").check()
    page.get_by_label("Đến hết năm").select_option("2025")
    if day:
        page.get_by_label("Số liệu ghi nhận đến hết ngày").fill(day)
    page.get_by_role("button", name="Xem báo cáo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(TERM))


def download(page: Page, words: str) -> bytes:
    with page.expect_download() as given:
        page.get_by_role("link", name=words).click()
    return Path(given.value.path()).read_bytes()


def test_the_report_of_a_term_is_read_and_downloaded(page: Page, eye: Eye) -> None:
    choose(page)
    expect(page.get_by_role("article")).to_contain_text("27,6 tỷ USD (ước)")
    eye.look("report")
    eye.look_in_the_dark("report")
    eye.look_at_paper("report")

    page.get_by_role("link", name="[3]").first.click()
    expect(page).to_have_url(re.compile(r"#source-3$"))

    word = Document(io.BytesIO(download(page, "Tải DOCX")))
    assert any(TERM in one.text for one in word.paragraphs)
    with pdfplumber.open(io.BytesIO(download(page, "Tải PDF"))) as paper:
        first = paper.pages[0].extract_text()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    assert "10 trên 15 chỉ tiêu" in first

    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("article")).to_contain_text("27.6 billion USD (estimate)")
    eye.look("report-in-english")


def test_two_editions_are_kept_and_compared(enter: Callable[[str], Page], eye: Eye) -> None:
    leader = enter("Lãnh đạo")
    choose(leader, day="2026-01-01")
    leader.get_by_role("button", name="Lập ấn bản").click()
    expect(leader.get_by_role("main")).to_contain_text("Mã nội dung")
    choose(leader)
    leader.get_by_role("button", name="Lập ấn bản").click()
    expect(leader.get_by_role("main")).to_contain_text("Mã nội dung")
    eye.of(leader).look("edition")

    beside = leader.get_by_label("So với")
    old = beside.locator("option").filter(has_text="01/01/2026").first.get_attribute("value")
    beside.select_option(old)
    leader.get_by_role("button", name="So sánh").click()
    changed = leader.get_by_role("region", name="Con số đổi")
    expect(changed.get_by_role("row").filter(has_text="Xuất khẩu (tỷ USD), 2024")).to_contain_text(
        "27,6"
    )
    eye.of(leader).look("editions-compared")

    leader.go_back()
    leader.get_by_role("link", name="Soạn lại ở cùng thời điểm để kiểm").click()
    expect(leader.get_by_role("main")).to_contain_text("đến từng chữ")
    eye.of(leader).look("edition-again")
