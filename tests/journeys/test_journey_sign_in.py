"""An official is taken in, activates the account with a slip, and signs in with a passkey alone."""

import re

from playwright.sync_api import Page, expect

from .conftest import Eye

PASSWORD = "bốn con gà trống choai"


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


def test_from_a_slip_to_a_passkey(page: Page, eye: Eye, screen: str, address: str) -> None:
    here = address.replace("127.0.0.1", "localhost")  # passkeys belong to names, not to numbers
    page.goto(here)
    page.locator('form[action="/demo/enter/administrator"] button').click()
    eye.look("desk")

    page.goto(f"{here}/administration/staff/new/")
    page.get_by_label("Tên đăng nhập").fill(f"hoa.{screen}")
    page.get_by_label("Họ và tên").fill("Nguyễn Thị Hoa")
    page.get_by_label("Vai trò").select_option(label="Công chức xử lý")
    page.get_by_label("Đơn vị").select_option(label="Sở Xây dựng")
    page.get_by_label("Lý do").fill("Quyết định số 1")
    page.get_by_role("button", name="Thêm cán bộ").click()
    eye.look("slip")
    found = re.search(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", page.inner_text("main"))
    assert found

    page.context.clear_cookies()
    security_key(page)
    page.goto(f"{here}/accounts/enrol/")
    page.get_by_label("Mã kích hoạt").fill(found[0])
    page.get_by_label("Mật khẩu mới").fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Kích hoạt").click()
    page.goto(f"{here}/work/")
    expect(page).to_have_url(f"{here}/accounts/2fa/")
    eye.look("second-factor")

    page.get_by_role("link", name="Thêm khóa truy cập").click()
    page.get_by_role("button", name="Thêm khóa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã dự phòng của bạn")
    page.goto(f"{here}/work/")
    expect(page).to_have_url(f"{here}/work/")

    page.context.clear_cookies()
    page.goto(f"{here}/accounts/login/")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    expect(page).to_have_url(f"{here}/work/")
