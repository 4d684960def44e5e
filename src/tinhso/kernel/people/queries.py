"""Reads about accounts, posts and persons. What is sealed is read by `actions.read_person`."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from tinhso.kernel.ledger.actors import ANONYMOUS, Actor
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people import purposes, sealing
from tinhso.kernel.people.actors import Member, Post, StandIn, ref_of
from tinhso.kernel.people.keys import parse_keyring
from tinhso.kernel.people.models import Account, Membership, Person, Substitution
from tinhso.kernel.people.roles import Relation, roles_of
from tinhso.kernel.people.rules import normal_email, normal_phone
from tinhso.kernel.units.models import Change, Succession

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def in_force(day: date) -> Q:
    """Return the condition of memberships in force on `day`; `until` is the first day after."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def member(account: Account, *, now: datetime) -> Member:
    """Return an account as an actor, with the posts it holds at `now`. Two queries.

    A post of somebody who is away counts only where the account holds one at the same unit, and
    only while the absent one still holds it: nobody gains a right that neither of them has.
    """
    today = timezone.localdate(now)
    held = Membership.objects.filter(in_force(today)).order_by()
    away = Substitution.objects.filter(
        running(today),
        substitute_id=account.pk,
        absent_id=OuterRef("account_id"),
        unit_id=OuterRef("unit_id"),
    )
    columns = ("id", "account_id", "account__username", "role", "unit_id", "unit__code")
    rows = (
        held.filter(account_id=account.pk)
        .values_list(*columns)
        .union(held.filter(Exists(away), account__is_active=True).values_list(*columns), all=True)
        .order_by("id")
    )
    posts = [(who, name, Post(role, unit, code)) for _pk, who, name, role, unit, code in rows]
    own = tuple(post for who, _name, post in posts if who == account.pk)
    units = {post.unit_id for post in own}
    return Member(
        ref=ref_of(account.pk),
        account_id=account.pk,
        username=account.username,
        memberships=own,
        second_factor=has_second_factor(account.pk),
        demonstration=account.demonstration,
        stands_in=tuple(
            StandIn(who, name, post)
            for who, name, post in posts
            if who != account.pk and post.unit_id in units
        ),
    )


def running(day: date) -> Q:
    """Return the condition of substitutions that hold on `day`; `until` is the first day after."""
    return Q(since__lte=day, until__gt=day)


def substitutions(unit_ids: Iterable[int], *, on: date) -> list[Substitution]:
    """Return the substitutions at these units that run on a day or are still to come, by day."""
    found = Substitution.objects.filter(
        Q(until__gt=F("since")), unit_id__in=list(unit_ids), until__gt=on
    )
    return list(found.select_related("absent", "substitute", "unit").order_by("since", "pk"))


def substitutes(unit_ids: Iterable[int], *, on: date) -> dict[tuple[int, int], str]:
    """Return who acts on a day for whom: (unit, absent account) to the substitute's name."""
    found = Substitution.objects.filter(running(on), unit_id__in=list(unit_ids))
    rows = found.values_list("unit_id", "absent_id", "substitute__username")
    return {(unit, absent): name for unit, absent, name in rows}


def actor_of(account: object, *, now: datetime) -> Actor:
    """Return who acts in a request: a Member when signed in, else ANONYMOUS."""
    if isinstance(account, Account) and account.is_active:
        return member(account, now=now)
    return ANONYMOUS


def has_second_factor(account_id: int) -> bool:
    """Return whether the account has TOTP or a passkey."""
    held = Authenticator.objects.filter(user_id=account_id, type__in=SECOND_FACTORS)
    return bool(held.exists())


def members_of(
    unit_ids: Iterable[int], roles: Iterable[str] = (), *, on: date
) -> QuerySet[Membership]:
    """Return the memberships in force on a day at these units, in one of `roles` or in any."""
    found = Membership.objects.filter(in_force(on), unit_id__in=list(unit_ids))
    wanted = list(roles)
    return (found.filter(role__in=wanted) if wanted else found).select_related("account", "unit")


@dataclass(frozen=True)
class Reach:
    """On the things of which units a member holds one ability."""

    own: frozenset[int] = frozenset()
    former: frozenset[int] = frozenset()
    whole_province: bool = False

    def __bool__(self) -> bool:
        return self.whole_province or bool(self.own or self.former)

    def covers(self, unit_id: int) -> bool:
        """Return whether the things of this unit are within reach."""
        return self.whole_province or unit_id in self.own or unit_id in self.former


def reach(actor: Actor, ability: str) -> Reach:
    """Return on which units' things an actor holds an ability, as the roles' file declares.

    Units that were taken over whole, at any remove, are `former`; a divided one is nobody's until
    someone decides. At most one query.
    """
    if not isinstance(actor, Member):
        return Reach()
    roles = roles_of(settings.TINHSO_PROVINCE)
    held = {post: roles.relations(post.role, ability) for post in actor.memberships}
    inheriting = [p.unit_id for p, relations in held.items() if Relation.PREDECESSOR in relations]
    return Reach(
        own=frozenset(p.unit_id for p, relations in held.items() if Relation.OWN_UNIT in relations),
        former=former_units(inheriting) if inheriting else frozenset(),
        whole_province=any(Relation.PROVINCE in relations for relations in held.values()),
    )


TAKEN_OVER = """
WITH RECURSIVE taken_over AS (
    SELECT predecessor_id FROM units_succession
    WHERE successor_id = ANY(%s) AND change <> 'split'
  UNION
    SELECT s.predecessor_id FROM units_succession s
    JOIN taken_over t ON s.successor_id = t.predecessor_id AND s.change <> 'split'
)
SELECT predecessor_id FROM taken_over
"""


def former_units(unit_ids: Iterable[int]) -> frozenset[int]:
    """Return the units that these took over whole, and what those had taken over before."""
    with connection.cursor() as cursor:
        cursor.execute(TAKEN_OVER, [list(unit_ids)])
        return frozenset(unit_id for (unit_id,) in cursor.fetchall())


@dataclass(frozen=True)
class Reading:
    """One reading of personal data, as the ledger holds it."""

    at: datetime
    actor: str
    subject: str
    purpose: str
    fields: tuple[str, ...]

    @property
    def purpose_title(self) -> str:
        """Return the purpose in words."""
        return purposes.title(self.purpose)


def readings_of(person_id: uuid.UUID, *, limit: int = 200) -> list[Reading]:
    """Return the latest readings of one person's data, newest first."""
    return _readings(Q(subject=f"person:{person_id}"), limit)


def readings_by(actor_ref: str, *, limit: int = 200) -> list[Reading]:
    """Return the latest readings that one actor made, newest first."""
    return _readings(Q(actor=actor_ref), limit)


def readings(*, limit: int = 200) -> list[Reading]:
    """Return the latest readings of anyone's data, newest first."""
    return _readings(Q(), limit)


def _readings(which: Q, limit: int) -> list[Reading]:
    events = Event.objects.filter(which, kind="people.person.read").order_by("-id")[:limit]
    return [
        Reading(
            event.at,
            event.actor,
            event.subject,
            str(event.data["purpose"]),
            tuple(event.data["fields"]),
        )
        for event in events
    ]


def find_by_phone(phone: str) -> list[uuid.UUID]:
    """Return the persons with this number, written in whatever way; oldest first.

    Raises:
        NotAPhoneNumberError: the text holds none.
    """
    return _find("phone", normal_phone(phone))


def find_by_email(email: str) -> list[uuid.UUID]:
    """Return the persons with this address; oldest first.

    Raises:
        NotAnEmailError: the text holds none.
    """
    return _find("email", normal_email(email))


def _find(field: str, normal: str) -> list[uuid.UUID]:
    ring = parse_keyring(settings.TINHSO_KEYRING)
    indexes = sealing.blind_indexes(ring, f"person.{field}", normal)
    found = Person.objects.filter(**{f"{field}_index__in": indexes}).order_by("created_at", "id")
    return list(found.values_list("id", flat=True))


def posts_of(account_id: int) -> list[Membership]:
    """Return every post an account held or holds, the newest first, with its unit."""
    posts = Membership.objects.filter(account_id=account_id).select_related("unit")
    return list(posts.order_by("-since", "-pk"))


def usernames(refs: Iterable[str]) -> dict[str, str]:
    """Return the names to sign in with of actors such as "account:12"; others are left out."""
    numbers = {ref: ref.removeprefix("account:") for ref in refs if ref.startswith("account:")}
    ids = {int(number) for number in numbers.values() if number.isdigit()}
    names = dict(Account.objects.filter(pk__in=ids).values_list("pk", "username"))
    return {
        ref: names[int(number)]
        for ref, number in numbers.items()
        if number.isdigit() and int(number) in names
    }


def named_readings(found: list[Reading]) -> list[tuple[Reading, str]]:
    """Return each reading with the name of the account that made it, or its bare reference."""
    names = usernames(reading.actor for reading in found)
    return [(reading, names.get(reading.actor, reading.actor)) for reading in found]


@dataclass(frozen=True)
class StaffFilter:
    """Which staff to list: part of the name to sign in with, a role, a unit, who is closed."""

    text: str = ""
    role: str = ""
    unit_id: int | None = None
    closed: bool = False


def staff(which: StaffFilter, within: Reach, *, on: date) -> QuerySet[Account]:
    """Return the accounts that hold or held a post within reach, by name, with `current_posts`.

    `current_posts` on each is the list of memberships in force on the day, with their units.
    """
    posts = Membership.objects.filter(in_force(on)).select_related("unit").order_by("pk")
    found = Account.objects.filter(is_active=not which.closed, username__contains=which.text)
    held = Q()
    if not within.whole_province:
        held &= Q(memberships__unit_id__in=within.own | within.former)
    if which.role:
        held &= Q(memberships__role=which.role)
    if which.unit_id is not None:
        held &= Q(memberships__unit_id=which.unit_id)
    if which.role or which.unit_id is not None:
        held &= Q(memberships__since__lte=on) & (
            Q(memberships__until=None) | Q(memberships__until__gt=on)
        )
    if held:
        found = found.filter(Q(pk__in=Account.objects.filter(held).values("pk")))
    prefetched = Prefetch("memberships", queryset=posts, to_attr="current_posts")
    return found.order_by("username").prefetch_related(prefetched)


def in_reach(account_id: int, within: Reach) -> bool:
    """Return whether an account holds or held a post within reach."""
    if within.whole_province:
        return True
    units = within.own | within.former
    return Membership.objects.filter(account_id=account_id, unit_id__in=units).exists()


def posts_left_behind(*, on: date) -> list[Membership]:
    """Return the posts still open at units that no longer stand: they wait for a decision."""
    return list(
        Membership.objects.filter(in_force(on), unit__valid_to__lte=on)
        .select_related("unit", "account")
        .order_by("unit__sort_key", "pk")
    )


def whole_successor(unit_id: int) -> int | None:
    """Return the unit that took this one over whole; None where it was divided or still stands."""
    found = Succession.objects.filter(predecessor_id=unit_id).exclude(change=Change.SPLIT)
    successors = list(found.values_list("successor_id", flat=True)[:2])
    return successors[0] if len(successors) == 1 else None
