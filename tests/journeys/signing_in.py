"""How officials come to an account of their own, as journeys repeat it."""

import re

from playwright.sync_api import Page, expect

PASSWORD = "bốn con gà trống choai"


def open_account(administrator: Page, here: str, username: str, unit: str) -> None:
    """Take an official in as an officer of a unit; the page then shows the slip."""
    administrator.goto(f"{here}/administration/staff/new/")
    administrator.get_by_label("Tên đăng nhập").fill(username)
    administrator.get_by_label("Họ và tên").fill("Nguyễn Thị Hoa")
    administrator.get_by_label("Vai trò").select_option(label="Công chức xử lý")
    administrator.get_by_label("Đơn vị").select_option(label=unit)
    administrator.get_by_label("Lý do").fill("Quyết định số 1")
    administrator.get_by_role("button", name="Thêm cán bộ").click()


def code_of_slip(administrator: Page) -> str:
    """Return the code on the slip that the page shows."""
    slip = re.compile(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}")
    expect(administrator.get_by_role("main")).to_contain_text(slip)
    found = slip.search(administrator.inner_text("main"))
    assert found
    return found[0]


def activate(page: Page, here: str, code: str) -> None:
    """Activate the account with the slip's code, up to the page that asks for a second factor."""
    page.goto(f"{here}/accounts/enrol/")
    page.get_by_label("Mã kích hoạt").fill(code)
    page.get_by_label("Mật khẩu mới").fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Kích hoạt").click()
    page.goto(f"{here}/work/")
    expect(page).to_have_url(f"{here}/accounts/2fa/")


def add_passkey(page: Page) -> None:
    """Add a passkey on that page; the account may then work."""
    page.get_by_role("link", name="Thêm khóa truy cập").click()
    page.get_by_role("button", name="Thêm khóa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã dự phòng của bạn")


def by_name(address: str) -> str:
    """Return the product's address by name: passkeys belong to names, not to numbers."""
    return address.replace("127.0.0.1", "localhost")


def security_key(page: Page) -> None:
    """Give the page a device that makes passkeys and whose owner always agrees."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
