"""The wall of the hotline's room: counts and clocks, nobody's words and nobody's number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from tinhso.kernel.cases.models import Bundle, Case, Step
from tinhso.kernel.declarations import Text
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.messages import queries as post
from tinhso.kernel.units.models import Unit
from tinhso.systems.hotline.queries import PROCEDURE, categories

from ..models import Call
from .log import to_call_back

URGENT = "urgent"
RECEIVED = "received"
SHOWN_UNITS = 5
SHOWN_FLOODS = 3
FLOOD_WINDOW = timedelta(hours=2)
FLOOD_FROM = 5
"""So many reports of one category in one commune within the window are shown as a flood."""
STUCK_AFTER = timedelta(minutes=10)


@dataclass(frozen=True)
class LateUnit:
    """A unit with reports past their due date."""

    title: str
    late: int


@dataclass(frozen=True)
class Flood:
    """Many reports of one thing at one place in a short time."""

    category: Text
    commune: str
    reports: int


@dataclass(frozen=True)
class Snapshot:
    """The wall at one moment. `hours` has a count for each hour of today, 24 of them.

    `oldest_due` is when the report that waits longest for its classification must have it;
    `stuck` are the channels on which messages are tried again and again.
    """

    at: datetime
    hours: tuple[int, ...]
    waiting: int
    oldest_since: datetime | None
    oldest_due: datetime | None
    calls: int
    calls_open: int
    to_call_back: int
    urgent: int
    late: int
    late_units: tuple[LateUnit, ...]
    floods: tuple[Flood, ...]
    stuck: tuple[str, ...]

    @property
    def today(self) -> int:
        """How many reports came in today."""
        return sum(self.hours)


def mark(*, now: datetime) -> str:
    """Return a word that changes when anything the wall shows may have changed. One query.

    Every change is told to the ledger, and time itself moves the rest: its last event and the
    minute say enough.
    """
    last: UUID | None = Event.objects.order_by("-id").values_list("id", flat=True).first()
    return f"{last}/{now:%Y%m%d%H%M}"


def snapshot(desk: int, *, now: datetime) -> Snapshot:
    """Return what the wall of a desk shows. Thirteen queries, each of a stretch of an index."""
    since = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    bundles = list(Bundle.objects.filter(name=PROCEDURE).values_list("pk", flat=True))
    unanswered = Case.objects.filter(bundle__in=bundles, answered_at=None, closed_at=None)
    waiting = Step.objects.filter(
        unit_id=desk, name=RECEIVED, closed_at=None, case__bundle__in=bundles
    )
    oldest = waiting.order_by("due_at").values_list("opened_at", "due_at").first()
    today = Call.objects.filter(unit_id=desk, begun_at__gte=since).aggregate(
        calls=Count("pk", filter=Q(follows=None)),
        open=Count("pk", filter=Q(ended_at=None)),
    )
    late = _late(bundles, now)
    titles = Unit.objects.in_bulk([unit for unit, _count in late[:SHOWN_UNITS]])
    return Snapshot(
        at=now,
        hours=_hours(bundles, since, now),
        waiting=waiting.count(),
        oldest_since=oldest[0] if oldest else None,
        oldest_due=oldest[1] if oldest else None,
        calls=today["calls"],
        calls_open=today["open"],
        to_call_back=to_call_back(desk).count(),
        urgent=unanswered.filter(priority=URGENT).count(),
        late=sum(count for _unit, count in late),
        late_units=tuple(
            LateUnit(titles[unit].body_title, count) for unit, count in late[:SHOWN_UNITS]
        ),
        floods=_floods(bundles, now),
        stuck=_stuck(now),
    )


HOURS = """
SELECT extract(hour FROM filed_at AT TIME ZONE %(zone)s)::int, count(*)
FROM cases_case
WHERE bundle_id = ANY(%(bundles)s) AND filed_at >= %(since)s AND filed_at <= %(now)s
GROUP BY 1
"""


def _hours(bundles: Sequence[int], since: datetime, now: datetime) -> tuple[int, ...]:
    asked: dict[str, str | list[int] | datetime] = {
        "zone": timezone.get_default_timezone_name(),
        "bundles": list(bundles),
        "since": since,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(HOURS, asked)
        found = dict(cursor.fetchall())
    return tuple(found.get(hour, 0) for hour in range(24))


def _late(bundles: Sequence[int], now: datetime) -> list[tuple[int, int]]:
    """Return how many reports are late by the unit that is to answer, most first."""
    late = Case.objects.filter(
        bundle__in=bundles, answered_at=None, closed_at=None, due_at__lt=now, unit__isnull=False
    )
    rows = late.values_list("unit").annotate(late=Count("pk")).order_by("-late", "unit")
    return [(unit, count) for unit, count in rows if unit is not None]


def _floods(bundles: Sequence[int], now: datetime) -> tuple[Flood, ...]:
    """Return what many report at once, most first."""
    recent = Case.objects.filter(
        bundle__in=bundles, filed_at__gte=now - FLOOD_WINDOW, filed_at__lte=now
    )
    rows = (
        recent.exclude(category="")
        .values_list("category", "place__name_vi")
        .annotate(reports=Count("pk"))
        .filter(reports__gte=FLOOD_FROM)
        .order_by("-reports", "category")[:SHOWN_FLOODS]
    )
    found = list(rows)
    titles = categories(now=now) if found else {}
    return tuple(
        Flood(titles.get(code) or Text(vi=code, en=code), commune or "", count)
        for code, commune, count in found
    )


def _stuck(now: datetime) -> tuple[str, ...]:
    return tuple(
        one.channel
        for one in post.channels(now=now, since=now)
        if one.trying and one.oldest is not None and one.oldest < now - STUCK_AFTER
    )
