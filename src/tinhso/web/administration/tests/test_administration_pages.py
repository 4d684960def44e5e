import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people import actions, queries
from tinhso.kernel.people.models import Account, Membership, Person
from tinhso.kernel.units.models import Succession, Unit
from tinhso.web.administration.tests.test_administration_sheet import GOOD, book, changed

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ACTOR = Actor("system:loader")
pytestmark = pytest.mark.django_db


def unit(name: str, **more: Any) -> Unit:
    names = {"name_vi": name, "name_en": name, "short_vi": name, "short_en": name}
    more = {"kind": "department", "code": name, "folded": name, "sort_key": name, **more}
    return Unit.objects.create(**names, **more)


def signed_in(role: str, where: Unit, name: str = "") -> Client:
    account = actions.open_account(name or f"the-{role}", actor=ACTOR, now=NOW)
    post(account, where, role)
    Authenticator.objects.create(user=account, type="totp", data={"secret": ""})
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def post(account: Account, where: Unit, role: str = "officer") -> Membership:
    since = date(2024, 1, 1)
    return actions.appoint(
        account.pk, where.pk, role, since=since, reason="QĐ", actor=ACTOR, now=NOW
    )


@pytest.fixture
def where() -> Unit:
    return unit("Sở Xây dựng")


@pytest.fixture
def desk(where: Unit) -> Client:
    return signed_in("administrator", where)


def upload(client: Client, content: bytes) -> Any:
    return client.post(
        "/administration/staff/import/", {"file": SimpleUploadedFile("a.xlsx", content)}
    )


def test_a_filled_form_becomes_accounts_with_slips_only_after_the_preview(
    desk: Client, where: Unit
) -> None:
    seen = upload(desk, book(GOOD, changed(username="binh", name="Lê Văn Bình")))
    words = seen.content.decode()
    assert "Sẽ nhập 2 cán bộ" in words
    assert "0912 *** 678" in words
    assert "Sở Xây dựng" in words
    assert not Account.objects.filter(username="binh").exists()

    taken = desk.post("/administration/staff/import/take-in/", {"sealed": seen.context["sealed"]})
    words = taken.content.decode()
    assert taken["Cache-Control"] == "no-store"
    codes = re.findall(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", words)
    assert len(set(codes)) == 2
    account = Account.objects.get(username="hoa.nguyen")
    assert account.memberships.get().unit == where
    slip = next(s for s in taken.context["slips"] if s.account_id == account.pk)
    actions.redeem_enrolment(slip.code, "bốn con gà trống choai", now=timezone.now())
    assert Event.objects.filter(kind="people.staff.imported").count() == 1


def test_one_bad_cell_takes_nobody_in_and_is_shown_with_its_place(desk: Client) -> None:
    seen = upload(desk, book(GOOD, changed(username="binh", unit="Sở Xây dựn")))
    words = seen.content.decode()
    assert "1 ô cần sửa; chưa nhập ai cả" in words
    assert "Cán bộ!E3" in words
    assert "sealed" not in words
    assert not Account.objects.filter(username="hoa.nguyen").exists()


def test_if_one_cannot_be_taken_in_at_last_nobody_is(desk: Client) -> None:
    seen = upload(desk, book(GOOD, changed(username="binh")))
    actions.open_account("binh", actor=ACTOR, now=NOW)
    taken = desk.post("/administration/staff/import/take-in/", {"sealed": seen.context["sealed"]})
    assert taken.status_code == 409
    assert "Chưa nhập ai cả" in taken.content.decode()
    assert not Account.objects.filter(username="hoa.nguyen").exists()
    assert not Person.objects.exists()


def test_a_preview_is_for_the_administrator_who_made_it_and_cannot_be_altered(
    desk: Client, where: Unit
) -> None:
    sealed = upload(desk, book(GOOD)).context["sealed"]
    other = signed_in("administrator", where, "other")
    for client, value in [(other, sealed), (desk, sealed[:-8] + "AAAAAAAA"), (desk, "")]:
        answer = client.post("/administration/staff/import/take-in/", {"sealed": value})
        assert answer.status_code == 302
    assert not Account.objects.filter(username="hoa.nguyen").exists()


def test_what_is_no_excel_file_is_refused_in_words(desk: Client) -> None:
    assert "không phải Excel" in upload(desk, b"abc").content.decode()


def test_lists_name_no_person_and_a_card_shows_one_only_when_asked_which_is_recorded(
    desk: Client, where: Unit
) -> None:
    person = actions.enter_person({"name": "Nguyễn Thị Hoa"}, actor=ACTOR, now=NOW)
    account = actions.open_account("hoa", person_id=person, actor=ACTOR, now=NOW)
    post(account, where)
    assert "Nguyễn Thị Hoa" not in desk.get("/administration/staff/").content.decode()
    card = f"/administration/staff/{account.pk}/"
    assert "Nguyễn Thị Hoa" not in desk.get(card).content.decode()
    assert queries.readings_of(person) == []
    assert "Nguyễn Thị Hoa" in desk.post(card).content.decode()
    assert [r.purpose for r in queries.readings_of(person)] == ["staff.card"]


def test_appointing_and_ending_say_why_and_keep_what_was_typed(desk: Client, where: Unit) -> None:
    account = actions.open_account("hoa", actor=ACTOR, now=NOW)
    form = {"role": "officer", "unit": where.pk, "since": "2026-11-02", "reason": "QĐ 9"}
    address = f"/administration/staff/{account.pk}/appoint/"
    kept = desk.post(address, {**form, "since": "", "reason": "QĐ 9"})
    assert "QĐ 9" in kept.content.decode()
    assert desk.post(address, form).status_code == 302
    again = desk.post(address, form)
    assert "đã giữ chức vụ đó" in again.content.decode()

    membership = Membership.objects.get(account=account)
    end = f"/administration/posts/{membership.pk}/end/"
    early = desk.post(end, {"until": "2026-01-01", "reason": "QĐ 10"})
    assert "không được trước ngày bắt đầu" in early.content.decode()
    assert desk.post(end, {"until": "2026-12-01", "reason": "QĐ 10"}).status_code == 302
    membership.refresh_from_db()
    assert (membership.until, membership.end_reason) == (date(2026, 12, 1), "QĐ 10")


def test_sign_in_is_reset_for_others_never_for_oneself(desk: Client) -> None:
    account = actions.open_account("hoa", actor=ACTOR, now=NOW)
    answer = desk.post(f"/administration/staff/{account.pk}/reset/", {"reason": "Mất máy"})
    (slip,) = answer.context["slips"]
    actions.redeem_enrolment(slip.code, "bốn con gà trống choai", now=timezone.now())
    mine = Account.objects.get(username="the-administrator").pk
    refused = desk.post(f"/administration/staff/{mine}/close/", {"reason": "x"})
    assert "Không tự làm" in refused.content.decode()
    assert Account.objects.get(pk=mine).is_active


def test_resetting_ends_the_sessions_of_that_account(where: Unit) -> None:
    client = signed_in("officer", where)
    assert client.get("/accounts/me/").status_code == 200
    account = Account.objects.get(username="the-officer")
    actions.reset_sign_in(account.pk, reason="Mất máy", actor=ACTOR, now=NOW)
    assert client.get("/accounts/me/").status_code == 302


def test_a_head_sees_the_staff_of_the_own_unit_only(where: Unit) -> None:
    other = unit("Sở Y tế")
    mine, theirs = (actions.open_account(n, actor=ACTOR, now=NOW) for n in ("cua-toi", "khac"))
    post(mine, where)
    post(theirs, other)
    head = signed_in("head", where)
    words = head.get("/administration/staff/").content.decode()
    assert "cua-toi" in words
    assert "khac" not in words
    assert head.get(f"/administration/staff/{mine.pk}/").status_code == 200
    assert head.get(f"/administration/staff/{theirs.pk}/").status_code == 403
    assert head.post(f"/administration/staff/{theirs.pk}/").status_code == 403
    assert head.get(f"/administration/staff/{mine.pk}/appoint/").status_code == 403


def test_staff_are_found_by_name_role_and_unit(desk: Client, where: Unit) -> Any:
    other = unit("Sở Y tế")
    post(actions.open_account("hoa.nguyen", actor=ACTOR, now=NOW), other)
    post(actions.open_account("binh.le", actor=ACTOR, now=NOW), where, "head")

    def names(query: str) -> Any:
        page = desk.get(f"/administration/staff/?{query}").context["page"]
        return [account.username for account in page]

    assert names("q=Hoa") == ["hoa.nguyen"]
    assert names("role=head") == ["binh.le"]
    assert names(f"unit={other.pk}") == ["hoa.nguyen"]
    assert names(f"unit={other.pk}&role=head") == []


def test_the_list_of_staff_costs_the_same_however_long_it_is(
    desk: Client, where: Unit, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        post(actions.open_account(f"nguoi-{number}", actor=ACTOR, now=NOW), where)
    desk.get("/administration/staff/")
    with django_assert_max_num_queries(12):
        desk.get("/administration/staff/")


def test_posts_left_at_a_merged_unit_are_carried_over_from_the_desk(desk: Client) -> None:
    old = unit("Xã Cũ", kind="commune", valid_to=date(2025, 7, 1))
    new = unit("Xã Mới", kind="commune", valid_from=date(2025, 7, 1))
    Succession.objects.create(
        predecessor=old, successor=new, change="merge", share=1, effective=date(2025, 7, 1)
    )
    account = actions.open_account("hoa", actor=ACTOR, now=NOW)
    left = post(account, old)
    assert "1 chức vụ" in desk.get("/administration/").content.decode()
    assert "Xã Cũ" in desk.get("/administration/staff/left-behind/").content.decode()
    desk.post(f"/administration/posts/{left.pk}/succeed/")
    current = queries.member(account, now=timezone.now()).memberships
    assert [one.unit_id for one in current] == [new.pk]


def test_the_audit_view_finds_events_by_subject_actor_and_kind(where: Unit) -> Any:
    account = actions.open_account("hoa", actor=ACTOR, now=NOW)
    post(account, where)
    auditor = signed_in("auditor", where)

    def kinds_of(query: str) -> Any:
        lines = auditor.get(f"/administration/ledger/?{query}").context["lines"]
        return [line.event.kind for line in lines]

    subject = f"account:{account.pk}"
    assert kinds_of(f"subject={subject}") == [
        "people.membership.appointed",
        "people.account.opened",
    ]
    assert set(kinds_of("kind=people.account.opened")) == {"people.account.opened"}
    assert kinds_of("actor=nobody") == []
    assert kinds_of("before=ffffffff-0000-7000-8000-000000000000")


def test_the_audit_view_goes_on_page_by_page_without_gap_or_repetition(where: Unit) -> None:
    for number in range(60):
        actions.open_account(f"nguoi-{number}", actor=ACTOR, now=NOW)
    auditor = signed_in("auditor", where)
    first = auditor.get("/administration/ledger/").context
    second = auditor.get(f"/administration/ledger/?before={first['older']}").context
    ids = [line.event.id for page in (first, second) for line in page["lines"]]
    assert len(ids) == len(set(ids)) == Event.objects.count()


def test_the_auditor_sees_who_read_whose_data(desk: Client, where: Unit) -> None:
    person = actions.enter_person({"name": "Nguyễn Thị Hoa"}, actor=ACTOR, now=NOW)
    account = actions.open_account("hoa", person_id=person, actor=ACTOR, now=NOW)
    desk.post(f"/administration/staff/{account.pk}/")
    auditor = signed_in("auditor", where)
    for query in ("", f"?person={person}", "?actor=the-administrator"):
        words = auditor.get(f"/administration/readings/{query}").content.decode()
        assert "the-administrator" in words
        assert "họ và tên" in words
        assert "Nguyễn Thị Hoa" not in words
