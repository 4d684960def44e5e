"""Opening accounts, their one-time enrolment, and closing them."""

import hashlib
import secrets
import uuid
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.actions.posts import appoint
from tinhso.kernel.people.actors import ref_of
from tinhso.kernel.people.models import Account, Enrolment
from tinhso.kernel.people.rules import normal_username

ENROLMENT_LIFE = timedelta(days=14)
# No 0/O, 1/I/L: the code is read from paper and typed.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_GROUPS, CODE_GROUP = 4, 4


class EnrolmentError(ValueError):
    """The one-time code is unknown, used or expired; the message says what to do."""


def open_account(
    username: str,
    *,
    actor: Actor,
    now: datetime,
    person_id: uuid.UUID | None = None,
    demonstration: bool = False,
) -> Account:
    """Open an account that can't sign in yet: it has no password before its enrolment.

    Raises:
        ValueError: the name is taken, or is empty once brought into its normal form.
    """
    name = normal_username(username)
    if not name:
        raise ValueError(_("Tên đăng nhập cần chữ cái không dấu hoặc chữ số."))
    with transaction.atomic():
        if Account.objects.filter(username=name).exists():
            raise ValueError(_("Tên đăng nhập “%s” đã có người dùng.") % name)
        account = Account(
            username=name, person_id=person_id, created_at=now, demonstration=demonstration
        )
        account.set_unusable_password()
        account.save(force_insert=True)
        record("people.account.opened", ref_of(account.pk), actor=actor, now=now)
    return account


def issue_enrolment(account_id: int, *, actor: Actor, now: datetime) -> str:
    """Return a new one-time code for an account; the code before it stops working.

    Valid for 14 days. Only its hash is stored: whoever prints the slip sees it once.
    """
    code = "-".join(
        "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_GROUP))
        for _ in range(CODE_GROUPS)
    )
    with transaction.atomic():
        Enrolment.objects.update_or_create(
            account_id=account_id,
            defaults={
                "code_hash": _hash(code),
                "created_at": now,
                "expires_at": now + ENROLMENT_LIFE,
            },
        )
        record("people.account.enrolment_issued", ref_of(account_id), actor=actor, now=now)
    return code


def redeem_enrolment(code: str, password: str, *, now: datetime) -> Account:
    """Set an account's password with its one-time code, which is used up; return the account.

    The holder of the code acts: the event's actor is the account itself.

    Raises:
        EnrolmentError: unknown, used or expired code, or a closed account.
        django.core.exceptions.ValidationError: the password is too weak; the code stays valid.
    """
    with transaction.atomic():
        enrolment = (
            Enrolment.objects.select_for_update()
            .select_related("account")
            .filter(code_hash=_hash(code), expires_at__gt=now, account__is_active=True)
            .first()
        )
        if enrolment is None:
            raise EnrolmentError(
                _("Mã này không đúng, đã dùng hoặc đã hết hạn. Hãy xin quản trị hệ thống mã mới.")
            )
        account = enrolment.account
        validate_password(password, account)
        account.set_password(password)
        account.save(update_fields=["password"])
        enrolment.delete()
        reference = ref_of(account.pk)
        record("people.account.enrolled", reference, actor=Actor(reference), now=now)
    return account


def reset_sign_in(account_id: int, *, reason: str, actor: Actor, now: datetime) -> str:
    """Take away password and second factors, end all sessions; return a new one-time code.

    For someone who lost their telephone or forgot the password.
    """
    with transaction.atomic():
        _take_away_sign_in(Account.objects.select_for_update().get(pk=account_id))
        record(
            "people.account.sign_in_reset",
            ref_of(account_id),
            actor=actor,
            now=now,
            commitments={"reason": reason},
        )
        return issue_enrolment(account_id, actor=actor, now=now)


def close_account(account_id: int, *, reason: str, actor: Actor, now: datetime) -> None:
    """Close an account: it can't sign in any more; what it did keeps its name."""
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=account_id)
        _take_away_sign_in(account)
        account.is_active = False
        account.save(update_fields=["is_active"])
        record(
            "people.account.closed",
            ref_of(account_id),
            actor=actor,
            now=now,
            commitments={"reason": reason},
        )


def reopen_account(account_id: int, *, reason: str, actor: Actor, now: datetime) -> str:
    """Open a closed account again; return the one-time code for a new password."""
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=account_id, is_active=False)
        account.is_active = True
        account.save(update_fields=["is_active"])
        record(
            "people.account.reopened",
            ref_of(account_id),
            actor=actor,
            now=now,
            commitments={"reason": reason},
        )
        return issue_enrolment(account_id, actor=actor, now=now)


def create_administrator(
    username: str, unit_id: int, *, since: date, actor: Actor, now: datetime
) -> tuple[Account, str]:
    """Open an administrator's account; return it with its one-time code. For `tinhso createadmin`.

    Raises:
        ValueError: the name is taken. AppointmentError: the unit does not stand.
    """
    with transaction.atomic():
        account = open_account(username, actor=actor, now=now)
        appoint(
            account.pk,
            unit_id,
            "administrator",
            since=since,
            reason="tinhso createadmin",
            actor=actor,
            now=now,
        )
        return account, issue_enrolment(account.pk, actor=actor, now=now)


def sign_in_as_demonstration(username: str, *, actor: Actor, now: datetime) -> Account:
    """Return a marked demonstration account that a visitor enters without a password; recorded.

    Raises:
        Account.DoesNotExist: there is none of that name that is active and marked.
    """
    with transaction.atomic():
        account = Account.objects.get(username=username, is_active=True, demonstration=True)
        record("people.demonstration.entered", ref_of(account.pk), actor=actor, now=now)
    return account


def _take_away_sign_in(account: Account) -> None:
    account.set_unusable_password()
    account.save(update_fields=["password"])
    Enrolment.objects.filter(account=account).delete()
    Authenticator.objects.filter(user=account).delete()


def _hash(code: str) -> str:
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()
