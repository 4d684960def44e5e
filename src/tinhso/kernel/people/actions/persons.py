"""Entering, reading, correcting and forgetting persons."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.kernel.ledger.actions import Entry, record, record_many
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people import purposes, sealing
from tinhso.kernel.people.keys import Keyring, parse_keyring
from tinhso.kernel.people.models import Membership, Person, new_id
from tinhso.kernel.people.rules import normal_email, normal_phone, normal_text
from tinhso.kernel.people.values import FIELDS, PersonData

NORMAL: Mapping[str, Callable[[str], str]] = {
    "name": normal_text,
    "phone": normal_phone,
    "email": normal_email,
    "address": normal_text,
}
INDEXED = ("phone", "email")


class StillInOfficeError(ValueError):
    """The person holds a post: it is ended first, then the person may be forgotten."""


def keyring() -> Keyring:
    """Return the keyring of this deployment; raise KeyringError if it can't be read."""
    return parse_keyring(settings.TINHSO_KEYRING)


def build_person(
    values: Mapping[str, str],
    *,
    now: datetime,
    kind: str = Person.Kind.PERSON,
    assurance: str = Person.Assurance.STATED,
    demonstration: bool = False,
) -> tuple[Person, Entry]:
    """Return an unsaved person with sealed fields, and the event to record beside it.

    For hot paths that write several rows in one round trip; others call `enter_person`. `values`
    has any of name, phone, email, address.

    Raises:
        NotAPhoneNumberError, NotAnEmailError: the value is not of its form.
    """
    person = Person(
        id=new_id(), kind=kind, assurance=assurance, created_at=now, demonstration=demonstration
    )
    _set(person, values, keyring())
    entry = Entry(
        "people.person.entered",
        f"person:{person.id}",
        {"fields": sorted(field for field in values if values[field])},
    )
    return person, entry


def enter_person(
    values: Mapping[str, str],
    *,
    actor: Actor,
    now: datetime,
    kind: str = Person.Kind.PERSON,
    assurance: str = Person.Assurance.STATED,
    demonstration: bool = False,
) -> uuid.UUID:
    """Enter a person and return their id; see `build_person` for `values` and errors."""
    person, entry = build_person(
        values, now=now, kind=kind, assurance=assurance, demonstration=demonstration
    )
    with transaction.atomic():
        person.save(force_insert=True)
        record_many([entry], actor=actor, now=now)
    return person.id


def read_person(
    person_id: uuid.UUID, fields: Iterable[str], *, purpose: str, actor: Actor, now: datetime
) -> PersonData:
    """Return fields of a person in the clear, and record who read what, and why.

    `fields` are of name, phone, email, address; `purpose` is dotted words ("hotline.call_back").
    Whether `actor` may read is the caller's to decide, by its relation to the case.

    Raises:
        Person.DoesNotExist, NotAPurposeError, SealBrokenError, ValueError: an unknown field.
    """
    found = read_people([person_id], fields, purpose=purpose, actor=actor, now=now)
    if not found:
        raise Person.DoesNotExist(f"no person {person_id}")
    return found[0]


def read_people(
    ids: Sequence[uuid.UUID], fields: Iterable[str], *, purpose: str, actor: Actor, now: datetime
) -> list[PersonData]:
    """Return fields of several persons, in the order asked; one event for each of them."""
    purposes.require(purpose)
    wanted = sorted(set(fields))
    if unknown := set(wanted) - set(FIELDS):
        raise ValueError(f"a person has no field {', '.join(sorted(unknown))}")
    ring = keyring()
    with transaction.atomic():
        rows = Person.objects.in_bulk(list(ids))
        people = [rows[person_id] for person_id in ids if person_id in rows]
        record_many(
            [
                Entry(
                    "people.person.read",
                    f"person:{person.id}",
                    {"fields": wanted, "purpose": purpose},
                )
                for person in people
            ],
            actor=actor,
            now=now,
        )
        return [
            PersonData(person.id, **{field: _open(ring, person, field) for field in wanted})
            for person in people
        ]


def same_person(
    person_id: uuid.UUID, *, purpose: str, actor: Actor, now: datetime
) -> list[uuid.UUID]:
    """Return every entry of whoever has this person's number or e-mail address, itself included.

    Nothing is unsealed, but what belongs together becomes known: it is recorded as a reading.
    Raises Person.DoesNotExist.
    """
    purposes.require(purpose)
    with transaction.atomic():
        person = Person.objects.get(pk=person_id)
        same = Q(pk=person.pk)
        for index in ("phone_index", "email_index"):
            if found := getattr(person, index):
                same |= Q(**{index: found})
        record(
            "people.person.read",
            f"person:{person.pk}",
            actor=actor,
            now=now,
            data={"fields": ["earlier"], "purpose": purpose},
        )
        return list(Person.objects.filter(same).order_by("pk").values_list("pk", flat=True))


def correct_person(
    person_id: uuid.UUID, values: Mapping[str, str], *, actor: Actor, now: datetime
) -> None:
    """Replace the named fields of a person; a field set to "" is erased.

    Raises:
        Person.DoesNotExist: unknown or forgotten. NotAPhoneNumberError, NotAnEmailError.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(id=person_id, forgotten_at=None)
        _set(person, values, keyring())
        person.save()
        record(
            "people.person.corrected",
            f"person:{person_id}",
            actor=actor,
            now=now,
            data={"fields": sorted(values)},
        )


def forget_person(person_id: uuid.UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Delete everything that identifies a person; events that name only the id stay whole.

    Their accounts are closed and lose their names, passwords and second factors. Right to
    deletion: Law 91/2025/QH15 on the protection of personal data.

    Raises:
        Person.DoesNotExist: unknown or already forgotten.
        StillInOfficeError: a post of theirs has not ended.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(id=person_id, forgotten_at=None)
        accounts = list(person.accounts.select_for_update())
        if Membership.objects.filter(account__in=accounts, until=None).exists():
            raise StillInOfficeError(_("Chấm dứt chức vụ của người này trước khi xóa dữ liệu."))
        for field in (*FIELDS, "phone_index", "email_index"):
            setattr(person, field, "")
        person.forgotten_at = now
        person.save()
        for account in accounts:
            account.username = f"account-{account.pk}"
            account.is_active = False
            account.set_unusable_password()
            account.save()
        Authenticator.objects.filter(user__in=accounts).delete()
        EmailAddress.objects.filter(user__in=accounts).delete()
        record(
            "people.person.forgotten",
            f"person:{person_id}",
            actor=actor,
            now=now,
            data={"accounts": [account.pk for account in accounts]},
            commitments={"reason": reason},
        )


def seal_anew(person: Person) -> None:
    """Set all that is sealed of a person, its hashes too, under the active key; saves nothing."""
    ring = keyring()
    _set(person, {field: _open(ring, person, field) for field in FIELDS}, ring)


def _set(person: Person, values: Mapping[str, str], ring: Keyring) -> None:
    for field, value in values.items():
        normal = NORMAL[field](value) if value.strip() else ""
        sealed = sealing.seal(ring, f"person.{field}", str(person.id), normal)
        setattr(person, field, sealed)
        if field in INDEXED:
            index = sealing.blind_index(ring, f"person.{field}", normal)
            setattr(person, f"{field}_index", index)


def _open(ring: Keyring, person: Person, field: str) -> str:
    return sealing.unseal(ring, f"person.{field}", str(person.id), getattr(person, field))
