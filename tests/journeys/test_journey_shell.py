"""The frame around every page, seen by eye and by axe, with and without JavaScript."""

from playwright.sync_api import Browser, Page, expect

from .conftest import Eye


def test_every_component_is_seen_by_everyone_in_light_and_dark(page: Page, eye: Eye) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto("/design")
        eye.look(f"design-{scheme}")


def test_a_dialog_opens_and_closes_by_keyboard(page: Page) -> None:
    page.goto("/design")
    page.get_by_role("button", name="Mở hộp thoại").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_phone_reads_the_menu_without_javascript(browser: Browser, address: str) -> None:
    window = browser.new_context(
        base_url=address, viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    page = window.new_page()
    page.goto("/")
    page.get_by_text("Mục lục", exact=True).click()
    page.get_by_role("link", name="Đơn vị").click()
    expect(page).to_have_url(f"{address}/units/")
    window.close()


def test_english_in_one_click_and_back_on_the_same_page(page: Page) -> None:
    page.goto("/about?from=journey")
    page.get_by_role("button", name="English").click()
    expect(page).to_have_url("/about?from=journey")
    expect(page.get_by_role("heading", level=1)).to_have_text("Open software")
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phần mềm nguồn mở")


def test_a_draft_survives_a_closed_page(page: Page) -> None:
    page.goto("/reports/new/")
    words = page.locator("form[data-draft] textarea").first
    words.fill("Ổ gà trước cổng trường")
    expect(page.locator("form[data-draft]")).to_have_attribute("data-draft-kept", "yes")
    page.goto("/")
    page.goto("/reports/new/")
    expect(words).to_have_value("Ổ gà trước cổng trường")


def test_the_map_opens_and_the_page_says_where_its_list_is(page: Page) -> None:
    page.goto("/")
    page.locator(".map").scroll_into_view_if_needed()
    expect(page.locator(".map canvas")).to_be_visible()
    expect(page.locator(".map-caption a")).to_be_visible()


def test_a_lost_visitor_is_shown_the_way(page: Page, eye: Eye) -> None:
    page.goto("/nowhere")
    eye.look("not-found")
    page.get_by_role("link", name="Về trang đầu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hôm nay bạn cần gì?")
