"""A call, a mail, a text message and another city's client: four cases, two units, one hotline."""

import json
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from civicbot.http import HttpTransport, RateLimiter
from civicbot.open311 import Open311Client
from civicbot.registry import Endpoint
from georeport import GeoReport
from playwright.sync_api import Page, expect

from tinhso.gateways.tests.mailhouse import DOMAIN

from . import photos
from .conftest import Eye, Opener
from .outside import HOTLINE, NUMBER, Outside, awaited, words_of
from .photos import Plate
from .reporting import COMMUNE, open_work
from .signing_in import activate, add_passkey, by_name, code_of_slip, open_account, security_key

Enter = Callable[[str], Page]
ELSEWHERE, ELSEWHERE_CODE = "Phường Gia Sàng", "05467"
ANSWER = "Phường đã vá bê tông nhựa nóng, rộng 6 m²."
NAME = "Nguyễn Văn Ví Dụ"


class Telephone:
    """Somebody's telephone: writes to 1022, and reads what comes back."""

    def __init__(self, around: Outside, page: Page, number: str) -> None:
        self.around, self.page, self.number = around, page, number

    def writes(self, words: str) -> None:
        """Send a text message to the hotline."""
        self.around.provider.hand_in(self.page.context.request, **{"from": self.number}, text=words)

    def reads(self, *words: str) -> str:
        """Wait for a text message that has all these words, and return it."""
        return awaited(self.page, self.inbox, *words)

    def inbox(self) -> list[str]:
        """Return what came, oldest first."""
        return [text.words for text in self.around.provider.texts_to(self.number)]


@pytest.mark.parametrize("screen", ["desktop"], indirect=True)
def test_four_ways_in_become_four_cases_and_each_is_answered_the_way_it_came(
    around: Outside, address: str, open_window: Opener, enter: Enter, eye: Eye, mark: str
) -> None:
    if around.mails is None:
        pytest.skip("Exim and Dovecot are not on this machine")
    citizens = open_window()
    citizens.goto("/")
    operator, officer = enter("Tổng đài viên"), enter("Cán bộ xử lý")
    colleague = an_officer_elsewhere(
        enter("Quản trị"), open_window(base=by_name(address)), address, mark
    )
    serial = f"{int(mark[-6:], 16) % 10**6:06}"
    caller = Telephone(around, citizens, f"0900{serial}")
    writer = Telephone(around, citizens, f"0901{serial}")
    lan = f"lan-{mark}@{DOMAIN}"

    def mailbox() -> list[str]:
        return [words_of(mail) for mail in around.mails_to(lan)]

    called = a_call_is_taken(operator, caller.number, mark, eye.of(operator))
    around.write(a_mail(lan, mark))
    writer.writes(f"Den duong o ngo 12 phuong Gia Sang tat ca tuan nay, di lai rat toi. {mark}")
    writer.reads("nay thuoc nhieu noi", "1. phuong gia sang")  # the old ward was divided
    writer.writes("1")
    texted = NUMBER.findall(writer.reads("da nhan", "ma bi mat", "tra loi truoc"))[0]
    city = Open311Client(
        Endpoint("tn", "TN", f"{address}/open311/v2", write=True, api_key_required_for_write=False),
        transport=HttpTransport(rate_limiter=RateLimiter(min_interval=0)),
    )
    sent = city.create_request(
        "waste",
        address_id=ELSEWHERE_CODE,
        description=f"Rác đổ trộm thành đống sau bến xe, bốc mùi. {mark}",
        dry_run=False,
        confirm="SEND",
    )
    clicked = sent.response[0]["service_request_id"]
    received = awaited(citizens, mailbox, "đã nhận phản ánh")
    mailed = NUMBER.findall(received)[0]
    assert len({called, mailed, texted, clicked}) == 4

    classify_as_suggested(operator, called, "Đường hỏng, ổ gà", COMMUNE, eye.of(operator))
    answer_together(operator, mailed, called, eye.of(operator))
    classify_as_suggested(operator, texted, "Đèn đường hỏng", ELSEWHERE, eye.of(operator))
    classify_as_suggested(operator, clicked, "Rác thải tồn đọng", ELSEWHERE, eye.of(operator))

    answer(officer, called, ANSWER, eye.of(officer), photo=True)
    answer(colleague, texted, "Phường đã thay bóng đèn.", eye.of(colleague))
    answer(colleague, clicked, "Phường đã dọn sạch, đặt biển cấm.", eye.of(colleague))
    caller.reads(called, "nhua nong", "dong y")
    awaited(citizens, mailbox, mailed, "nhựa nóng")
    writer.reads(texted, "thay bong den")

    writer.writes(f"KHONG DONG Y {texted} moi sang mot bong, con ba bong van tat")
    writer.reads("da ghi nhan", texted)
    answer(colleague, texted, "Phường đã thay cả bốn bóng.", eye.of(colleague))
    writer.reads("thay ca bon bong")
    writer.writes(f"Dong y {texted}")
    writer.reads("cam on ban", "danh gia")
    writer.writes(f"danh gia {texted} 5 sao")
    writer.reads("danh gia 5 sao")
    operator.goto(f"/cases/{texted}/")
    expect(operator.get_by_role("main")).to_contain_text("5/5")
    eye.of(operator).look("four-ways-agreed")

    review(operator, clicked)
    publish(operator)
    one = GeoReport(f"{address}/open311/v2").get_service_request(clicked)
    assert "đã dọn sạch" in one["status_notes"], json.dumps(one, ensure_ascii=False)

    plate = hide_name_and_plate(operator, mailed, eye.of(operator))
    everyone_sees_neither(citizens, mailed, plate, eye.of(citizens))


def an_officer_elsewhere(administrator: Page, page: Page, address: str, mark: str) -> Page:
    """Take in an officer of another unit, who activates the account and adds a passkey."""
    here = by_name(address)
    open_account(administrator, address, f"gia-sang.{mark}", ELSEWHERE)
    security_key(page)
    activate(page, here, code_of_slip(administrator))
    add_passkey(page)
    return page


def a_mail(sender: str, mark: str) -> EmailMessage:
    """Return a mail about the same hole, with a photograph that shows a number plate."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, HOTLINE
    mail["Subject"] = "Ổ gà trước trường Hoa Sen"
    mail["Message-ID"] = f"<{mark}@{DOMAIN}>"
    mail.set_content(
        f"Ổ gà sâu giữa đường trước cổng trường mầm non Hoa Sen, {COMMUNE}. "
        f"Ông {NAME} vừa ngã xe ở đây. {mark}"
    )
    mail.add_attachment(photos.with_plate().jpeg, "image", "jpeg", filename="o-ga.jpg")
    return mail


def a_call_is_taken(operator: Page, number: str, mark: str, eye: Eye) -> str:
    """Take a call in the console; what it is about is decided later. Return its number."""
    operator.goto(f"/reports/calls/new/?number={number}&call={mark}")
    operator.get_by_label("Người gọi nói gì?").fill(
        f"Ổ gà sâu giữa đường trước cổng trường mầm non Hoa Sen, xe máy hay ngã. {mark}"
    )
    operator.get_by_label("Xã, phường", exact=True).press_sequentially("phan dinh phung")
    operator.get_by_label(COMMUNE).check()
    operator.locator("#id_consents").check()
    eye.look("four-ways-call")
    operator.keyboard.press("Control+Enter")
    expect(operator.get_by_role("heading", level=1)).to_have_text("Đọc cho người gọi")
    found = operator.locator(".aloud").first.get_attribute("aria-label")
    assert found is not None
    return found


def classify_as_suggested(operator: Page, number: str, category: str, place: str, eye: Eye) -> None:
    open_work(operator, number)
    suggested = operator.get_by_role("region", name="Lĩnh vực gợi ý")
    suggested.get_by_role("link", name=category).click()
    unit = operator.get_by_label("Đơn vị trả lời").locator("option:checked")
    expect(unit).to_have_text(f"UBND {place.lower()[:6]}{place[6:]}")
    eye.look("four-ways-classify")
    operator.get_by_role("button", name="Phân loại và chuyển").click()
    expect(operator.get_by_role("main")).to_contain_text("Đã ghi: Phân loại và chuyển")


def answer_together(operator: Page, number: str, lead: str, eye: Eye) -> None:
    open_work(operator, number)
    alike = operator.get_by_role("region", name="Có thể cùng một việc")
    eye.look("four-ways-alike")
    alike.get_by_role("button", name=f"Trả lời chung {lead}").click()
    together = operator.get_by_role("region", name="1 phản ánh khác cùng việc")
    expect(together).to_contain_text(lead)


def answer(officer: Page, number: str, words: str, eye: Eye, *, photo: bool = False) -> None:
    open_work(officer, number)
    officer.get_by_label("Nội dung trả lời").fill(words)
    if photo:
        officer.get_by_label("Ảnh sau khi xử lý").set_input_files(photos.after())
    eye.look("four-ways-answer")
    officer.get_by_role("button", name="Trả lời", exact=True).click()
    expect(officer.get_by_role("main")).to_contain_text("Đã ghi: Trả lời")


def review(operator: Page, number: str) -> None:
    operator.goto(f"/reports/reviews/{number}/")
    expect(operator.get_by_role("heading", level=1)).to_have_text("Được công khai những gì?")


def publish(operator: Page) -> None:
    operator.get_by_role("button", name="Công khai, xem tiếp").click()
    expect(operator.get_by_role("main")).to_contain_text("Đã công khai")


def hide_name_and_plate(operator: Page, number: str, eye: Eye) -> Plate:
    """Hide a name by a tap and the plate by a drag; return where the plate was."""
    review(operator, number)
    operator.get_by_role("group", name="Tên người").get_by_label(NAME).check()
    pictures = operator.locator("[data-picture]")
    taken = pictures.filter(has_text="Ảnh trước")
    plate = photos.with_plate()
    canvas = taken.locator("[data-canvas]")
    canvas.scroll_into_view_if_needed()
    frame = canvas.bounding_box()
    assert frame is not None
    left, top, right, bottom = plate.box
    wide, high, margin = frame["width"], frame["height"], 6
    operator.mouse.move(frame["x"] + left * wide - margin, frame["y"] + top * high - margin)
    operator.mouse.down()
    operator.mouse.move(frame["x"] + right * wide + margin, frame["y"] + bottom * high + margin)
    operator.mouse.up()
    expect(taken.locator("rect")).to_have_count(1)
    expect(taken.get_by_label("Hiện ảnh này")).to_be_checked()
    eye.look("four-ways-review")
    publish(operator)
    return plate


def everyone_sees_neither(page: Page, number: str, plate: Plate, eye: Eye) -> None:
    page.goto(f"/reports/{number}/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("vừa ngã xe ở đây")
    expect(main).not_to_contain_text("Ví Dụ")
    eye.look("four-ways-public")
    shown = main.get_by_role("img", name="Ảnh trước khi xử lý")
    source = shown.get_attribute("src")
    assert source is not None
    assert plate.contrast_in(plate.jpeg) > 60
    assert plate.contrast_in(page.request.get(source).body()) < 25


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_a_flood_notice_reaches_who_follows_the_commune_and_counts_them(
    around: Outside, page: Page, eye: Eye, enter: Enter, mark: str
) -> None:
    lan = Telephone(around, page, f"0902{int(mark[-6:], 16) % 10**6:06}")
    page.goto("/notices/")
    page.get_by_role("link", name="Nhận tin nơi tôi sống").click()
    page.get_by_label("Số điện thoại hoặc thư điện tử").fill(lan.number)
    page.get_by_label("Ngập, lũ, sạt lở").check()
    page.get_by_label(COMMUNE).check()
    eye.look("notice-follow")
    page.get_by_role("button", name="Gửi mã xác nhận").click()
    code = lan.reads("ma xac nhan nhan tin").partition(": ")[2]
    eye.look("notice-code")
    page.get_by_label("Mã xác nhận").fill(code[:6])
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_role("main")).to_contain_text("Thôi nhận tin")
    eye.look("notice-mine")

    operator = enter("Tổng đài viên")
    operator.goto("/notices/new/")
    operator.get_by_label("Loại").select_option(label="Ngập, lũ, sạt lở")
    operator.get_by_label("Chuyện gì, ở đâu").fill(f"Nước lên ở đường ven sông {mark}")
    operator.get_by_label("Người dân cần làm gì").fill("Không đi qua ngầm. Đưa xe lên chỗ cao.")
    operator.get_by_label(COMMUNE).check()
    operator.get_by_role("button", name="Xem trước").click()
    expect(operator.get_by_role("region", name="Người dân sẽ đọc")).to_contain_text("1 địa chỉ")
    eye.of(operator).look("notice-preview")
    operator.get_by_role("button", name="Ra thông báo này").click()
    expect(operator.get_by_role("heading", level=1)).to_contain_text(mark)

    lan.reads("nuoc len o duong ven song", mark, "khong di qua ngam", "het hieu luc")
    (letter,) = (t for t in around.provider.texts_to(lan.number) if mark in t.words)
    around.provider.hand_in(page.context.request, id=letter.provider_id, status="delivered")
    operator.reload()
    delivered = operator.locator(".notice-counts > div").filter(has_text="Đã đến máy")
    expect(delivered.locator("dd")).to_have_text("1")
    eye.of(operator).look("notice-counted")
    page.goto("/notices/")
    expect(page.get_by_role("main")).to_contain_text(mark)
    eye.look("notices")
