"""To whom a step may be given: the colleagues of its unit, and how much each has in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, FilteredRelation, Q
from django.utils import timezone

from tinhso.kernel.people import queries as people
from tinhso.kernel.people.models import Account


@dataclass(frozen=True)
class Colleague:
    """Somebody a step may be given to: open steps in hand, those late, and who acts for them."""

    account_id: int
    username: str
    open: int
    late: int
    substitute: str = ""


def colleagues(unit_id: int, roles: Sequence[str], *, now: datetime) -> tuple[Colleague, ...]:
    """Return who holds one of the roles at a unit today, the least burdened first.

    Two queries; who is away names their substitute and comes last.
    """
    today = timezone.localdate(now)
    there = people.members_of([unit_id], roles, on=today).values("account_id")
    # In the join, not in the count: what somebody has closed in years is never read.
    found = Account.objects.filter(pk__in=there, is_active=True).annotate(
        waiting=FilteredRelation("steps", condition=Q(steps__closed_at=None)),
        in_hand=Count("waiting"),
        overdue=Count("waiting", filter=Q(waiting__due_at__lt=now, waiting__paused_at=None)),
    )
    away = people.substitutes([unit_id], on=today)
    listed = [
        Colleague(one.pk, one.username, one.in_hand, one.overdue, away.get((unit_id, one.pk), ""))
        for one in found
    ]
    return tuple(sorted(listed, key=lambda one: (bool(one.substitute), one.open, one.username)))
