"""A report's whole way, from a citizen's phone to the public board.

One address may send twenty forms in ten minutes, and all walks come from one: what doesn't depend
on the screen is walked on one.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from . import photos
from .conftest import Eye, Opener
from .reporting import COMMITTEE, COMMUNE, Receipt, file_report, open_work, read_receipt

Enter = Callable[[str], Page]
BRIDGES = {"phone": "cầu Gỗ", "desktop": "cầu Treo"}
ASKED = {"phone": "gan cau go", "desktop": "gan cau treo"}


def test_a_report_goes_from_a_phone_to_its_agreed_answer_and_the_board(
    page: Page, eye: Eye, enter: Enter, screen: str
) -> None:
    where = BRIDGES[screen]
    told = (
        f"Ổ gà sâu trên đường liên xóm, đoạn gần {where}, mưa là ngập, xe máy hay ngã. "
        "Ông Nguyễn Văn Ví Dụ vừa ngã ở đây."
    )
    receipt = file_report(page, told, photos.before(), name="Nguyễn Thị Ví Dụ")
    eye.look("filed")
    eye.look_at_paper("filed")
    the_receipt_holds_what_a_citizen_takes_home(page)
    page.get_by_role("link", name="Xem hồ sơ").click()
    her_own_page_says_by_when_and_why(page, told)
    eye.look("case-new")

    operator = enter("Tổng đài viên")
    classify(operator, receipt, eye.of(operator))
    officer = enter("Cán bộ xử lý")
    answer(officer, receipt, "Phường đã san gạt tạm, chờ vật liệu để vá.", eye.of(officer))

    page.reload()
    expect(page.get_by_role("main")).to_contain_text("san gạt tạm")
    eye.look("case-answered")
    page.get_by_text("Tôi chưa đồng ý", exact=True).first.click()
    page.get_by_label("Lý do").fill("Trời mưa là lại thành hố, xe vẫn ngã.")
    page.get_by_role("button", name="Tôi chưa đồng ý").click()
    expect(page.get_by_role("main")).to_contain_text("xe vẫn ngã")

    answer(
        officer, receipt, "Phường đã vá bê tông nhựa nóng, rộng 6 m².", eye.of(officer), photo=True
    )
    page.reload()
    page.get_by_role("button", name="Tôi đồng ý").click()
    page.get_by_label("5/5").check()
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_role("main")).to_contain_text("Cảm ơn bạn đã đánh giá.")
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("5/5")
    eye.look("case-agreed")
    eye.look_in_the_dark("case-agreed")
    eye.look_at_paper("case-agreed")

    publish(operator, receipt, eye.of(operator))
    everyone_finds_it_without_what_is_private(page, receipt, f"duong lien xom {ASKED[screen]}")
    eye.look("public-report")


def the_receipt_holds_what_a_citizen_takes_home(page: Page) -> None:
    main = page.get_by_role("main")
    expect(main).to_contain_text(re.compile(r"Bạn sẽ được trả lời trước \d\d:\d\d thứ"))
    expect(main).to_contain_text("tham khảo")
    expect(main.locator(".square-code svg")).to_be_visible()


def her_own_page_says_by_when_and_why(page: Page, told: str) -> None:
    main = page.get_by_role("main")
    deadline = main.locator("section").filter(has_text="Mức này:")
    expect(deadline.locator("svg")).to_be_visible()
    expect(deadline).to_contain_text("tham khảo")
    expect(deadline).to_contain_text("chưa xác nhận cho Thái Nguyên")
    expect(main).to_contain_text(told)
    expect(main.get_by_role("img", name=re.compile("[Tt]rước"))).to_be_visible()


def classify(operator: Page, receipt: Receipt, eye: Eye) -> None:
    open_work(operator, receipt.number)
    operator.get_by_label("Lĩnh vực", exact=True).select_option(label="Đường hỏng, ổ gà")
    operator.get_by_label("thông thường").check()
    operator.get_by_label("Đơn vị trả lời").select_option(label=COMMITTEE)
    eye.look("operator-case")
    operator.get_by_role("button", name="Phân loại và chuyển").click()
    expect(operator.get_by_role("main")).to_contain_text("Đã ghi: Phân loại và chuyển")


def answer(officer: Page, receipt: Receipt, words: str, eye: Eye, *, photo: bool = False) -> None:
    open_work(officer, receipt.number)
    officer.get_by_label("Nội dung trả lời").fill(words)
    if photo:
        officer.get_by_label("Ảnh sau khi xử lý").set_input_files(photos.after())
    eye.look("officer-case")
    officer.get_by_role("button", name="Trả lời", exact=True).click()
    expect(officer.get_by_role("main")).to_contain_text("Đã ghi: Trả lời")


def publish(operator: Page, receipt: Receipt, eye: Eye) -> None:
    operator.goto(f"/reports/reviews/{receipt.number}/")
    expect(operator.get_by_role("main")).to_contain_text("Nguyễn Văn Ví Dụ")
    words = operator.get_by_label("Nội dung công khai")
    words.fill(words.input_value().replace("Ông Nguyễn Văn Ví Dụ", "Một người dân"))
    shown = operator.get_by_label("Hiện ảnh này")
    expect(shown).to_have_count(2)
    for photo in shown.all():
        photo.check()
    eye.look("review")
    operator.get_by_role("button", name="Công khai, xem tiếp").click()
    expect(operator.get_by_role("main")).to_contain_text("Đã công khai")


def everyone_finds_it_without_what_is_private(page: Page, receipt: Receipt, words: str) -> None:
    page.goto("/reports/")
    page.get_by_label("Tìm theo lời hoặc mã").fill(words)
    page.get_by_role("button", name="Tìm").click()
    page.locator(f"a[href*='/reports/{receipt.number}/']").first.click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Một người dân vừa ngã")
    expect(main).not_to_contain_text("Ví Dụ")
    expect(main).to_contain_text("bê tông nhựa nóng")
    for moment in ("Ảnh trước khi xử lý", "Ảnh sau khi xử lý"):
        expect(main.get_by_role("img", name=moment)).to_be_visible()


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_a_report_is_filed_and_followed_without_javascript(open_window: Opener, mark: str) -> None:
    page = open_window(javascript=False)
    receipt = file_report(page, f"Đèn đường trước cổng trường tắt {mark}", photos.before())
    page.get_by_role("link", name="Xem hồ sơ").click()
    expect(page.get_by_role("main")).to_contain_text("Đèn đường trước cổng trường")

    elsewhere = open_window(javascript=False)
    elsewhere.goto("/")
    elsewhere.get_by_role("main").get_by_role("link", name="Theo dõi").click()
    elsewhere.get_by_label("Mã phản ánh").fill(receipt.number.lower())
    elsewhere.get_by_label("Mã bí mật").fill(receipt.secret)
    elsewhere.get_by_role("button", name="Xem").click()
    expect(elsewhere.get_by_role("main")).to_contain_text("Đèn đường trước cổng trường")


@pytest.mark.parametrize("screen", ["desktop"], indirect=True)
def test_a_stranger_sees_neither_words_nor_photos_of_an_open_report(
    page: Page, open_window: Opener, eye: Eye, screen: str
) -> None:
    receipt = file_report(page, f"Cống mất nắp ngay lối vào chợ {screen}", photos.before())
    stranger = open_window()
    stranger.goto(f"/cases/{receipt.number}/")
    expect(stranger.get_by_role("main")).to_contain_text(receipt.number)
    expect(stranger.get_by_role("main")).not_to_contain_text("mất nắp")
    expect(stranger.get_by_role("main").get_by_role("img", name=re.compile("Ảnh"))).to_have_count(0)
    stranger.get_by_label("Mã bí mật").fill("sai-ma-roi")
    stranger.get_by_role("button", name="Mở hồ sơ").click()
    expect(stranger.get_by_role("main")).to_contain_text("Mã bí mật không khớp")
    eye.of(stranger).look("case-of-a-stranger")


def test_an_empty_form_names_field_and_cure_and_keeps_what_was_typed(page: Page, eye: Eye) -> None:
    page.goto("/reports/new/")
    page.get_by_label("Chỗ cụ thể").fill("Đối diện chợ")
    page.get_by_role("button", name="Gửi phản ánh").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Hãy viết vài lời về điều bạn thấy")
    expect(main).to_contain_text("Hãy chọn xã, phường nơi xảy ra.")
    expect(page.get_by_label("Chỗ cụ thể")).to_have_value("Đối diện chợ")
    eye.look("filing-errors")
    main.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_label("Chuyện gì đang xảy ra?")).to_be_focused()


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_a_text_that_calls_itself_a_photo_is_refused_in_words(page: Page) -> None:
    page.goto("/reports/new/")
    page.get_by_label("Chuyện gì đang xảy ra?").fill("Rác đổ bừa sau chợ mấy hôm nay")
    page.get_by_label("Ở xã, phường nào?").fill(COMMUNE)
    page.get_by_label("Ảnh chụp").set_input_files(photos.no_photo())
    page.get_by_role("button", name="Gửi phản ánh").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"ghi-chu\.jpg: .*ảnh"))
    expect(page.get_by_label("Chuyện gì đang xảy ra?")).to_have_value(
        "Rác đổ bừa sau chợ mấy hôm nay"
    )


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_pressing_twice_and_going_back_to_send_again_file_once(page: Page, mark: str) -> None:
    words = f"Cây nghiêng sắp đổ ra đường {mark}"
    page.goto("/reports/new/")
    page.get_by_label("Chuyện gì đang xảy ra?").fill(words)
    page.get_by_label("Ở xã, phường nào?").fill(COMMUNE)
    page.get_by_role("button", name="Gửi phản ánh").dblclick()
    receipt = read_receipt(page)
    page.reload()
    assert read_receipt(page) == receipt
    page.go_back()
    expect(page.get_by_label("Chuyện gì đang xảy ra?")).to_have_value(words)
    page.get_by_role("button", name="Gửi phản ánh").click()
    assert read_receipt(page) == receipt
