"""Every read of notices and of who follows what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tinhso.kernel.messages import queries as post
from tinhso.kernel.messages.queries import Counts
from tinhso.kernel.units.models import Unit
from tinhso.kernel.units.queries import links, successors_of

from .models import Notice, Subscription
from .rules.standing import Standing, standing

CODE_STANDS = timedelta(hours=1)
LISTED = 50


def standing_notices(*, now: datetime) -> QuerySet[Notice]:
    """Return the notices that stand now, the newest first."""
    return Notice.objects.filter(
        given_at__lte=now, expires_at__gt=now, withdrawn_at__isnull=True
    ).order_by("-given_at")


def notices(*, now: datetime) -> list[Notice]:
    """Return the newest notices, those that stand before those that don't any more."""
    newest = Notice.objects.prefetch_related("communes").order_by("-given_at")[:LISTED]
    return sorted(newest, key=lambda one: state_of(one, now=now) != "standing")


def notice(notice_id: UUID) -> Notice | None:
    """Return a notice with its communes, or None."""
    return Notice.objects.prefetch_related("communes").filter(pk=notice_id).first()


def state_of(one: Notice, *, now: datetime) -> Standing:
    """Return whether a notice stands."""
    return standing(expires_at=one.expires_at, withdrawn_at=one.withdrawn_at, now=now)


def about(one: Notice) -> str:
    """Return the name under which its letters are counted."""
    return f"notice:{one.pk}"


def delivered(one: Notice) -> Counts:
    """Return what became of a notice's letters."""
    return post.counts(about(one))


def concerned(kind: str, communes: Sequence[int]) -> QuerySet[Subscription]:
    """Return the confirmed subscriptions that a notice of a kind for communes concerns.

    The same rule as `rules.concerning.concerns`, in SQL; a test holds them together. Who wanted a
    commune wants whatever it became. A made-up subscription is told nothing.
    """
    everyone = Subscription.objects.filter(
        confirmed_at__isnull=False, report__isnull=True, demonstration=False
    )
    of_kind = everyone.filter(Q(kinds=[]) | Q(kinds__contains=[kind]))
    if not communes:
        return of_kind
    places = Subscription.communes.through.objects
    wanting = places.values("subscription_id")
    here = places.filter(unit_id__in=_once(communes)).values("subscription_id")
    return of_kind.filter(Q(pk__in=here) | ~Q(pk__in=wanting))


def _once(communes: Sequence[int]) -> set[int]:
    """Return communes with all that they, or a part of them, once were."""
    changes, meant = links(), set(communes)
    while more := {one.predecessor for one in changes if one.successor in meant} - meant:
        meant |= more
    return meant


@dataclass(frozen=True)
class Reach:
    """How many addresses a notice would be sent to, by channel."""

    by_channel: dict[str, int]

    @property
    def all(self) -> int:
        """Return how many addresses in all."""
        return sum(self.by_channel.values())


def reach(kind: str, communes: Sequence[int]) -> Reach:
    """Return how many addresses a notice would be sent to, before it is given."""
    counted = concerned(kind, communes).values_list("channel").annotate(n=Count("pk"))
    return Reach(dict(counted.order_by("channel")))


def followers_of(case_ids: Sequence[UUID]) -> list[Subscription]:
    """Return the confirmed followers of these reports."""
    rows = Subscription.objects.filter(
        report_id__in=case_ids, confirmed_at__isnull=False, demonstration=False
    )
    return list(rows.select_related("report", "report__unit"))


def subscription(row: UUID) -> Subscription | None:
    """Return a subscription with what it is for, or None."""
    rows = Subscription.objects.select_related("report").prefetch_related("communes")
    return rows.filter(pk=row).first()


def places_of(one: Subscription, day: date) -> list[Unit]:
    """Return the communes that a subscription is for, as they stand on a day; none means all."""
    wanted = list(one.communes.all())
    became = successors_of(wanted, day)
    return [part.unit for unit in wanted for part in became[unit.pk]]


def is_open(one: Subscription, *, now: datetime) -> bool:
    """Return whether a subscription still waits for its code."""
    return one.confirmed_at is None and now - one.asked_at < CODE_STANDS


def unspread(*, now: datetime) -> QuerySet[Notice]:
    """Return the standing notices whose letters are not all queued yet, the oldest first."""
    return standing_notices(now=now).filter(spread_at__isnull=True).order_by("given_at")
