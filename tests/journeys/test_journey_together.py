"""Several works at once: chosen on the list, given to one person, and taken back."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import Eye

Enter = Callable[[str], Page]


def test_works_are_chosen_given_and_given_back(enter: Enter, eye: Eye) -> None:
    page = enter("Cán bộ xử lý")
    looks = eye.of(page)
    page.goto("/work/")
    for box in page.get_by_role("checkbox", name="Chọn TN-").all()[:2]:
        box.check()
    looks.look("work-chosen")
    page.get_by_role("button", name="Làm cùng lúc").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Làm gì với 2 việc đã chọn?")
    looks.look("work-together")
    page.get_by_role("button", name="Tôi").click()
    looks.look("work-given")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(heading).to_have_text("Trả việc về người giữ trước")
    expect(page.get_by_role("main")).to_contain_text("Đã xong 2 trên 2 việc")
    looks.look("work-given-back")
