"""An official is taken in, activates the account with a slip, and signs in with a passkey alone."""

from playwright.sync_api import Page, expect

from .conftest import Eye
from .signing_in import activate, add_passkey, by_name, code_of_slip, open_account, security_key


def test_from_a_slip_to_a_passkey(page: Page, eye: Eye, screen: str, address: str) -> None:
    here = by_name(address)
    page.goto(here)
    page.locator('form[action="/demo/enter/administrator"] button').click()
    eye.look("desk")
    open_account(page, here, f"hoa.{screen}", "Sở Xây dựng")
    code = code_of_slip(page)
    eye.look("slip")

    page.context.clear_cookies()
    security_key(page)
    activate(page, here, code)
    eye.look("second-factor")
    add_passkey(page)
    page.goto(f"{here}/work/")
    expect(page).to_have_url(f"{here}/work/")

    page.context.clear_cookies()
    page.goto(f"{here}/accounts/login/")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    expect(page).to_have_url(f"{here}/work/")
