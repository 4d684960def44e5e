import re
import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people import actions, demonstration
from tinhso.kernel.people.models import Account
from tinhso.kernel.units.models import Unit

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ACTOR = Actor("account:7")
PASSWORD = "bốn con gà trống choai"
SECRET = "JBSWY3DPEHPK3PXP"
pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(REMOTE_ADDR="203.0.113.7")


@pytest.fixture
def unit() -> Unit:
    return Unit.objects.create(
        code="u",
        kind="department",
        name_vi="Sở Mẫu",
        name_en="Model",
        short_vi="Mẫu",
        short_en="Model",
        folded="so mau",
        sort_key="so mau",
    )


def opened(name: str = "huong", *, totp_secret: str = "") -> Account:
    account = actions.open_account(name, actor=ACTOR, now=NOW)
    code = actions.issue_enrolment(account.pk, actor=ACTOR, now=NOW)
    account = actions.redeem_enrolment(code, PASSWORD, now=NOW)
    if totp_secret:
        totp.TOTP.activate(account, totp_secret)
    return account


def appointed(account: Account, unit: Unit, role: str = "officer") -> None:
    actions.appoint(
        account.pk, unit.pk, role, since=date(2024, 1, 1), reason="QĐ 1", actor=ACTOR, now=NOW
    )


def code_now(secret: str = SECRET) -> str:
    counter = int(time.time()) // 30
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def sign_in(client: Client, name: str = "huong", password: str = PASSWORD) -> Any:
    return client.post("/accounts/login/", {"login": name, "password": password})


def confirm(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def test_a_password_alone_opens_nothing_where_totp_is_on(client: Client, unit: Unit) -> None:
    appointed(opened(totp_secret=SECRET), unit)
    answer = sign_in(client)
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    assert answer.status_code == 302
    assert "_auth_user_id" in client.session


def test_a_wrong_code_says_so_and_lets_nobody_in(client: Client) -> None:
    opened(totp_secret=SECRET)
    sign_in(client)
    answer = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "Mã không đúng" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_works_once(client: Client) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    account = opened(totp_secret=SECRET)
    code = RecoveryCodes.activate(account).generate_codes()[0]
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert "_auth_user_id" in client.session
    again = Client(REMOTE_ADDR="203.0.113.8")
    sign_in(again)
    again.post("/accounts/2fa/authenticate/", {"code": code})
    assert "_auth_user_id" not in again.session


@pytest.mark.parametrize("page", ["/", "/about", "/administration/"])
def test_staff_without_a_second_factor_see_only_where_to_set_one_up(
    client: Client, unit: Unit, page: str
) -> None:
    appointed(opened(), unit, "administrator")
    sign_in(client)
    assert client.get(page)["Location"] == "/accounts/2fa/"
    words = client.get("/accounts/2fa/").content.decode()
    assert "Còn một bước" in words


def test_setting_up_totp_lets_staff_in_and_hands_out_recovery_codes(
    client: Client, unit: Unit
) -> None:
    appointed(opened(), unit)
    sign_in(client)
    confirm(client)
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get("/").status_code == 200
    stored = Authenticator.objects.get(type="totp")
    assert secret not in str(stored.data)
    assert stored.data["secret"].startswith("k1.")


def test_changing_the_second_factor_asks_for_the_password_once_more(client: Client) -> None:
    opened()
    sign_in(client)
    asked = client.get("/accounts/2fa/totp/activate/")
    assert asked["Location"].startswith("/accounts/reauthenticate/")


def test_whoever_holds_a_post_cannot_remove_the_last_second_factor(
    client: Client, unit: Unit
) -> None:
    appointed(opened(totp_secret=SECRET), unit)
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    confirm(client)
    answer = client.post("/accounts/2fa/totp/deactivate/")
    assert "cần ít nhất một cách" in answer.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()


def test_guessing_a_password_is_stopped_even_when_it_is_right_at_last(client: Client) -> None:
    opened()
    for _ in range(5):
        sign_in(client, password="sai mật khẩu rồi")
    answer = sign_in(client)
    assert "thử lại sau 5 phút" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_counting_attempts_keeps_no_address_and_no_name(client: Client) -> None:
    opened()
    sign_in(client, password="sai mật khẩu rồi")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM people_cache c")
        rows = " ".join(row for (row,) in cursor.fetchall())
    assert rows
    assert "203.0.113" not in rows
    assert "huong" not in rows


def test_a_wrong_name_and_a_wrong_password_look_the_same(client: Client) -> None:
    opened()
    wrong_name = sign_in(client, name="ai-do").context["form"].errors
    wrong_password = sign_in(client, password="sai mật khẩu rồi").context["form"].errors
    assert str(wrong_name) == str(wrong_password)


@pytest.mark.parametrize("address", ["signup/", "email/", "password/reset/", "social/login/"])
def test_nobody_signs_up_and_nothing_is_mailed(client: Client, address: str) -> None:
    assert client.get(f"/accounts/{address}").status_code == 404


def test_a_slip_opens_an_account_and_leads_to_the_second_factor(client: Client, unit: Unit) -> None:
    account = actions.open_account("huong", actor=ACTOR, now=timezone.now())
    appointed(account, unit)
    code = actions.issue_enrolment(account.pk, actor=ACTOR, now=timezone.now())
    typed = {"code": code.lower(), "password1": PASSWORD, "password2": "khác hẳn mật khẩu"}
    answer = client.post("/accounts/enrol/", typed)
    assert "chưa giống nhau" in answer.content.decode()
    assert answer.context["form"]["code"].value() == code.lower()
    answer = client.post("/accounts/enrol/", {**typed, "password2": PASSWORD})
    assert answer["Location"] == "/accounts/2fa/"
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


def test_guessing_slips_is_stopped(client: Client) -> None:
    guess = {"code": "AAAA-AAAA-AAAA-AAAA", "password1": PASSWORD, "password2": PASSWORD}
    answers = [client.post("/accounts/enrol/", guess).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert elsewhere.post("/accounts/enrol/", guess).status_code == 200


def test_one_sees_ones_own_data_and_who_read_it(client: Client) -> None:
    person = actions.enter_person({"name": "Nguyễn Thị Hoa"}, actor=ACTOR, now=NOW)
    account = opened()
    Account.objects.filter(pk=account.pk).update(person=person)
    actions.read_person(person, ["name"], purpose="staff.card", actor=ACTOR, now=NOW)
    sign_in(client)
    before = client.get("/accounts/me/").content.decode()
    assert "Nguyễn Thị Hoa" not in before
    assert "để quản lý tài khoản" in before
    assert "Nguyễn Thị Hoa" in client.post("/accounts/me/").content.decode()
    assert Event.objects.filter(kind="people.person.read", actor=f"account:{account.pk}").exists()


@pytest.mark.parametrize(
    "page",
    [
        "/accounts/login/",
        "/accounts/enrol/",
        "/accounts/password/forgotten/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/webauthn/",
        "/accounts/password/change/",
        "/accounts/reauthenticate/",
        "/accounts/logout/",
        "/accounts/me/",
    ],
)
def test_no_page_has_a_script_or_style_inside(client: Client, page: str) -> None:
    if page not in {"/accounts/login/", "/accounts/enrol/"}:
        opened()
        sign_in(client)
        confirm(client)
    answer = client.get(page)
    assert answer.status_code == 200
    words = answer.content.decode()
    assert not re.search(r"<script(?![^>]*(src=|application/json))", words)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", words)
    assert "unsafe-inline" not in answer["Content-Security-Policy"]


def demonstration_accounts(unit: Unit) -> None:
    for role in ("operator", "officer", "leader", "administrator", "auditor"):
        name = demonstration.username_of(role)
        account = actions.open_account(name, actor=ACTOR, now=NOW, demonstration=True)
        appointed(account, unit, role)
        totp.TOTP.activate(account, demonstration.totp_secret_of(name))


@pytest.mark.parametrize("role", ["operator", "officer", "leader", "administrator", "auditor"])
def test_a_visitor_enters_a_demonstration_in_a_role(client: Client, unit: Unit, role: str) -> None:
    demonstration_accounts(unit)
    answer = client.post(f"/demo/enter/{role}")
    assert answer.status_code == 302
    signed_in = Account.objects.get(pk=client.session["_auth_user_id"])
    assert signed_in.demonstration
    assert signed_in.memberships.get().role == role


def test_a_visitor_who_enters_as_a_citizen_is_nobody(client: Client, unit: Unit) -> None:
    demonstration_accounts(unit)
    client.post("/demo/enter/officer")
    assert client.post("/demo/enter/citizen")["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_only_marked_accounts_are_entered(client: Client, unit: Unit) -> None:
    appointed(actions.open_account("demo.officer", actor=ACTOR, now=NOW), unit)
    assert client.post("/demo/enter/officer").status_code == 404


def test_a_link_alone_enters_nothing(client: Client, unit: Unit) -> None:
    demonstration_accounts(unit)
    assert client.get("/demo/enter/officer").status_code == 405


def test_outside_a_demonstration_the_address_does_not_exist(
    client: Client, unit: Unit, settings: Settings
) -> None:
    demonstration_accounts(unit)
    settings.TINHSO_DEMONSTRATION = False
    assert client.post("/demo/enter/officer").status_code == 404
    assert client.post("/demo/enter/citizen").status_code == 404
    assert "_auth_user_id" not in client.session
