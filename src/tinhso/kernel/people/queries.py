"""Reads about accounts, posts and persons. What is sealed is read by `actions.read_person`."""

from collections.abc import Iterable
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils import timezone

from tinhso.kernel.ledger.actors import ANONYMOUS, Actor
from tinhso.kernel.people.actors import Member, Post, ref_of
from tinhso.kernel.people.models import Account, Membership

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def in_force(day: date) -> Q:
    """Return the condition of memberships in force on `day`; `until` is the first day after."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def member(account: Account, *, now: datetime) -> Member:
    """Return an account as an actor, with the posts it holds at `now`. Two queries."""
    today = timezone.localdate(now)
    posts = (
        Membership.objects.filter(in_force(today), account_id=account.pk)
        .order_by("id")
        .values_list("role", "unit_id", "unit__code")
    )
    return Member(
        ref=ref_of(account.pk),
        account_id=account.pk,
        username=account.username,
        memberships=tuple(Post(role, unit_id, code) for role, unit_id, code in posts),
        second_factor=has_second_factor(account.pk),
        demonstration=account.demonstration,
    )


def actor_of(account: object, *, now: datetime) -> Actor:
    """Return who acts in a request: a Member when signed in, else ANONYMOUS."""
    if isinstance(account, Account) and account.is_active:
        return member(account, now=now)
    return ANONYMOUS


def has_second_factor(account_id: int) -> bool:
    """Return whether the account has TOTP or a passkey."""
    return Authenticator.objects.filter(user_id=account_id, type__in=SECOND_FACTORS).exists()


def members_of(
    unit_ids: Iterable[int], roles: Iterable[str] = (), *, on: date
) -> QuerySet[Membership]:
    """Return the memberships in force on a day at these units, in one of `roles` or in any."""
    found = Membership.objects.filter(in_force(on), unit_id__in=list(unit_ids))
    wanted = list(roles)
    return (found.filter(role__in=wanted) if wanted else found).select_related("account", "unit")
