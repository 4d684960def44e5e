"""Phones as they are: batteries die, signals go, and one forgets what the village is called now."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from . import photos
from .conftest import Eye, Opener
from .reporting import read_receipt

Enter = Callable[[str], Page]
# A phone whose signal a journey takes away and gives back by itself: what a browser emulates it
# doesn't always take back from pages that a worker keeps. `loses` lets one answer get lost.
SIGNAL = """
Object.defineProperty(navigator, "onLine", { get: () => !sessionStorage.getItem("no-signal") });
const asked = window.fetch;
window.fetch = async (to, how = {}) => {
  if (how.method !== "POST") return asked(to, how);
  if (!navigator.onLine) throw new TypeError("no signal");
  const said = sessionStorage.getItem("sent") || "";
  sessionStorage.setItem("sent", `${said}${how.body.get("text")}\n`);
  const answer = await asked(to, how);
  if (!sessionStorage.getItem("loses")) return answer;
  sessionStorage.removeItem("loses");
  throw new TypeError("the answer was lost");
};
"""
SIGNAL_RETURNS = """
sessionStorage.removeItem("no-signal");
sessionStorage.setItem("loses", "yes");
dispatchEvent(new Event("online"));
"""


def test_a_report_by_an_old_name_survives_an_empty_battery_and_is_found_a_week_later(
    page: Page, eye: Eye, mark: str
) -> None:
    page.goto("/reports/new/")
    page.get_by_label("Chuyện gì đang xảy ra?").fill(f"Cột đèn đầu ngõ tắt ba hôm nay {mark}")
    page.get_by_label("Ảnh chụp").set_input_files([photos.before()])
    expect(page.locator("input[data-photos-kept]")).to_have_attribute("data-photos-kept", "1")
    page.get_by_label("Ở xã, phường nào?").press_sequentially("cam gia")
    page.get_by_role("option", name=re.compile("Tích Lương")).click()
    expect(page.locator("form[data-draft]")).to_have_attribute("data-draft-kept", "yes")
    eye.look("filing-by-an-old-name")

    page.goto("about:blank")  # the battery is empty
    page.goto("/reports/new/")
    expect(page.get_by_text("Đã mở lại những gì bạn viết dở")).to_be_visible()
    expect(page.get_by_label("Ở xã, phường nào?")).to_have_value("Phường Tích Lương")
    expect(page.locator(".photo-tray img")).to_have_count(1)
    page.get_by_role("button", name="Gửi phản ánh").click()
    receipt = read_receipt(page)

    page.goto("/reports/follow/")  # a week later, the paper is lost
    page.get_by_role("link", name=receipt.number).click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Phường Tích Lương")
    expect(main.get_by_role("img", name=re.compile("[Tt]rước"))).to_be_visible()
    page.goto("/reports/new/")
    expect(page.locator(".photo-tray")).to_be_hidden()


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_without_scripts_the_same_is_asked_when_the_form_is_sent(
    open_window: Opener, mark: str
) -> None:
    page = open_window(javascript=False)
    page.goto("/reports/new/")
    page.get_by_label("Chuyện gì đang xảy ra?").fill(f"Rác đổ bừa sau chợ {mark}")
    page.get_by_label("Ở xã, phường nào?").fill("cam gia")
    page.get_by_role("button", name="Gửi phản ánh").click()
    page.get_by_role("radio", name=re.compile("Gia Sàng")).check()
    page.get_by_role("button", name="Gửi phản ánh").click()
    read_receipt(page)


def test_photos_from_the_field_wait_for_a_signal_in_a_phone_that_was_off(
    enter: Enter, eye: Eye, mark: str
) -> None:
    page = enter("Cán bộ xử lý")
    page.goto("/work/field/")
    box = page.locator("[data-field]")
    expect(box).to_have_attribute("data-field-ready", "yes")
    eye.of(page).look("field")
    page.context.set_offline(True)
    page.reload()
    work = page.locator(".field-works > li").first
    number = work.locator("form").get_attribute("data-field-form")
    work.locator("summary").click()
    for place, words in enumerate(("Đến nơi", "Xong việc"), start=1):
        if place == 1:
            work.get_by_label("Ảnh tại chỗ").set_input_files([photos.after()])
            expect(work.locator("input[data-photos-kept]")).to_be_visible()
        work.get_by_label("Ghi vài lời").fill(f"{words} {mark}")
        work.get_by_role("button", name="Ghi nhận").click()
        expect(box).to_have_attribute("data-field-waiting", str(place))
    page.reload()  # the phone was off for a while
    expect(box).to_have_attribute("data-field-waiting", "2")
    queue = page.locator("[data-field-queue] p")
    expect(queue).to_have_count(2)
    expect(queue.first).to_contain_text(f"{number} · Đến nơi {mark}")
    expect(queue.last).to_contain_text(f"{number} · Xong việc {mark}")


def test_when_the_signal_returns_photos_go_in_order_and_each_is_kept_once(
    enter: Enter, mark: str
) -> None:
    page = enter("Cán bộ xử lý")
    page.add_init_script(SIGNAL)
    page.goto("/work/field/")
    box = page.locator("[data-field]")
    page.evaluate("sessionStorage.setItem('no-signal', 'yes')")
    work = page.locator(".field-works > li").first
    number = work.locator("form").get_attribute("data-field-form")
    work.locator("summary").click()
    arrived, done = f"Đến nơi {mark}", f"Xong việc {mark}"
    for place, words in enumerate((arrived, done), start=1):
        if place == 1:
            work.get_by_label("Ảnh tại chỗ").set_input_files([photos.after()])
            expect(work.locator("input[data-photos-kept]")).to_be_visible()
        work.get_by_label("Ghi vài lời").fill(words)
        work.get_by_role("button", name="Ghi nhận").click()
        expect(box).to_have_attribute("data-field-waiting", str(place))
    page.evaluate(SIGNAL_RETURNS)
    expect(box).to_have_attribute("data-field-waiting", "0")
    sent = page.evaluate("sessionStorage.getItem('sent')").splitlines()
    assert sent == [arrived, arrived, done]  # the first answer was lost: it is sent again
    page.goto(f"/cases/{number}/")
    said = page.get_by_role("main").inner_text()
    assert said.count(arrived) == said.count(done) == 1
