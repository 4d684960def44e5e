import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from pytest_django import Settings

from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people import actions, queries
from tinhso.kernel.people.keys import with_new_key
from tinhso.kernel.people.models import Person
from tinhso.kernel.people.purposes import NotAPurposeError
from tinhso.kernel.people.sealing import SealBrokenError, key_of

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ACTOR = Actor("account:7")
VALUES = {
    "name": "Nguyễn Thị Hoa",
    "phone": "0912 345 456",
    "email": "Hoa@example.vn",
    "address": "Số 5, xã Phú Lạc",
}
pytestmark = pytest.mark.django_db


def enter(**values: Any) -> Any:
    return actions.enter_person({**VALUES, **values}, actor=ACTOR, now=NOW)


def events(kind: str) -> Any:
    return Event.objects.filter(kind=kind).order_by("at")


def test_nothing_that_identifies_stands_in_plain_in_the_database() -> None:
    enter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(p)::text FROM people_person p")
        stored = " ".join(row for (row,) in cursor.fetchall())
        cursor.execute("SELECT body FROM ledger_event")
        stored += " ".join(row for (row,) in cursor.fetchall())
    for plain in ["Hoa", "345", "example.vn", "Phú Lạc", "Ph\\u"]:
        assert plain not in stored


def test_a_reading_gives_only_the_fields_asked_for_and_is_recorded_with_its_purpose() -> None:
    person = enter()
    data = actions.read_person(person, ["phone"], purpose="hotline.call_back", actor=ACTOR, now=NOW)
    assert data.phone == "+84912345456"
    assert data.name is None
    (event,) = events("people.person.read")
    assert event.subject == f"person:{person}"
    assert event.actor == "account:7"
    assert event.data == {"fields": ["phone"], "purpose": "hotline.call_back"}


def test_a_reading_without_a_purpose_is_refused_and_leaves_no_event() -> None:
    person = enter()
    with pytest.raises(NotAPurposeError):
        actions.read_person(person, ["phone"], purpose="", actor=ACTOR, now=NOW)
    assert not events("people.person.read")


def test_who_a_person_is_can_be_seen_by_that_person_with_who_read_and_why() -> None:
    person = enter()
    actions.read_person(person, ["name"], purpose="hotline.call_back", actor=ACTOR, now=NOW)
    actions.read_person(enter(), ["name"], purpose="hotline.call_back", actor=ACTOR, now=NOW)
    (reading,) = queries.readings_of(person)
    assert (reading.actor, reading.purpose, reading.fields) == (
        "account:7",
        "hotline.call_back",
        ("name",),
    )
    assert len(queries.readings_by("account:7")) == 2


@pytest.mark.parametrize("written", ["0912345456", "+84 912 345 456", "84912345456"])
def test_a_person_is_found_by_number_however_it_is_written(written: str) -> None:
    person = enter()
    assert queries.find_by_phone(written) == [person]


def test_a_person_is_found_by_address_and_not_by_a_part_of_it() -> None:
    person = enter()
    assert queries.find_by_email("HOA@example.vn") == [person]
    assert queries.find_by_email("oa@example.vn") == []


def test_a_value_copied_to_another_row_does_not_open() -> None:
    first, second = enter(), enter(name="Lê Văn Bình")
    Person.objects.filter(pk=second).update(name=Person.objects.get(pk=first).name)
    with pytest.raises(SealBrokenError):
        actions.read_person(second, ["name"], purpose="a.b", actor=ACTOR, now=NOW)
    assert not events("people.person.read")


def test_forgetting_empties_the_row_and_leaves_the_ledger_as_it_was() -> None:
    person = enter()
    before = list(Event.objects.values_list("id", "body"))
    actions.forget_person(person, reason="Theo đề nghị", actor=ACTOR, now=NOW)
    row = Person.objects.get(pk=person)
    assert (row.name, row.phone, row.phone_index, row.forgotten_at) == ("", "", "", NOW)
    assert queries.find_by_phone("0912345456") == []
    assert list(Event.objects.filter(id__in=[e for e, _ in before]).values_list("id", "body")) == (
        before
    )
    with pytest.raises(Person.DoesNotExist):
        actions.correct_person(person, {"name": "A"}, actor=ACTOR, now=NOW)


def test_the_database_itself_refuses_a_forgotten_person_with_data() -> None:
    person = enter()
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person).update(forgotten_at=NOW)


def test_correcting_replaces_the_value_and_its_index() -> None:
    person = enter()
    actions.correct_person(person, {"phone": "0987654321", "email": ""}, actor=ACTOR, now=NOW)
    assert queries.find_by_phone("0987654321") == [person]
    assert queries.find_by_phone("0912345456") == []
    assert queries.find_by_email("hoa@example.vn") == []


def test_after_a_rotation_everything_is_sealed_under_the_new_key_and_still_found(
    settings: Settings,
) -> None:
    person = enter()
    settings.TINHSO_KEYRING = with_new_key(settings.TINHSO_KEYRING)
    assert queries.find_by_phone("0912345456") == [person]
    assert actions.rotate_persons(actor=ACTOR, now=NOW) == 1
    row = Person.objects.get(pk=person)
    sealed = (row.name, row.phone, row.email, row.address, row.phone_index, row.email_index)
    assert {key_of(value) for value in sealed} == {"k2"}

    ring = json.loads(settings.TINHSO_KEYRING)
    del ring["keys"]["k1"]
    settings.TINHSO_KEYRING = json.dumps(ring)
    data = actions.read_person(person, ["name"], purpose="a.b", actor=ACTOR, now=NOW)
    assert data.name == "Nguyễn Thị Hoa"
    assert queries.find_by_phone("0912345456") == [person]
    assert actions.rotate_persons(actor=ACTOR, now=NOW) == 0


def test_a_one_time_code_sets_the_password_once() -> None:
    account = actions.open_account("Đỗ Thị Huệ", actor=ACTOR, now=NOW)
    assert account.username == "do.thi.hue"
    assert not account.has_usable_password()
    code = actions.issue_enrolment(account.pk, actor=ACTOR, now=NOW)
    with pytest.raises(ValidationError):
        actions.redeem_enrolment(code, "short", now=NOW)
    typed = code.lower().replace("-", " ")
    assert actions.redeem_enrolment(typed, "bốn con gà trống choai", now=NOW) == account
    with pytest.raises(actions.EnrolmentError):
        actions.redeem_enrolment(code, "bốn con gà trống choai", now=NOW)


def test_a_one_time_code_expires_and_a_newer_one_replaces_it() -> None:
    account = actions.open_account("huong", actor=ACTOR, now=NOW)
    old = actions.issue_enrolment(account.pk, actor=ACTOR, now=NOW)
    new = actions.issue_enrolment(account.pk, actor=ACTOR, now=NOW)
    with pytest.raises(actions.EnrolmentError):
        actions.redeem_enrolment(old, "bốn con gà trống choai", now=NOW)
    with pytest.raises(actions.EnrolmentError):
        actions.redeem_enrolment(new, "bốn con gà trống choai", now=NOW + timedelta(days=15))


def test_a_closed_account_has_no_way_in() -> None:
    account = actions.open_account("huong", actor=ACTOR, now=NOW)
    code = actions.issue_enrolment(account.pk, actor=ACTOR, now=NOW)
    actions.close_account(account.pk, reason="Nghỉ hưu", actor=ACTOR, now=NOW)
    with pytest.raises(actions.EnrolmentError):
        actions.redeem_enrolment(code, "bốn con gà trống choai", now=NOW)
    account.refresh_from_db()
    assert not account.is_active
