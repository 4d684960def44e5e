"""What staff see beside a case: who acts when somebody is away, what was here and asked before."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tinhso.kernel.cases.models import Case, Step
from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people import actions as people
from tinhso.kernel.people.models import Account
from tinhso.web.cases.tests.test_web_cases_way import act, ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
SignIn = Callable[..., Client]


def account_of(client: Client) -> Account:
    return Account.objects.get(pk=client.session["_auth_user_id"])


def away(absent: Client, by: Client, **more: str) -> int:
    """Name a substitute from today to tomorrow on the page; return its status."""
    unit = account_of(absent).memberships.get().unit_id
    today = timezone.localdate()
    asked = {
        "absent": f"{unit}-{account_of(absent).pk}",
        "substitute": f"{unit}-{account_of(by).pk}",
        "since": today.isoformat(),
        "last": (today + timedelta(days=1)).isoformat(),
    }
    return absent.post("/work/away/", asked | more).status_code


def test_who_is_away_is_stood_in_for_by_name_until_it_ends(client: Client, sign_in: SignIn) -> None:
    officer, head = sign_in("officer", "99001"), sign_in("head", "99001")
    case = ask(client)
    assert act(head, case, "pass_to_head", free_day="2026-12-05") == 403
    assert away(officer, head) == 302
    absent, name = account_of(officer).username, account_of(head).username
    assert f"Hôm nay bạn làm thay {absent}" in head.get("/work/").content.decode()
    page = head.get(f"/cases/{case.number}/").content.decode()
    assert f"Bạn đang xử lý thay {absent}" in page
    assert act(head, case, "pass_to_head", free_day="2026-12-05") == 302
    assert f"{name} thay {absent}" in officer.get(f"/cases/{case.number}/").content.decode()
    assert f"thay {absent}" not in client.get(f"/cases/{case.number}/").content.decode()
    listed = officer.get("/work/away/").content.decode()
    assert f"{name} thay {absent}" in listed
    (found,) = account_of(officer).absences.all()
    assert officer.post(f"/work/away/{found.pk}/end/").status_code == 302
    assert "Hôm nay bạn làm thay" not in head.get("/work/").content.decode()


def test_what_is_refused_is_said_on_the_form(sign_in: SignIn) -> None:
    officer, head = sign_in("officer", "99001"), sign_in("head", "99001")
    assert away(officer, officer) == 422
    assert away(officer, head, last="2020-01-01") == 422
    assert away(officer, head, last="9999-12-31") == 422
    assert away(officer, head) == 302
    assert away(officer, head) == 422


def test_an_officer_names_no_substitute_for_others_a_head_does(sign_in: SignIn) -> None:
    officer, head = sign_in("officer", "99001"), sign_in("head", "99001")
    assert account_of(head).username not in _who_may_be_away(officer)
    assert account_of(officer).username in _who_may_be_away(head)


def _who_may_be_away(client: Client) -> str:
    page = client.get("/work/away/").content.decode()
    return page.partition('name="absent"')[2].partition("</select>")[0]


def test_a_case_near_by_or_at_the_address_is_shown_without_its_words(
    client: Client, sign_in: SignIn
) -> None:
    officer = sign_in("officer", "99001")
    here = ask(client, purpose="Họp tổ dân phố")
    near, far, same = (
        ask(client, key=place, purpose=f"Đám cưới {place}") for place in ("near", "far", "same")
    )
    for case, latitude in ((here, 21.5), (near, 21.5017), (far, 21.502), (same, 21.6)):
        Case.objects.filter(pk=case.pk).update(latitude=latitude, longitude=105.8)
    for case, address in ((here, "Số 2 Đường Ga"), (same, "số 2 đường ga")):
        Case.objects.filter(pk=case.pk).update(form=case.form | {"address": address})
    page = officer.get(f"/cases/{here.number}/").content.decode()
    shown = page.partition("Trước đây ở chỗ này")[2].partition("</section>")[0]
    assert near.number in shown
    assert "cách 189 m" in shown
    assert same.number in shown
    assert far.number not in shown
    assert "Đám cưới" not in shown
    stranger = Client().get(f"/cases/{here.number}/").content.decode()
    assert "Trước đây ở chỗ này" not in stranger


def test_what_the_same_person_asked_is_shown_on_request_and_recorded(
    client: Client, sign_in: SignIn
) -> None:
    officer = sign_in("officer", "99001")
    now = timezone.now()
    one, other = (
        people.enter_person({"name": "A", "phone": phone}, actor=LOADER, now=now)
        for phone in ("0912 345 678", "+84912345678")
    )
    case, before = ask(client), ask(client, key="before", guests="80")
    Case.objects.filter(pk=case.pk).update(reporter_id=one)
    Case.objects.filter(pk=before.pk).update(reporter_id=other)
    page = officer.get(f"/cases/{case.number}/").content.decode()
    assert before.number not in page
    assert not Event.objects.filter(kind="people.person.read").exists()
    answer = officer.post(f"/cases/{case.number}/earlier/").content.decode()
    shown = answer.partition("đã gửi trước đây")[2].partition("</section")[0]
    assert before.number in shown
    assert "Đám cưới con gái" not in shown
    read = Event.objects.get(kind="people.person.read")
    assert read.data == {"fields": ["earlier"], "purpose": "cases.earlier"}
    assert sign_in("officer", "99013").post(f"/cases/{case.number}/earlier/").status_code == 403


def test_a_step_is_given_in_one_tap_with_what_each_has_in_hand(
    client: Client, sign_in: SignIn
) -> None:
    officer, busy = sign_in("officer", "99001"), sign_in("officer", "99001")
    case, other = ask(client), ask(client, key="two", guests="80")
    Step.objects.filter(case=other).update(assignee=account_of(busy))
    page = officer.get(f"/cases/{case.number}/").content.decode()
    people_ = page.partition("Ai làm “")[2].partition("</form>")[0]
    assert people_.index("Tôi") < people_.index(account_of(busy).username)
    assert "1 việc" in people_
    step = Step.objects.get(case=case)
    assign = f"/cases/{case.number}/assign/{step.pk}/"
    assert officer.post(assign, {"account": str(account_of(busy).pk)}).status_code == 302
    step.refresh_from_db()
    assert step.assignee == account_of(busy)


def test_a_colleague_is_called_on_and_says_that_they_saw(client: Client, sign_in: SignIn) -> None:
    officer, called = sign_in("officer", "99001"), sign_in("officer", "99001")
    case = ask(client)
    text = f"@{account_of(called).username} xem giúp"
    officer.post(f"/cases/{case.number}/note/", {"text": text})
    assert "Gọi bạn" in called.get("/work/").content.decode()
    assert "gọi bạn trong phần trao đổi" in called.get(f"/cases/{case.number}/").content.decode()
    assert "gọi bạn" not in officer.get(f"/cases/{case.number}/").content.decode()
    assert called.post(f"/cases/{case.number}/seen/").status_code == 302
    assert "Gọi bạn" not in called.get("/work/").content.decode()
