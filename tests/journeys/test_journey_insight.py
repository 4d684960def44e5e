"""A report is dropped on the page, reviewed by keyboard, a conflict settled: a target moves."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from .conftest import Eye

ANALYST = "Chuyên viên tổng hợp"


def income(mark: str) -> float:
    """Return the income per head that this walk's report tells, in million VND."""
    return round(70 + int(mark[-4:], 16) % 900 / 100, 2)


def report(mark: str) -> FilePayload:
    """Return a made-up quick report; `mark` makes it and its figures unlike any other walk's."""
    text = f"""Báo cáo nhanh {mark}

Năm 2024, thu nhập bình quân đầu người đạt {income(mark):.2f} triệu đồng.
Thu ngân sách nhà nước trên địa bàn năm 2024 đạt 20.900 tỷ đồng.
Doanh thu dịch vụ máy bay không người lái đạt 45 tỷ đồng.
""".replace(f"{income(mark):.2f}", f"{income(mark):.2f}".replace(".", ","))
    return FilePayload(name="bao-cao.txt", mimeType="text/plain", buffer=text.encode())


@pytest.fixture
def desk(enter: Callable[[str], Page]) -> Page:
    """Give the page of somebody who reviews."""
    return enter(ANALYST)


def drop(page: Page, mark: str) -> None:
    """Bring a report in and stand on its review."""
    page.goto("/insight/")
    page.locator("input[type=file]").set_input_files(report(mark))
    page.locator("form[data-drop] button").click()
    page.wait_for_url(re.compile("/insight/documents/"))


def card(page: Page) -> Locator:
    """Return the card of the claim that is looked at."""
    return page.locator("#card")


def test_a_report_is_reviewed_by_keyboard_and_a_target_moves(
    desk: Page, screen: str, mark: str
) -> None:
    eye = Eye(desk, screen)
    expect(desk.get_by_role("heading", level=1)).to_have_text("Báo cáo nào cần đọc?")
    eye.look("insight-list")
    drop(desk, mark)
    expect(desk.get_by_text("0/3 đã duyệt")).to_be_visible()
    expect(card(desk)).to_contain_text("Thu nhập bình quân đầu người")
    eye.look("insight-review")
    eye.look_in_the_dark("insight-review")

    desk.keyboard.press("a")
    expect(desk.get_by_text("1/3 đã duyệt")).to_be_visible()
    expect(card(desk)).to_contain_text("Thu ngân sách")
    expect(card(desk)).to_contain_text("Hai nguồn nói khác nhau")
    expect(desk.locator(".under-review .claim-accepted")).to_have_count(1)

    desk.keyboard.press("r")
    expect(desk.locator(".under-review .claim-rejected")).to_have_count(1)
    desk.keyboard.press("k")
    expect(card(desk)).to_contain_text("Đã bác")
    desk.keyboard.press("u")
    expect(card(desk)).to_contain_text("Chờ duyệt")
    desk.keyboard.press("a")
    expect(card(desk)).to_contain_text("Chưa có trong danh mục")
    assert desk.locator("[name=indicator]:checked").count() == 0

    desk.keyboard.press("a")
    expect(card(desk)).to_contain_text("Hãy chọn chỉ tiêu, hoặc bác nếu danh mục chưa có.")
    eye.look("insight-unknown")
    card(desk).focus()
    desk.keyboard.press("e")
    desk.get_by_label("Tìm chỉ tiêu").press_sequentially("doanh thu")
    expect(card(desk).get_by_role("radio").first).to_be_visible()
    desk.get_by_label("Tìm chỉ tiêu").press("Escape")
    desk.keyboard.press("r")

    desk.wait_for_url(re.compile("/summary/"))
    expect(desk.get_by_role("heading", level=1)).to_have_text("Báo cáo này đã mang lại gì?")
    moved = desk.get_by_role("region", name="Mục tiêu đổi tình hình")
    expect(moved).to_contain_text("Thu nhập bình quân đầu người")
    eye.look("insight-summary")

    settle_the_conflict(desk, eye)
    desk.goto("/board")
    shown = f"{income(mark):g}".replace(".", ",")
    expect(desk.get_by_role("main")).to_contain_text(f"{shown}\xa0triệu đồng")


def settle_the_conflict(desk: Page, eye: Eye) -> None:
    """Say which of two sources is right, and why."""
    desk.get_by_role("link", name="điểm chưa khớp chờ xem").click()
    finding = desk.locator(".finding").filter(has_text="Hai nguồn nói khác nhau").first
    expect(finding.locator(".side")).to_have_count(2)
    expect(finding.locator("mark").first).to_be_visible()
    finding.get_by_text("Xử lý", exact=True).click()
    eye.look("insight-findings")
    finding.get_by_role("button", name="Ghi quyết định").click()
    expect(desk.get_by_role("alert")).to_have_text("Hãy chọn một cách xử lý.")
    finding.get_by_label("Cả hai đều đúng").check()
    finding.get_by_label("Vì sao").fill("Một bên là số ước, một bên là số quyết toán.")
    finding.get_by_role("button", name="Ghi quyết định").click()
    desk.goto("/insight/findings/?state=settled")
    expect(desk.get_by_role("main")).to_contain_text("số quyết toán")


def test_the_review_in_english(desk: Page, screen: str, mark: str) -> None:
    eye = Eye(desk, screen)
    desk.get_by_role("button", name="English").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Which report is to be read?")
    drop(desk, mark)
    expect(card(desk)).to_contain_text("million VND")
    expect(card(desk)).to_contain_text("To review")
    eye.look("insight-review-english")
    desk.keyboard.press("a")
    expect(desk.get_by_text("1 of 3 reviewed")).to_be_visible()
    expect(card(desk)).to_contain_text("Two sources differ")
    desk.keyboard.press("a")
    expect(card(desk)).to_contain_text("Not in the catalogue")
    desk.keyboard.press("r")
    desk.wait_for_url(re.compile("/summary/"))
    expect(desk.get_by_role("heading", level=1)).to_have_text("What has this report brought?")
    expect(desk.get_by_role("region", name="Targets that moved")).to_contain_text("ncome")

    desk.get_by_role("link", name="things that don't fit").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("What doesn't fit?")
    finding = desk.locator(".finding").filter(has_text="Two sources differ").first
    finding.get_by_text("Settle", exact=True).click()
    eye.look("insight-findings-english")
    finding.get_by_label("Both stand: different definitions").check()
    finding.get_by_label("Why", exact=True).fill(f"One is an estimate, seen in {mark}.")
    finding.get_by_role("button", name="Record the decision").click()
    desk.goto("/insight/findings/?state=settled")
    expect(desk.get_by_role("main")).to_contain_text(f"seen in {mark}")
    desk.goto("/board")
    expect(desk.get_by_role("main")).to_contain_text(f"{income(mark):g}\xa0million VND")


def test_everyone_may_see_what_does_not_fit_but_nobody_else_decides(page: Page, eye: Eye) -> None:
    page.goto("/insight/findings/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Những điểm nào chưa khớp?")
    expect(page.get_by_text("Ghi quyết định")).to_have_count(0)
    eye.look("insight-findings-public")
    page.goto("/insight/")
    expect(page).to_have_url(re.compile("login"))
