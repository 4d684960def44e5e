"""A call, by keys alone: from the telephone system's hand-over to the log and the wall."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Eye

Enter = Callable[[str], Page]
# The demonstration's own reporter: known by this number, which belongs to nobody.
NUMBER, NAME = "0900000000", "Nguyễn Thị Ví Dụ"


@pytest.mark.parametrize("screen", ["desktop"], indirect=True)
def test_a_call_is_filed_by_keys_alone_and_found_in_the_log(
    eye: Eye, enter: Enter, mark: str
) -> None:
    operator = enter("Tổng đài viên")
    looks = eye.of(operator)
    operator.goto(f"/reports/calls/new/?number={NUMBER}&call={mark}")
    expect(operator.get_by_role("heading", level=1)).to_contain_text("0900 000 000")
    expect(operator.locator("#names")).to_contain_text(NAME)

    keys = operator.keyboard
    keys.type(f"Đèn đường đầu ngõ chợ tắt cả tuần nay, đi lại rất tối ({mark})")
    expect(operator.locator("#suggested [data-nth='1']")).to_contain_text("Đèn đường hỏng")
    keys.press("Alt+1")
    operator.get_by_label("Xã, phường", exact=True).focus()
    keys.type("phan dinh phung")
    expect(operator.get_by_label("Phường Phan Đình Phùng")).to_be_checked()
    expect(operator.locator("#usual")).to_contain_text("UBND phường Phan Đình Phùng")
    looks.look("call-console")
    looks.look_in_the_dark("call-console")
    operator.reload()  # as after a dead battery: nothing typed is lost
    expect(operator.get_by_label("Người gọi nói gì?")).to_have_value(re.compile(mark))
    expect(operator.get_by_label("Phường Phan Đình Phùng")).to_be_checked()
    keys.press("Control+Enter")

    expect(operator.get_by_role("heading", level=1)).to_have_text("Đọc cho người gọi")
    aloud = operator.locator(".aloud").first.get_attribute("aria-label")
    assert aloud is not None
    looks.look("call-receipt")
    keys.press("Enter")  # the next call is where the keys stand
    expect(operator.get_by_role("heading", level=1)).to_have_text("Ai đang gọi?")

    operator.goto(f"/reports/calls/?q={aloud}")
    row = operator.get_by_role("row").filter(has_text=aloud)
    expect(row).to_contain_text("0900 *** 000")
    expect(row).to_contain_text("Đã ghi phản ánh")
    looks.look("call-log")
    operator.goto("/reports/calls/wall/")
    expect(operator.get_by_role("main")).to_contain_text("chờ phân loại")
    looks.look("call-wall")


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_the_log_and_the_console_hold_on_a_phone_too(eye: Eye, enter: Enter, mark: str) -> None:
    operator = enter("Tổng đài viên")
    looks = eye.of(operator)
    operator.goto("/reports/calls/")
    looks.look("call-log")
    operator.goto(f"/reports/calls/new/?call={mark}")
    expect(operator.get_by_role("heading", level=1)).to_contain_text("số ẩn")
    looks.look("call-console")
    operator.get_by_role("button", name="Gọi nhầm").click()
    expect(operator.get_by_role("heading", level=1)).to_have_text("Ai đang gọi?")
