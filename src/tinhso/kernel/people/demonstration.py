"""Made-up accounts by which a visitor walks through a demonstration. Never loaded in production.

Their passwords and TOTP secrets are derived from the deployment's own secret key, so that they
differ everywhere, are nowhere stored in plain, and can be printed at every start.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from tinhso.kernel.declarations import DeclarationError, LoadReport, Text, read_yaml
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people import actions
from tinhso.kernel.people.models import Account
from tinhso.kernel.people.roles import Code, roles_of
from tinhso.kernel.units.models import Unit


class DemonstrationAccount(BaseModel):
    """One made-up account: its role, its unit's code, and an invented name."""

    model_config = ConfigDict(frozen=True)

    role: Code
    unit: str
    name: str


class DemonstrationAccounts(BaseModel):
    """people/demonstration.yaml: accounts by the name they sign in with."""

    model_config = ConfigDict(frozen=True)

    reason: Text
    since: date
    accounts: dict[str, DemonstrationAccount]


@dataclass(frozen=True)
class SignIn:
    """What a visitor types to sign in as a demonstration account."""

    username: str
    password: str
    totp_secret: str
    role: str
    unit: str


def username_of(role: str) -> str:
    """Return the name of the account a visitor enters for a role: "demo.officer"."""
    return f"demo.{role}"


def password_of(username: str) -> str:
    """Return a demonstration account's password: four groups of letters, this deployment's own."""
    letters = base64.b32encode(_derived("password", username))[:16].decode().lower()
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def totp_secret_of(username: str) -> str:
    """Return a demonstration account's TOTP secret in base32."""
    return base64.b32encode(_derived("totp", username)[:20]).decode()


def _derived(purpose: str, username: str) -> bytes:
    message = f"demonstration:{purpose}:{username}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).digest()


def load_demonstration(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Make the accounts of people/demonstration.yaml, marked as such; none twice.

    Raises:
        DeclarationError: the file is wrong, or names a unit that does not stand today.
    """
    path = folder / "people" / "demonstration.yaml"
    if not path.exists():
        return LoadReport("people demonstration", notes=("no people/demonstration.yaml",))
    source = read_yaml(path, DemonstrationAccounts)
    today = timezone.localdate(now)
    codes = {account.unit for account in source.value.accounts.values()}
    units = {
        unit.code: unit for unit in Unit.objects.filter(code__in=codes) if unit.stands_on(today)
    }
    problems = [
        source.problem(("accounts", username, "unit"), f"no unit {account.unit!r} stands today")
        for username, account in source.value.accounts.items()
        if account.unit not in units
    ]
    if problems:
        raise DeclarationError(problems)
    created = 0
    for username, account in source.value.accounts.items():
        with transaction.atomic():
            unit = units[account.unit]
            created += _make(username, account, unit, source.value, actor, now)
    count = len(source.value.accounts)
    return LoadReport("people demonstration", created=created, unchanged=count - created)


def _make(
    username: str,
    made_up: DemonstrationAccount,
    unit: Unit,
    declared: DemonstrationAccounts,
    actor: Actor,
    now: datetime,
) -> bool:
    existing = Account.objects.filter(username=username).first()
    account = existing or actions.open_account(
        username,
        person_id=actions.enter_person(
            {"name": made_up.name}, actor=actor, now=now, demonstration=True
        ),
        actor=actor,
        now=now,
        demonstration=True,
    )
    if not account.check_password(password_of(username)):
        code = actions.issue_enrolment(account.pk, actor=actor, now=now)
        actions.redeem_enrolment(code, password_of(username), now=now)
        Authenticator.objects.filter(user=account).delete()
        TOTP.activate(account, totp_secret_of(username))
    if existing is None:
        actions.appoint(
            account.pk,
            unit.pk,
            made_up.role,
            since=declared.since,
            reason=declared.reason.vi,
            actor=actor,
            now=now,
        )
    return existing is None


def sign_ins() -> list[SignIn]:
    """Return what visitors type for each demonstration account there is, in the file's order."""
    path = settings.TINHSO_PROVINCE / "people" / "demonstration.yaml"
    if not (settings.TINHSO_DEMONSTRATION and path.exists()):
        return []
    declared = read_yaml(path, DemonstrationAccounts).value.accounts
    roles = roles_of(settings.TINHSO_PROVINCE)
    return [
        SignIn(
            username,
            password_of(username),
            totp_secret_of(username),
            roles.get(account.role).title.vi,
            account.unit,
        )
        for username, account in declared.items()
    ]


def sign_ins_text() -> str:
    """Return the sign-ins as `tinhso up` prints them: one line an account, the usual ones only."""
    entered = {username_of(role) for role in roles_of(settings.TINHSO_PROVINCE).roles}
    lines = [
        f"  {one.username:<20} {one.password}   TOTP {one.totp_secret}   {one.role}"
        for one in sign_ins()
        if one.username in entered
    ]
    return "\n".join(lines)
