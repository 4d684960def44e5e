"""Taking in many officials at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.actions.accounts import issue_enrolment, open_account
from tinhso.kernel.people.actions.persons import enter_person
from tinhso.kernel.people.actions.posts import appoint


@dataclass(frozen=True)
class NewOfficial:
    """One official to be taken in: name to sign in with, who it is, and the first post."""

    username: str
    name: str
    phone: str
    role: str
    unit_id: int
    since: date
    reason: str


@dataclass(frozen=True, repr=False)
class Slip:
    """What is printed for one official: the one-time code is shown here and never again."""

    account_id: int
    username: str
    name: str
    code: str


def import_staff(officials: Sequence[NewOfficial], *, actor: Actor, now: datetime) -> list[Slip]:
    """Open an account with its person, post and one-time code for each official, or for none.

    Raises what `open_account`, `enter_person` and `appoint` raise; then nothing was taken in.
    """
    slips = []
    with transaction.atomic():
        for official in officials:
            person = enter_person(
                {"name": official.name, "phone": official.phone}, actor=actor, now=now
            )
            account = open_account(official.username, person_id=person, actor=actor, now=now)
            appoint(
                account.pk,
                official.unit_id,
                official.role,
                since=official.since,
                reason=official.reason,
                actor=actor,
                now=now,
            )
            code = issue_enrolment(account.pk, actor=actor, now=now)
            slips.append(Slip(account.pk, account.username, official.name, code))
        record(
            "people.staff.imported",
            "staff",
            actor=actor,
            now=now,
            data={"accounts": [slip.account_id for slip in slips]},
        )
    return slips
