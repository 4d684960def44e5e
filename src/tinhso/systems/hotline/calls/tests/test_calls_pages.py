"""The console, the receipt, the log and the wall as a browser gets them."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tinhso.kernel.cases.models import Case
from tinhso.kernel.cases.tests.scene import appoint
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.messages import carriers
from tinhso.kernel.messages import queries as post
from tinhso.kernel.messages.contracts import Sent
from tinhso.kernel.people.actors import Member
from tinhso.kernel.units.names import fold
from tinhso.kernel.units.queries import by_code
from tinhso.systems.hotline.actions import Contact
from tinhso.systems.hotline.calls.models import Call
from tinhso.systems.hotline.calls.queries import calls
from tinhso.systems.hotline.tests.story import told as reported

from .desk import DESK, window_of

pytestmark = pytest.mark.django_db

BASE = "/reports/calls/"
# Queries of a page, for everybody who is signed in five of them are who they are.
# While listening some are asked by what knows likeness, which may come to ask fewer.
CONSOLE, LISTENING, LOG, WALL = 11, 22, 11, 14
NUMBER = "0987654321"
THAI_NGUYEN = Path(__file__).parents[4] / "provinces" / "thai_nguyen"
SAID = {
    "key": "k1",
    "text": "Ổ gà sâu trước cổng trường, xe máy hay ngã lúc trời tối.",
    "where": "",
    "place": "99001",
    "category": "pothole",
}


def begun(window: Client, number: str = NUMBER, key: str = "a") -> Call:
    answer = window.post(f"{BASE}new/", {"number": number, "key": key})
    assert answer.status_code == 302
    return Call.objects.get(key=key)


def page_of(call: Call, more: str = "") -> str:
    return f"{BASE}{call.pk}/{more}"


def test_the_telephone_system_hands_over_a_call_that_begins_once(window: Client) -> None:
    shown = window.get(f"{BASE}new/?number={NUMBER}&call=pbx-17").content.decode()
    assert "data-at-once" in shown
    assert f'value="{NUMBER}"' in shown
    assert not Call.objects.exists()  # nothing is written by looking
    for _again in range(2):
        window.post(f"{BASE}new/", {"number": NUMBER, "key": "exchange:pbx-17"})
    assert Call.objects.count() == 1


def test_a_number_that_cannot_be_read_is_asked_again_and_stays_typed(window: Client) -> None:
    answer = window.post(f"{BASE}new/", {"number": "không rõ", "key": "a"})
    assert answer.status_code == 422
    assert "không rõ" in answer.content.decode()


def test_a_call_becomes_a_classified_report_and_its_receipt_is_read_aloud(window: Client) -> None:
    call = begun(window)
    answer = window.post(page_of(call), SAID, follow=True)
    case = Case.objects.get()
    shown = answer.content.decode()
    assert answer.redirect_chain == [(page_of(call, "receipt/"), 302)]
    assert (case.category, case.priority, case.unit and case.unit.code) == (
        "pothole",
        "mendable",
        "99001",
    )
    assert case.reporter is None  # nobody agreed to leave a number
    assert case.number in shown
    assert len(re.findall(r"<span>[0-9A-Z ]+</span>", shown)) == 7
    assert re.search(r"trả lời trước \d\d:\d\d thứ", shown)
    again = window.post(page_of(call), SAID, follow=True)
    assert case.number in again.content.decode()
    assert Case.objects.count() == 1


def test_without_its_key_the_secret_is_not_shown_again(window: Client) -> None:
    call = begun(window)
    window.post(page_of(call), SAID)
    window.cookies.pop("call_receipt")
    answer = window.get(page_of(call, "receipt/"))
    assert (answer.status_code, answer["Location"]) == (302, page_of(call))


def test_name_and_number_are_kept_only_where_the_caller_agrees(window: Client) -> None:
    contact = {"name": "Lê Thị Bưởi", "phone": "0912 345 678", "consents": "on"}
    window.post(page_of(begun(window)), SAID | contact)
    case = Case.objects.get()
    assert case.reporter is not None
    assert "Bưởi" not in case.reporter.name


def test_without_a_category_a_report_waits_to_be_classified(window: Client) -> None:
    window.post(page_of(begun(window)), SAID | {"category": ""})
    step = Case.objects.get().steps.get(closed_at=None)
    assert step.name == "received"


def test_a_commune_typed_without_diacritics_is_understood(window: Client) -> None:
    name = by_code("99001", timezone.localdate()).short_vi
    answer = window.post(page_of(begun(window)), SAID | {"place": "", "where": fold(name)})
    assert answer.status_code == 302
    assert Case.objects.get().place.code == "99001"  # type: ignore[union-attr]


def test_what_is_wrong_is_asked_again_and_nothing_typed_is_lost(window: Client) -> None:
    call = begun(window)
    answer = window.post(page_of(call), SAID | {"place": "", "where": "nơi nào đó"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert SAID["text"] in shown
    assert "nơi nào đó" in shown
    assert not Case.objects.exists()


def test_a_name_that_no_commune_bears_offers_no_choice_of_none(window: Client) -> None:
    answer = window.post(page_of(begun(window)), SAID | {"place": "", "where": "Hoa Ban"})
    shown = answer.content.decode()
    assert "Không có xã, phường tên như vậy" in shown
    assert 'name="place"' not in shown


def test_while_listening_all_that_stands_beside_comes_in_one_answer(
    window: Client, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reported(now).seen()
    call = begun(window)
    window.get(page_of(call))
    typed = {"text": "Đèn đường tắt, tối quá", "place": "99001", "category": "street-light"}
    with django_assert_max_num_queries(LISTENING):
        shown = window.post(page_of(call, "listen/"), typed).content.decode()
    assert 'data-picks="street-light"' in shown
    assert "sửa được ngay" in shown
    call.refresh_from_db()
    assert calls.draft_of(call)["text"] == typed["text"]
    reopened = window.get(page_of(call)).content.decode()
    assert typed["text"] in reopened


def test_the_console_asks_the_database_as_often_as_is_said_here(
    window: Client, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reported(now, contact=Contact(name="Lê Thị Bưởi", phone=NUMBER))
    call = begun(window)
    window.get(page_of(call))
    with django_assert_num_queries(CONSOLE):
        window.get(page_of(call))


def test_a_complaint_is_recognised_at_once_with_the_provinces_own_path(
    window: Client, settings: LazySettings
) -> None:
    call = begun(window)
    settings.TINHSO_PROVINCE = THAI_NGUYEN
    words = {"text": "Tôi muốn tố cáo cán bộ phường nhận hối lộ"}
    shown = window.post(page_of(call, "listen/"), words).content.decode()
    assert "Nghe như: Tố cáo" in shown
    assert "Luật Tố cáo 25/2018/QH14" in shown
    calm = window.post(page_of(call, "listen/"), {"text": "Ổ gà"}).content.decode()
    assert "Nghe như" not in calm


def test_the_callers_name_is_read_for_a_purpose_and_recorded(window: Client, now: datetime) -> None:
    filed = reported(now, contact=Contact(name="Lê Thị Bưởi", phone=NUMBER)).filed
    call = begun(window)
    shown = window.get(page_of(call)).content.decode()
    assert filed.number in shown
    assert "Bưởi" not in shown
    names = window.post(page_of(call, "caller/")).content.decode()
    assert "Lê Thị Bưởi" in names
    read = Event.objects.get(kind="people.person.read")
    assert (read.data["purpose"], read.data["fields"]) == ("hotline.call", ["name"])


def test_a_mobile_caller_gets_the_receipt_by_sms_once(window: Client) -> None:
    carriers.register("sms", lambda _letter: Sent("1"))
    try:
        call = begun(window)
        shown = window.post(page_of(call), SAID, follow=True).content.decode()
        assert page_of(call, "sms/") in shown
        for _again in range(2):
            window.post(page_of(call, "sms/"))
    finally:
        carriers.unregister("sms")
    case = Case.objects.get()
    assert post.counts(f"case:{case.pk}").queued == 1


def test_no_sms_is_offered_where_none_would_arrive(window: Client) -> None:
    without_gateway = begun(window)
    shown = window.post(page_of(without_gateway), SAID, follow=True).content.decode()
    assert page_of(without_gateway, "sms/") not in shown


def test_a_caller_is_added_to_a_report_by_its_button(window: Client, now: datetime) -> None:
    report = reported(now)
    call = begun(window)
    sent = {"report": report.filed.number, "key": "k1"}
    answer = window.post(page_of(call, "link/"), sent, follow=True)
    assert report.filed.number in answer.content.decode()
    assert Case.objects.count() == 1
    unknown = window.post(page_of(begun(window, key="b"), "link/"), {"report": "HB-26-XXXXXX"})
    assert unknown.status_code == 422


def test_a_call_is_ended_without_a_report(window: Client) -> None:
    call = begun(window)
    window.post(page_of(call, "end/"), {"outcome": "informed", "note": "Hỏi giờ làm việc"})
    call.refresh_from_db()
    assert call.outcome == "informed"
    assert "Hỏi giờ" not in call.note
    assert "Hỏi giờ làm việc" in window.get(page_of(call)).content.decode()


def test_a_colleague_sees_what_became_of_a_call_but_not_the_console(
    window: Client, colleague: Member
) -> None:
    call = begun(window)
    other = window_of(colleague)
    shown = other.get(page_of(call)).content.decode()
    assert "data-console" not in shown
    assert "0987 *** 321" in shown
    assert other.post(page_of(call), SAID).status_code == 302
    assert other.post(page_of(call, "caller/")).status_code == 404
    assert other.post(page_of(call, "listen/"), {"text": "x"}).status_code == 404
    assert not Case.objects.exists()


def test_the_log_finds_masks_counts_and_exports(
    window: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    window.post(page_of(begun(window)), SAID)
    window.post(page_of(begun(window, "0912 345 678", "b"), "end/"), {"outcome": "wrong_number"})
    window.get(BASE)
    with django_assert_num_queries(LOG):
        shown = window.get(BASE).content.decode()
    assert "0987 *** 321" in shown
    assert NUMBER not in shown
    number = Case.objects.get().number
    for asked in (f"?q={NUMBER}", f"?q={number.lower()}", "?outcome=filed"):
        found = window.get(BASE + asked).content.decode()
        assert "0987 *** 321" in found
        assert "0912 *** 678" not in found
    lines = b"".join(window.get(f"{BASE}calls.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert len(lines.splitlines()) == 3
    assert NUMBER not in lines
    assert number in lines


def test_the_log_does_not_ask_more_for_more_calls(
    window: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(8):
        window.post(page_of(begun(window, key=str(at)), "end/"), {"outcome": "informed"})
    with django_assert_num_queries(LOG):
        window.get(BASE)


def test_a_missed_call_is_entered_called_back_and_gone(window: Client) -> None:
    window.post(f"{BASE}missed/", {"number": NUMBER, "key": "m"})
    missed = Call.objects.get()
    assert page_of(missed, "call-back/") in window.get(BASE).content.decode()
    answer = window.post(page_of(missed, "call-back/"), follow=True)
    assert "0987 654 321" in answer.content.decode()
    assert page_of(missed, "call-back/") not in window.get(BASE).content.decode()


def test_who_is_called_back_by_a_button_pressed_twice_is_called_once(window: Client) -> None:
    window.post(f"{BASE}missed/", {"number": NUMBER, "key": "m"})
    missed = Call.objects.get()
    first, second = (window.post(page_of(missed, "call-back/")) for _again in range(2))
    assert first["Location"] == second["Location"]
    window.post(f"{first['Location']}end/", {"outcome": "abandoned"})
    assert window.post(page_of(missed, "call-back/"))["Location"] != first["Location"]
    assert Call.objects.filter(returns=missed).count() == 2


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "hôm qua"])
def test_a_day_without_calls_is_an_empty_log(window: Client, day: str) -> None:
    assert window.get(BASE, {"day": day}).status_code == 200


def test_who_may_count_reads_no_call(example: Path, window: Client) -> None:
    assert example
    call = begun(window)
    auditor = window_of(appoint("auditor", DESK))
    head = window_of(appoint("head", DESK))
    elsewhere = window_of(appoint("head", "99001"))
    paths = (f"{BASE}figures/", BASE, page_of(call), f"{BASE}new/")
    assert [auditor.get(path).status_code for path in paths] == [200, 403, 403, 403]
    assert [head.get(path).status_code for path in paths] == [200, 200, 200, 403]
    assert [elsewhere.get(path).status_code for path in paths] == [403, 403, 403, 403]


def test_the_wall_is_open_says_what_waits_and_nothing_of_anybody(
    client: Client, window: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    now = timezone.now()
    reported(now - timedelta(hours=1))
    begun(window)
    client.get(f"{BASE}wall/")
    with django_assert_num_queries(WALL):
        shown = client.get(f"{BASE}wall/now/")
    words = shown.content.decode()
    assert re.search(r"(?s)>1</span><span class=.wall-word.>.*?chờ phân loại", words)
    assert "quá hạn từ" in words
    assert "Ổ gà" not in words
    assert not re.search(r"0987 ?(654|\*)", words)  # moments have digits enough of their own
    with django_assert_num_queries(1):
        same = client.get(f"{BASE}wall/now/", headers={"If-None-Match": shown["ETag"]})
    assert same.status_code in {200, 304}  # 200 where the minute turned meanwhile


def test_a_change_is_seen_on_the_wall_at_once(
    client: Client, window: Client, settings: LazySettings
) -> None:
    del settings
    first = client.get(f"{BASE}wall/now/")
    begun(window)
    second = client.get(f"{BASE}wall/now/", headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]
