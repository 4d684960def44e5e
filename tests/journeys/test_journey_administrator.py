"""The administrator's desk: staff from Excel, posts, holidays, categories, and who did what."""

import base64
import hashlib
import hmac
import io
import re
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import FilePayload, Page, expect

from .conftest import Eye
from .deployments import Deployment, SignIn

Enter = Callable[[str], Page]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def desk(enter: Enter) -> Page:
    return enter("Quản trị")


def filled(template: Path, *rows: tuple[str, ...]) -> FilePayload:
    """Fill the form that was downloaded, as an official would in Excel."""
    book = load_workbook(io.BytesIO(template.read_bytes()))
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            book.worksheets[0].cell(number, column, value)
    file = io.BytesIO()
    book.save(file)
    return {"name": "can-bo.xlsx", "mimeType": EXCEL, "buffer": file.getvalue()}


def official(name: str, role: str = "Công chức xử lý") -> tuple[str, ...]:
    """Give a row of the form."""
    post = (role, "Phường Phan Đình Phùng", "01/12/2026", "Quyết định số 12/QĐ-UBND")
    return (name, "Trần Thị Ví Dụ", "0912 345 678", *post)


def test_staff_come_in_from_excel_all_or_none(desk: Page, eye: Eye, mark: str) -> None:
    eye = eye.of(desk)
    eye.look("desk")
    desk.get_by_role("main").get_by_role("link", name="Nhập cán bộ từ Excel").click()
    with desk.expect_download() as given:
        desk.get_by_role("link", name="Tải mẫu Excel").click()
    form = Path(given.value.path())
    name = f"vidu.{mark}"

    bad = filled(form, official(name), official(f"{name}.hai", role="Phù thủy"))
    desk.get_by_label("Tệp Excel đã điền").set_input_files(bad)
    desk.get_by_role("button", name="Xem trước").click()
    expect(desk.get_by_role("heading", level=2)).to_contain_text("1 ô cần sửa; chưa nhập ai cả")
    expect(desk.get_by_role("row").nth(1)).to_contain_text("Cán bộ!D3")
    expect(desk.get_by_role("row").nth(1)).to_contain_text("Vai trò")
    eye.look("staff-bad-cell")
    desk.goto(f"/administration/staff/?q={name}")
    expect(desk.get_by_role("main")).to_contain_text("Không tìm thấy ai")

    desk.goto("/administration/staff/import/")
    desk.get_by_label("Tệp Excel đã điền").set_input_files(filled(form, official(name)))
    desk.get_by_role("button", name="Xem trước").click()
    expect(desk.get_by_role("main")).to_contain_text("Sẽ nhập 1 cán bộ")
    eye.look("staff-preview")
    desk.get_by_role("button", name="Nhập tất cả").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("In phiếu ngay bây giờ")
    eye.look("staff-slips")
    eye.look_at_paper("staff-slips")

    desk.goto(f"/administration/staff/?q={name}")
    eye.look("staff")
    desk.get_by_role("link", name=name).click()
    eye.look("official")
    desk.get_by_role("link", name="Chấm dứt").click()
    desk.get_by_label("Không giữ nữa từ ngày").fill("2026-12-31")
    desk.get_by_label("Lý do").fill("Quyết định số 15/QĐ-UBND")
    desk.get_by_role("button", name="Chấm dứt").click()
    expect(desk.get_by_role("main")).to_contain_text("Đã chấm dứt chức vụ.")
    expect(desk.get_by_role("main")).to_contain_text("31/12/2026")
    the_log_tells(desk, "Chấm dứt chức vụ", "demo.administrator")
    eye.look("log")
    eye.look_in_the_dark("log")


def test_a_holiday_is_added_and_the_log_tells_it(
    desk: Page, eye: Eye, screen: str, mark: str
) -> None:
    next_year = datetime.now(UTC).year + 1
    day = date(next_year, 3, 8 if screen == "phone" else 9)
    desk.get_by_role("main").get_by_role("link", name="Ngày nghỉ, ngày làm bù").click()
    desk.get_by_label("Ngày", exact=True).fill(day.isoformat())
    desk.get_by_label("Là ngày").select_option("nghỉ")
    desk.get_by_label("Tên ngày").fill(f"Ngày hội trà {mark}")
    desk.get_by_label("Căn cứ").fill("Thông báo số 12/TB-UBND")
    desk.get_by_role("button", name="Đổi lịch").click()
    expect(desk.get_by_role("main")).to_contain_text("Đã đổi lịch. Hạn đã hứa giữ nguyên.")
    row = desk.get_by_role("row").filter(has_text=f"{day:%d/%m/%Y}")
    expect(row).to_contain_text(f"Ngày hội trà {mark}")
    eye.of(desk).look("holidays")
    the_log_tells(desk, "Lịch làm việc được thay đổi", "demo.administrator")


def test_a_category_is_renamed_and_keeps_its_history(desk: Page, eye: Eye, mark: str) -> None:
    eye = eye.of(desk)
    title = f"Vật nuôi thả rông ({mark})"
    desk.get_by_role("main").get_by_role("link", name="Danh mục, mẫu và lời văn").click()
    desk.get_by_role("link", name="Loại phản ánh").click()
    eye.look("categories")
    desk.get_by_role("link", name="Vật nuôi thả rông").click()
    desk.get_by_role("link", name="Sửa", exact=True).click()
    desk.get_by_label("Tên", exact=True).fill("")
    desk.get_by_role("button", name="Lưu").click()
    expect(desk.get_by_role("main")).to_contain_text("Cần điền mục này.")
    eye.look("category-errors")
    desk.get_by_label("Tên", exact=True).fill(title)
    desk.get_by_label("Lý do").fill("Gọi cho rõ hơn")
    desk.get_by_role("button", name="Lưu").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(title)
    expect(desk.locator("ins").filter(has_text=title)).to_be_visible()
    eye.look("category")
    desk.goto("/administration/ledger/?subject=register:hotline_categories/animals")
    expect(desk.get_by_role("row").nth(1)).to_contain_text("demo.administrator")


def the_log_tells(desk: Page, deed: str, who: str) -> None:
    desk.goto("/administration/ledger/")
    desk.get_by_label("Loại việc").select_option(label=deed)
    desk.get_by_role("button", name="Tìm").click()
    expect(desk.get_by_role("row").nth(1)).to_contain_text(who)


def test_signing_in_needs_the_password_and_the_code_of_the_moment(
    page: Page, eye: Eye, deployment: Deployment, screen: str
) -> None:
    # One account a screen: a code is taken only once.
    name = "demo.auditor" if screen == "phone" else "demo.head"
    mine = deployment.sign_ins[name]
    page.goto("/accounts/login/")
    eye.look("sign-in")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill("khong-phai-mat-khau")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(mine.password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhập mã trên ứng dụng xác thực")
    eye.look("second-factor")
    page.get_by_role("textbox").fill(code_of_now(mine))
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page).to_have_url(re.compile(r"^(?!.*/accounts/)"))
    page.goto("/accounts/me/")
    expect(page.get_by_role("main")).to_contain_text(name)
    eye.look("my-account")


def code_of_now(mine: SignIn) -> str:
    """Return the code an authenticator shows: RFC 6238, 6 digits, 30 seconds, SHA-1."""
    key = base64.b32decode(mine.totp_secret)
    digest = hmac.new(key, (int(time.time()) // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06}"
