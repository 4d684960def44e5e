"""The panels beside a case, the fragments beside a form, the page of what was learned."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.tests.scene import appoint
from tinhso.kernel.ledger.actors import CLOCK, Actor
from tinhso.systems.hotline.actions import Wording, publish
from tinhso.systems.hotline.alike import actions, paths
from tinhso.systems.hotline.alike.models import Link
from tinhso.systems.hotline.alike.rules.petitions import Petition
from tinhso.systems.hotline.tests.story import Report, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
HOLE = "Đường có ổ gà rất sâu ở khúc cua vào xóm Núi Dài, xe máy dễ ngã"
TYPED = "duong co o ga rat sau khuc cua vao xom nui dai"
THAI_NGUYEN = Path(__file__).parents[4] / "provinces" / "thai_nguyen"
SignIn = Callable[..., Client]


def filed(key: str, text: str = HOLE) -> Report:
    return told(timezone.now(), key, text=text, latitude=21.601, longitude=104.402)


def page_of(client: Client, report: Report, **query: str) -> str:
    return client.get(f"/cases/{report.filed.number}/", query).content.decode()


@pytest.fixture
def desk(sign_in: SignIn) -> Client:
    """An operator's browser."""
    return sign_in("operator", "tong-dai-1022")


def test_an_operator_links_on_the_page_of_the_case_what_is_proposed_there(desk: Client) -> None:
    lead, other = filed("a").classified(), filed("b", "o ga sau khuc cua vao xom Núi Dài")
    lead.seen()
    assert lead.filed.number in page_of(desk, other)
    sent = desk.post(f"/reports/alike/{other.filed.number}/link/", {"to": lead.filed.number})
    assert sent.status_code == 302
    page = page_of(desk, other)
    assert "1 phản ánh khác cùng việc" in page
    assert "phản ánh chính" in page


def test_an_officer_gives_the_leads_answer_with_one_tap_and_may_unlink(
    desk: Client, sign_in: SignIn
) -> None:
    lead, late = filed("a").classified().answered(), filed("b")
    desk.post(f"/reports/alike/{late.filed.number}/link/", {"to": lead.filed.number})
    lead.seen()
    officer = sign_in("officer", "99001")
    assert "Gửi câu trả lời của phản ánh chính" in page_of(officer, late)
    officer.post(f"/reports/alike/{late.filed.number}/take-answer/")
    assert "Đã vá xong ổ gà sáng nay" in page_of(officer, late)
    another = filed("c")
    desk.post(f"/reports/alike/{another.filed.number}/link/", {"to": lead.filed.number})
    officer.post(f"/reports/alike/{another.filed.number}/unlink/")
    assert not Link.objects.filter(follower=another.filed.case_id).exists()


def test_what_cannot_be_linked_is_said_on_the_page(desk: Client) -> None:
    report = filed("a")
    sent = desk.post(f"/reports/alike/{report.filed.number}/link/", {"to": "HB-1"}, follow=True)
    assert "Không có phản ánh nào mang mã này." in sent.content.decode()


def test_a_suggested_category_fills_the_form_by_a_plain_link(desk: Client) -> None:
    report = filed("a")
    page = page_of(desk, report)
    link = "?action=classify&amp;category=pothole&amp;priority=mendable&amp;unit=99001#act"
    assert link in page
    filled = page_of(
        desk, report, action="classify", category="pothole", priority="mendable", unit="99001"
    )
    chosen = re.findall(r'<input[^>]*value="([^"]+)"[^>]* checked', filled)
    assert {"pothole", "mendable"} <= set(chosen)


def test_the_panels_cost_a_fixed_number_of_queries(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for key in "abcdef":
        filed(key).seen()
    report = filed("z")
    page_of(desk, report)
    with django_assert_max_num_queries(33):  # the page's own, and nine of the panels
        page_of(desk, report)


def test_a_reporter_is_told_how_many_ask_the_same(desk: Client, client: Client) -> None:
    lead, other = filed("a").classified(), filed("b")
    desk.post(f"/reports/alike/{other.filed.number}/link/", {"to": lead.filed.number})
    client.post(f"/cases/{other.filed.number}/open/", {"secret": other.filed.secret})
    page = page_of(client, other)
    assert "1 người khác cùng phản ánh việc này" in page
    assert lead.filed.number not in page


def test_a_complaint_is_led_to_its_own_path_everywhere(
    desk: Client, client: Client, settings: LazySettings
) -> None:
    settings.TINHSO_PROVINCE = THAI_NGUYEN
    text = "Tôi khiếu nại quyết định thu hồi đất của ủy ban xã"
    asked = client.post("/reports/alike/", {"text": text}).content.decode()
    assert "Luật Khiếu nại 02/2011/QH13" in asked
    assert "chưa xác nhận" in asked, "no address is known"
    report = filed("a", text)
    page = page_of(desk, report)
    assert "Nghe như: Khiếu nại" in page
    assert "?action=redirect&amp;redirect_to=complaint&amp;reason=" in page
    way = paths.way_of("complaint")
    assert way is not None
    form = {"redirect_to": "complaint"}
    operator = appoint("operator", "tong-dai-1022")
    cases.act(report.step(), "redirect", form, actor=operator, now=report.now, reason=way.letter)
    client.post(f"/cases/{report.filed.number}/open/", {"secret": report.filed.secret})
    page = page_of(client, report)
    assert "Việc này đi đường nào" in page
    assert "90 ngày" in page


def test_every_kind_of_petition_has_its_path_with_a_source(settings: LazySettings) -> None:
    settings.TINHSO_PROVINCE = THAI_NGUYEN
    for kind in Petition:
        way = paths.way_of(kind)
        assert way is not None
        assert "Căn cứ: " in way.letter


def test_a_province_without_paths_shows_none(client: Client) -> None:
    assert paths.recognised("Tôi tố cáo cán bộ thôn nhận tiền") is None
    text = {"text": "Tôi tố cáo cán bộ thôn nhận tiền"}
    assert "Căn cứ" not in client.post("/reports/alike/", text).content.decode()


def test_beside_the_form_only_confirmed_words_show_whoever_asks(
    desk: Client, client: Client
) -> None:
    report = filed("a").classified()
    report.seen()
    asked = {"text": TYPED, "latitude": "21.601", "longitude": "104.402", "commune": "99001"}
    for who in (client, desk):
        assert report.filed.number not in who.post("/reports/alike/", asked).content.decode()
    wording = Wording(title="Ổ gà ở khúc cua", text="Đường có ổ gà rất sâu ở khúc cua")
    publish(report.filed.number, wording, actor=Actor("account:1"), now=report.now)
    assert "Ổ gà ở khúc cua" in client.post("/reports/alike/", asked).content.decode()
    odd = {"text": TYPED, "latitude": "x", "longitude": "104", "commune": "'; --"}
    assert client.post("/reports/alike/", odd).status_code == 200


def test_an_administrator_sees_what_was_learned_and_lets_it_be_learned_anew(
    sign_in: SignIn,
) -> None:
    administrator = sign_in("administrator", "ubnd-tinh")
    assert "Chưa học lần nào" in administrator.get("/reports/alike/learning/").content.decode()
    for key in "abcdef":
        filed(key, "Đường vào xóm lún sụt").classified().seen()
    administrator.post("/reports/alike/learning/")
    page = administrator.get("/reports/alike/learning/").content.decode()
    assert "lun sut" in page
    assert "Đường hỏng, ổ gà" in page


def test_the_page_of_what_was_learned_asks_a_fixed_number_of_times(
    sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    administrator = sign_in("administrator", "ubnd-tinh")
    actions.learn(actor=CLOCK, now=timezone.now())
    administrator.get("/reports/alike/learning/")
    with django_assert_max_num_queries(10):
        administrator.get("/reports/alike/learning/")
