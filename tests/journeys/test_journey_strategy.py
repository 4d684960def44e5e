"""From the board to the very words; a task given, worked on and confirmed; the wall's screens."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from .conftest import Eye

Enter = Callable[[str], Page]


def test_from_the_board_to_the_sentence_of_grdp_2024(page: Page, eye: Eye) -> None:
    page.goto("/board")
    eye.look("strategy-board")
    eye.look_in_the_dark("strategy-board")
    eye.look_at_paper("strategy-board")
    page.get_by_role("link", name="162,5", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quy mô GRDP")
    page.get_by_role("main").get_by_role("link", name="162,5", exact=True).first.click()
    words = page.locator("mark", has_text="162,5 nghìn tỷ đồng").first
    expect(words).to_be_visible()


def test_the_same_way_in_english(page: Page) -> None:
    page.goto("/board")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "What was promised, and where does it stand?"
    )
    page.get_by_role("link", name="162.5", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gross regional domestic product")
    page.get_by_role("main").get_by_role("link", name="162.5", exact=True).first.click()
    expect(page.locator("mark", has_text="162,5 nghìn tỷ đồng").first).to_be_visible()
    page.goto("/rankings")
    expect(page.get_by_role("main")).to_contain_text("Doesn't compare with 2022")
    page.goto("/sessions")
    page.get_by_role("link", name="The Central Economic Commission meets").click()
    expect(page.get_by_role("main")).to_contain_text("The source names no day")


def test_a_target_a_ranking_and_a_session_are_looked_at(page: Page, eye: Eye) -> None:
    page.goto("/board")
    page.get_by_role("link", name="Tăng trưởng GRDP bình quân năm", exact=True).first.click()
    expect(page.get_by_role("main")).to_contain_text("Nhịp đã qua bằng")
    eye.look("strategy-target")
    eye.look_in_the_dark("strategy-target")
    for address, name in (
        ("/rankings", "strategy-rankings"),
        ("/tasks", "strategy-tasks"),
        ("/sessions", "strategy-sessions"),
        ("/sessions/ban-kinh-te-trung-uong", "strategy-session"),
        ("/tasks/qd-2840-3", "strategy-task"),
        ("/resolutions/qd-2840", "strategy-resolution"),
    ):
        page.goto(address)
        eye.look(name)
        eye.look_at_paper(name)


def test_a_task_is_given_accepted_evidenced_and_confirmed(
    enter: Enter, eye: Eye, mark: str
) -> None:
    leader, title = enter("Lãnh đạo"), f"Lập danh sách hộ chưa có mạng {mark}"
    leader.goto("/targets/qd2840-5g-dan-cu")
    leader.get_by_role("link", name="Giao nhiệm vụ", exact=True).click()
    eye.of(leader).look("strategy-give")
    leader.get_by_role("button", name="Giao", exact=True).click()
    expect(leader.get_by_role("alert")).to_contain_text("Nhiệm vụ")  # nothing was typed yet
    leader.get_by_label("Nhiệm vụ", exact=True).fill(title)
    leader.get_by_label("Đơn vị chủ trì").select_option(value="05443")
    day = date.today() + timedelta(days=30)  # noqa: DTZ011  # a visitor's own day
    leader.get_by_label("Phải xong trước hết ngày").fill(day.isoformat())
    leader.get_by_role("button", name="Giao", exact=True).click()
    expect(leader.get_by_role("heading", level=1)).to_have_text(title)
    expect(leader.get_by_role("main")).to_contain_text("Chờ nhận việc")
    expect(leader.get_by_role("link", name="5G tại khu dân cư")).to_be_visible()
    task = leader.url
    leader.get_by_role("link", name="Mở hồ sơ nhiệm vụ").click()
    case = leader.url

    officer = enter("Cán bộ xử lý")
    officer.goto("/work/")
    officer.get_by_role("link", name=title).click()
    eye.of(officer).look("strategy-task-case")
    officer.get_by_role("button", name="Nhận việc").click()
    officer.get_by_label("Kết quả").fill("Đã lập danh sách 12 hộ, gửi nhà mạng ngày hôm nay.")
    officer.get_by_role("button", name="Báo cáo kết quả").click()
    # A report without evidence is none; what was typed stays.
    expect(officer.get_by_label("Kết quả")).to_have_value(
        "Đã lập danh sách 12 hộ, gửi nhà mạng ngày hôm nay."
    )
    officer.get_by_label("Bằng chứng").fill("Công văn minh họa số 5/UBND")
    officer.get_by_role("button", name="Báo cáo kết quả").click()
    expect(officer.get_by_role("main")).to_contain_text("đã báo cáo kèm bằng chứng")

    leader.goto(case)
    leader.get_by_role("button", name="Xác nhận hoàn thành").click()
    leader.goto(task)
    expect(leader.get_by_role("main")).to_contain_text("Hoàn thành, đã xác nhận")
    leader.goto("/targets/qd2840-5g-dan-cu")
    expect(leader.get_by_role("link", name=title)).to_contain_text("Hoàn thành, đã xác nhận")


def test_a_session_is_entered_and_its_ask_becomes_a_task(enter: Enter, eye: Eye, mark: str) -> None:
    leader = enter("Lãnh đạo")
    leader.goto("/sessions")
    leader.get_by_role("link", name="Ghi một buổi").click()
    eye.of(leader).look("strategy-new-session")
    leader.get_by_label("Ai làm việc với ai, hay khảo sát ở đâu?").fill(f"Khảo sát xã {mark}")
    leader.get_by_role("button", name="Ghi", exact=True).click()
    expect(leader.get_by_role("heading", level=1)).to_have_text(f"Khảo sát xã {mark}")
    leader.get_by_text("Ghi một kiến nghị").click()
    leader.get_by_label("Kiến nghị điều gì?").fill(f"Sửa đường vào chợ {mark}")
    leader.locator("#ask").get_by_text("Tỉnh", exact=True).click()
    leader.locator("#ask").get_by_role("button", name="Ghi thêm").click()
    expect(leader.locator("#ask")).to_contain_text("Chưa có kết quả")
    eye.of(leader).look("strategy-session-entered")
    leader.get_by_role("link", name="Giao thành nhiệm vụ").click()
    expect(leader.get_by_label("Nhiệm vụ", exact=True)).to_have_value(f"Sửa đường vào chợ {mark}")
    leader.get_by_label("Đơn vị chủ trì").select_option(value="05443")
    day = date.today() + timedelta(days=10)  # noqa: DTZ011  # a visitor's own day
    leader.get_by_label("Phải xong trước hết ngày").fill(day.isoformat())
    leader.get_by_role("button", name="Giao", exact=True).click()
    expect(leader).to_have_url(re.compile(r"/tasks/(?!give)"))
    leader.goto("/sessions")
    leader.get_by_role("link", name=f"Khảo sát xã {mark}").click()
    expect(leader.locator("#ask")).to_contain_text("Chờ nhận việc")


def test_the_wall_turns_by_keys_and_stands_still_for_who_asked(page: Page, eye: Eye) -> None:
    page.goto("/board/wall")
    first = page.get_by_role("heading", name="Tỉnh đã hứa gì, đang ở đâu?")
    expect(first).to_be_visible()
    eye.look("strategy-wall")
    page.keyboard.press("ArrowRight")
    expect(first).to_be_hidden()
    expect(page.locator(".screen:visible")).to_have_count(1)
    eye.look("strategy-wall-second")
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_visible()
    page.get_by_role("button", name="Màn sau").click()
    expect(first).to_be_hidden()
    turning = page.get_by_role("button", name="Tự chuyển")
    expect(turning).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("p")
    expect(turning).to_have_attribute("aria-pressed", "true")


def test_without_a_script_the_walls_screens_lie_below_one_another(
    open_window: Callable[..., Page],
) -> None:
    page = open_window(javascript=False)
    page.goto("/board/wall")
    expect(page.get_by_role("heading", name="Xếp hạng")).to_be_visible()
    expect(page.get_by_role("button", name="Màn sau")).to_be_hidden()
