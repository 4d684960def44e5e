"""A procedure that nobody coded for, from its filing to its end on the generic screens."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tinhso.kernel.cases.models import Case, Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
SignIn = Callable[..., Client]

HALL = "/procedures/culture.hall_loan/"
WEDDING = {
    "key": "one",
    "purpose": "Đám cưới con gái",
    "place": "99001",
    "day": "2026-12-05",
    "guests": "150",
}


def ask(client: Client, **more: str) -> Case:
    answer = client.post(f"{HALL}new/", WEDDING | more, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return Case.objects.get(number=re.search(r"NVH-\d\d-\w{6}", answer.content.decode())[0])  # type: ignore[index]  # a None fails the test


def act(client: Client, case: Case, action: str, **answers: str) -> int:
    step = Step.objects.filter(case=case, closed_at=None).get()
    return client.post(f"/cases/{case.number}/act/{step.pk}/{action}/", answers).status_code


def test_asked_granted_and_handed_back(client: Client, sign_in: SignIn) -> None:
    officer, head = sign_in("officer", "99001"), sign_in("head", "99001")
    case = ask(client)

    assert "Đám cưới con gái" in officer.get("/work/").content.decode()
    assert act(officer, case, "pass_to_head", free_day="2026-12-05") == 302
    assert "Đám cưới con gái" in head.get("/work/").content.decode()
    assert act(head, case, "grant") == 302
    assert act(officer, case, "taken_back") == 302

    case.refresh_from_db()
    assert case.outcome == "lent"
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert "Bạn hài lòng đến đâu?" in page
    assert client.post(f"/cases/{case.number}/rate/", {"stars": "4"}).status_code == 302
    case.refresh_from_db()
    assert case.rating == 4


def test_what_was_typed_stays_and_the_error_names_field_and_cure(client: Client) -> None:
    answer = client.post(f"{HALL}new/", WEDDING | {"guests": "nhiều", "purpose": "Họp tổ dân"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "phải là một số" in page
    assert 'value="Họp tổ dân"' in page
    assert not Case.objects.exists()


def test_a_form_sent_twice_files_once(client: Client) -> None:
    first, again = ask(client), ask(client)
    assert first == again


def test_the_receipt_opens_only_where_the_case_was_filed(client: Client) -> None:
    case = ask(client)
    address = f"/cases/{case.number}/filed/"
    assert "Mã bí mật" in client.get(address).content.decode()
    for stranger in (Client(), Client(headers={"cookie": "filed=one"})):
        assert stranger.get(address).headers["Location"] == f"/cases/{case.number}/"


def test_a_stranger_sees_no_words_until_the_secret_is_given(client: Client) -> None:
    filed = client.post(f"{HALL}new/", WEDDING, follow=True).content.decode()
    number = Case.objects.get().number
    secret = re.search(r"\w{4}-\w{4}-\w{4}", filed)
    assert secret
    stranger = Client()
    assert "Đám cưới" not in stranger.get(f"/cases/{number}/").content.decode()
    assert stranger.get(f"/cases/{number}/receipt.json").status_code == 404
    wrong = stranger.post(f"/cases/{number}/open/", {"secret": "2222-2222-2222"})
    assert wrong.status_code == 422
    assert stranger.post(f"/cases/{number}/open/", {"secret": secret[0]}).status_code == 302
    assert "Đám cưới" in stranger.get(f"/cases/{number}/").content.decode()
    assert stranger.get(f"/cases/{number}/receipt.json").json()["promise"]["number"] == number


def test_the_second_officer_is_told_and_keeps_what_was_typed(
    client: Client, sign_in: SignIn
) -> None:
    first, second = sign_in("officer", "99001"), sign_in("officer", "99001")
    case = ask(client)
    step = Step.objects.get(case=case)
    address = f"/cases/{case.number}/act/{step.pk}"
    assert first.post(f"{address}/pass_to_head/", {"free_day": "2026-12-05"}).status_code == 302
    late = second.post(f"{address}/refuse/", {"reason": "Hội trường đang sửa mái"})
    assert late.status_code == 409
    assert "người khác xử lý" in late.content.decode()
    assert "Hội trường đang sửa mái" in late.content.decode()


def test_an_officer_elsewhere_can_neither_read_nor_act(client: Client, sign_in: SignIn) -> None:
    other = sign_in("officer", "99013")
    case = ask(client)
    assert "Đám cưới" not in other.get(f"/cases/{case.number}/").content.decode()
    assert "Đám cưới" not in other.get("/work/").content.decode()
    assert act(other, case, "pass_to_head", free_day="2026-12-05") == 403
    assert Step.objects.get(case=case).closed_at is None


def test_waiting_remarks_and_assigning(client: Client, sign_in: SignIn) -> None:
    officer = sign_in("officer", "99001")
    case = ask(client)
    step = Step.objects.get(case=case)
    wait = f"/cases/{case.number}/wait/{step.pk}/"
    kind = {"kind": "more_wanted"}
    assert officer.post(wait, kind).status_code == 422
    assert officer.post(wait, kind | {"reason": "Xin gửi kế hoạch"}).status_code == 302
    assert "Xin gửi kế hoạch" in client.get(f"/cases/{case.number}/").content.decode()
    assert officer.post(wait, {"end": "1"}).status_code == 302
    note = f"/cases/{case.number}/note/"
    assert client.post(note, {"text": "Tôi gửi thêm đây"}).status_code == 302
    assert officer.post(note, {"text": "Chỉ nội bộ biết"}).status_code == 302
    assert "Chỉ nội bộ biết" not in client.get(f"/cases/{case.number}/").content.decode()
    me = officer.session["_auth_user_id"]
    assign = f"/cases/{case.number}/assign/{step.pk}/"
    assert officer.post(assign, {"account": me}).status_code == 302
    assert "Giao cho bạn" in officer.get("/work/?state=mine").content.decode()


@pytest.mark.parametrize("address", ["/procedures/", HALL, f"{HALL}new/"])
def test_anybody_reads_the_procedures(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/work/", "/work/statistics/"])
def test_lists_of_work_ask_to_sign_in(client: Client, sign_in: SignIn, address: str) -> None:
    assert client.get(address).status_code == 302
    assert sign_in("officer", "99001").get(address).status_code == 200


@pytest.mark.parametrize("address", ["/cases/NVH-26-AAAAAA/", "/procedures/no.such/"])
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
