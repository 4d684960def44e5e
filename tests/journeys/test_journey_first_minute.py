"""The first minute: home, the leaders' board, a figure's series, the sentence it came from."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Eye
from .reporting import COMMUNE, read_receipt


def test_home_asks_one_question_and_opens_three_doors(page: Page, eye: Eye) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hôm nay bạn cần gì?")
    doors = page.get_by_role("main").get_by_role("list").first.get_by_role("link")
    expect(doors).to_have_count(3)
    page.locator(".map").scroll_into_view_if_needed()
    expect(page.locator(".map canvas")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    eye.look("home", keep=True)
    eye.look_in_the_dark("home")
    page.get_by_role("link", name="Xem danh sách").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mọi người đang phản ánh gì?")


def test_each_door_leads_where_it_says(page: Page) -> None:
    for door, question in (
        ("Gửi phản ánh", "Chuyện gì, ở đâu?"),
        ("Làm thủ tục", "Bạn cần làm thủ tục gì?"),
        ("Theo dõi", "Phản ánh của bạn đang ở đâu?"),
    ):
        page.goto("/")
        page.get_by_role("main").get_by_role("link", name=door).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(question)


def test_the_true_fact_on_the_first_page_opens_its_sentence(page: Page) -> None:
    page.goto("/")
    fact = page.get_by_role("region", name="Số xã đạt chuẩn nông thôn mới")
    expect(fact).to_contain_text("118")
    fact.get_by_role("link", name="Mở câu gốc").click()
    expect(page.locator("mark").first).to_be_visible()
    expect(page.locator("mark").filter(has_text="118/126")).to_be_in_viewport()


def test_a_visitor_may_enter_in_six_roles_and_take_a_tour_of_four_steps(page: Page) -> None:
    page.goto("/")
    strip = page.get_by_role("region", name="Vào xem với vai")
    expect(strip.get_by_role("button")).to_have_text(
        [
            "Người dân",
            "Tổng đài viên",
            "Cán bộ xử lý",
            "Chuyên viên tổng hợp",
            "Lãnh đạo",
            "Quản trị",
        ]
    )
    strip.get_by_text("Xem hướng dẫn 4 bước").click()
    expect(
        strip.get_by_role("listitem").filter(has_text=re.compile("^(Gửi|Vào vai)"))
    ).to_have_count(4)
    for button in (
        "Tổng đài viên",
        "Cán bộ xử lý",
        "Chuyên viên tổng hợp",
        "Lãnh đạo",
        "Quản trị",
    ):
        page.goto("/")
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page).not_to_have_url(re.compile("login"))


def test_the_board_says_what_was_promised_and_where_it_stands(page: Page, eye: Eye) -> None:
    page.goto("/board")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tỉnh đã hứa gì, đang ở đâu?")
    main = page.get_by_role("main")
    expect(main).to_contain_text(re.compile(r"\d+ trên 15 chỉ tiêu tìm thấy nguồn"))
    expect(main).to_contain_text("162,5")
    exports = main.locator(".moved").filter(has_text="Xuất khẩu 2024")
    expect(exports).to_contain_text("27,6")
    expect(exports).to_contain_text("thấp hơn 32,1 tỷ USD của 2022")
    eye.look("board", keep=True)
    eye.look_in_the_dark("board")
    eye.look_at_paper("board")


def test_eight_tasks_stand_on_the_board_and_those_not_built_say_so(page: Page) -> None:
    page.goto("/board")
    tasks = page.locator("h3.task-group", has_text="2840/QĐ-UBND").locator("+ ul")
    expect(tasks.get_by_role("listitem")).to_have_count(8)
    expect(tasks.get_by_role("listitem").filter(has_text="Chưa dựng")).not_to_have_count(0)
    expect(tasks.get_by_role("listitem").filter(has_text="Tổng đài 1022")).to_contain_text(
        "Đang chạy"
    )


def test_a_rank_carries_how_many_were_ranked(page: Page) -> None:
    page.goto("/board")
    rankings = page.get_by_role("region", name="Xếp hạng").get_by_role("row")
    expect(rankings.filter(has_text="DTI")).to_contain_text(re.compile(r"8\s*/ 63"))
    expect(rankings.filter(has_text="PCI")).to_contain_text(re.compile(r"26\s*/ 63"))


def test_a_figure_opens_its_series_and_the_series_the_words(page: Page, eye: Eye) -> None:
    page.goto("/board")
    page.get_by_role("link", name="27,6").first.click()
    expect(page).to_have_url(re.compile("/indicators/exports"))
    expect(page.get_by_role("main")).to_contain_text("32,1")
    eye.look("series")
    eye.look_in_the_dark("series")
    page.get_by_role("row", name=re.compile("2022")).get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/documents/.+#"))
    expect(page.locator("mark").filter(has_text="32,1")).to_be_in_viewport()
    eye.look("sentence")
    eye.look_in_the_dark("sentence")


def test_a_visitor_lives_through_a_report_as_the_one_who_filed_it(page: Page, eye: Eye) -> None:
    page.goto("/")
    page.get_by_role("button", name="Xem như người gửi").click()
    main = page.get_by_role("main")
    expect(main.get_by_role("region", name="Bạn thấy thế nào?")).to_be_visible()
    expect(main.get_by_role("button", name="Tôi đồng ý")).to_be_visible()
    line = main.get_by_role("region", name="Đường đi của hồ sơ").get_by_role("listitem")
    expect(line.filter(has_text="đã trả lời")).to_have_count(1)
    expect(main).to_contain_text("Biên nhận không ai sửa được")
    answer = main.get_by_role("region", name=re.compile("^UBND phường Phan Đình Phùng"))
    expect(answer.get_by_role("img", name=re.compile("Sau"))).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    eye.look("case", keep=True)
    eye.look_in_the_dark("case")
    eye.look_at_paper("case")


def test_the_first_minute_in_english(page: Page, eye: Eye) -> None:
    page.goto("/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you need today?")
    page.goto("/board")
    expect(page.get_by_role("main")).to_contain_text("27.6")
    expect(page.get_by_role("main")).to_contain_text("162.5")
    expect(page.get_by_role("main")).not_to_contain_text("27,6")
    eye.look("board-english")
    page.get_by_role("link", name="27.6").first.click()
    eye.look("series-english")


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_who_never_was_here_files_with_two_taps_and_two_fields(page: Page, mark: str) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Gửi phản ánh").first.click()
    labels = page.locator("form[data-draft] .ds-label:visible")
    asked = labels.filter(has_not=page.locator(".optional"))
    expect(asked).to_have_text(["Chuyện gì đang xảy ra?", "Ở xã, phường nào?"])
    page.get_by_label("Chuyện gì đang xảy ra?").fill(f"Cống tắc, nước tràn ra đường {mark}")
    page.get_by_label("Ở xã, phường nào?").fill(COMMUNE)
    page.get_by_role("button", name="Gửi phản ánh").click()
    receipt = read_receipt(page)
    page.goto("/")  # a week later, on the same telephone, without the codes
    page.get_by_role("main").get_by_role("link", name="Theo dõi").first.click()
    page.get_by_role("link", name=receipt.number).click()
    expect(page.get_by_role("main")).to_contain_text(mark)
