"""What a citizen does at the hotline, as journeys repeat it."""

import re
from dataclasses import dataclass

from playwright.sync_api import FilePayload, Page, expect

COMMUNE = "Phường Phan Đình Phùng"
COMMITTEE = "UBND phường Phan Đình Phùng"


@dataclass(frozen=True)
class Receipt:
    """The two codes a citizen takes home."""

    number: str
    secret: str


def file_report(page: Page, words: str, *photos: FilePayload, name: str = "") -> Receipt:
    """File a report as anybody would, and read the receipt."""
    page.goto("/reports/new/")
    page.get_by_label("Chuyện gì đang xảy ra?").fill(words)
    if photos:
        page.get_by_label("Ảnh chụp").set_input_files(list(photos))
    page.get_by_label("Ở xã, phường nào?").fill(COMMUNE)
    if name:
        page.get_by_text("Để lại tên, số điện thoại").click()
        page.get_by_label("Tên của bạn").fill(name)
        page.get_by_label("Số điện thoại").fill("0912 345 678")
    page.get_by_role("button", name="Gửi phản ánh").click()
    return read_receipt(page)


def read_receipt(page: Page) -> Receipt:
    """Read the codes off the page that follows filing."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận hồ sơ của bạn")
    shown = page.get_by_role("main").inner_text()
    number = re.search(r"TN-[\w-]+", shown)
    secret = re.search(r"Mã bí mật\s+(\S+)", shown)
    assert number is not None
    assert secret is not None
    return Receipt(number[0], secret[1])


def open_work(page: Page, number: str) -> None:
    """Find a case on the list of an official's work by its number, and open it."""
    page.goto("/work/")
    page.get_by_role("searchbox").fill(number)
    page.get_by_role("button", name="Tìm").click()
    work = page.get_by_role("listitem").filter(has_text=number)
    expect(work).to_have_count(1)
    work.get_by_role("link").click()
    expect(page).to_have_url(re.compile(f"/cases/{number}"))
