"""What happened, provably: a receipt that holds, one that was altered, and a cheat who is seen."""

import json
import re
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from .conftest import Eye, Opener
from .reporting import file_report


def receipt_of(page: Page, words: str) -> bytes:
    """File a report and download the receipt from the case's page."""
    file_report(page, words)
    page.get_by_role("link", name="Xem hồ sơ").click()
    with page.expect_download() as given:
        page.get_by_role("link", name="Tải biên nhận").click()
    return Path(given.value.path()).read_bytes()


def verify(page: Page, receipt: bytes) -> None:
    page.goto("/ledger/")
    file: FilePayload = {
        "name": "bien-nhan.json",
        "mimeType": "application/json",
        "buffer": receipt,
    }
    page.get_by_label("Tệp biên nhận").set_input_files(file)
    page.get_by_role("button", name="Kiểm chứng", exact=True).click()


def test_a_receipt_holds_until_a_byte_of_it_is_altered(
    page: Page, open_window: Opener, eye: Eye, screen: str
) -> None:
    receipt = receipt_of(page, f"Đường ống nước vỡ ở đầu xóm {screen}")
    the_case_is_a_line_of_time_with_what_comes_next(page)
    stranger = open_window()
    verify(stranger, receipt)
    expect(stranger.get_by_role("heading", level=1)).to_have_text(re.compile("Biên nhận này đúng"))
    expect(stranger.get_by_role("main")).to_contain_text(json.loads(receipt)["promise"]["number"])
    eye.of(stranger).look("receipt-holds")
    eye.of(stranger).look_in_the_dark("receipt-holds")
    eye.of(stranger).look_at_paper("receipt-holds")

    at = receipt.index(b"due_at")
    digit = next(i for i in range(at, len(receipt)) if receipt[i : i + 1].isdigit())
    altered = (
        receipt[:digit]
        + (b"3" if receipt[digit : digit + 1] != b"3" else b"4")
        + receipt[digit + 1 :]
    )
    verify(stranger, altered)
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Biên nhận này không đúng")
    expect(
        stranger.get_by_role("main").get_by_role("listitem").filter(has_text="Sai")
    ).not_to_have_count(0)
    eye.of(stranger).look("receipt-altered")


def the_case_is_a_line_of_time_with_what_comes_next(page: Page) -> None:
    line = page.get_by_role("region", name="Đường đi của hồ sơ").get_by_role("listitem")
    expect(line.nth(0)).to_contain_text("Đã gửi")
    expect(line.nth(1)).to_contain_text("Tổng đài tiếp nhận")
    expect(line.nth(1)).to_contain_text(re.compile(r"trước \d\d:\d\d"))
    expect(line.nth(2)).to_contain_text("Đơn vị xử lý")


def test_a_file_that_is_no_receipt_is_refused_in_words(page: Page) -> None:
    verify(page, b"khong phai bien nhan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sổ này có ai sửa được không?")
    expect(page.get_by_role("alert")).to_be_visible()


def test_whoever_alters_the_log_is_seen_however_far_they_go(page: Page, eye: Eye) -> None:
    page.goto("/ledger/")
    page.get_by_role("link", name="Thử sửa sổ").click()
    eye.look("sandbox")
    page.get_by_role("link", name="Sửa dòng 6").click()
    page.get_by_label("Viết đè thành").fill("Bà Lan đồng ý ngay.")
    page.get_by_role("button", name="Viết đè").click()
    verdict = page.get_by_role("heading", level=1)
    expect(verdict).to_have_text("Lộ ngay: dòng 6 không khớp dấu của nó")
    eye.look("sandbox-overwritten")
    page.get_by_role("button", name="Khôn hơn: tính lại mọi dấu").click()
    expect(verdict).to_have_text("Vẫn lộ: đỉnh mới không phải đỉnh tỉnh đã ký")
    page.get_by_role("button", name="Liều hơn: tự ký đỉnh mới").click()
    expect(verdict).to_have_text("Vẫn lộ: chữ ký không phải của tỉnh")
    page.get_by_role("button", name="Giả sử lấy được khóa của tỉnh").click()
    expect(verdict).to_have_text("Vẫn lộ: người ngoài đang giữ một đỉnh khác")
    eye.look("sandbox-stolen-key")
    eye.look_in_the_dark("sandbox-stolen-key")


def test_the_sandbox_in_english(page: Page, eye: Eye) -> None:
    page.goto("/ledger/sandbox")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Can you"))
    eye.look("sandbox-english")
