"""The public board: what is searched, narrowed, counted and shown, from redacted rows alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Avg, Count, Q, QuerySet

from tinhso.kernel.units.names import fold

from ..models import PublishedReport
from .standing import late

PAGE = 12
ON_MAP = 3000
COUNTED = 1000
"""Counts are made up to here; beyond it a screen says “1.000+”."""


@dataclass(frozen=True)
class Filters:
    """What the public board is narrowed to; an empty string or None narrows nothing."""

    words: str = ""
    category: str = ""
    commune: str = ""
    status: str = ""


@dataclass(frozen=True)
class Cursor:
    """Where the next page of the board begins: just after this report."""

    filed_at: datetime
    case_id: UUID

    @classmethod
    def parse(cls, text: str) -> "Cursor | None":
        """Read a cursor from an address; anything else than one is the first page."""
        moment, _, case = text.partition("_")
        try:
            return cls(datetime.fromisoformat(moment), UUID(case))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.filed_at.isoformat()}_{self.case_id}"


@dataclass(frozen=True)
class BoardPage:
    """One page of the public board; `found` is counted up to COUNTED."""

    reports: Sequence[PublishedReport]
    found: int
    more: Cursor | None


def _narrowed(filters: Filters, *, now: datetime) -> QuerySet[PublishedReport]:
    reports = PublishedReport.objects.all()
    if filters.words:
        for word in fold(filters.words).split():
            reports = reports.filter(folded__contains=word)
    if filters.category:
        reports = reports.filter(category=filters.category)
    if filters.commune:
        reports = reports.filter(commune__code=filters.commune)
    if filters.status == "late":
        return reports.filter(late(now))
    if filters.status:
        reports = reports.filter(status=filters.status)
    return reports


def on_map(filters: Filters, *, now: datetime) -> list[PublishedReport]:
    """Return the newest reports with a pin that the filters let through, at most ON_MAP."""
    rows = _narrowed(filters, now=now).filter(latitude__isnull=False).select_related("commune")
    return list(rows.order_by("-filed_at", "-case_id")[:ON_MAP])


def board(filters: Filters, *, now: datetime, after: Cursor | None = None) -> BoardPage:
    """Return the newest published reports that the filters let through, a page at a time."""
    narrowed = _narrowed(filters, now=now)
    rows = narrowed.select_related("commune", "unit").order_by("-filed_at", "-case_id")
    if after:
        rows = rows.filter(
            Q(filed_at__lt=after.filed_at) | Q(filed_at=after.filed_at, case_id__lt=after.case_id)
        )
    page = list(rows[: PAGE + 1])
    more = Cursor(page[PAGE - 1].filed_at, page[PAGE - 1].case_id) if len(page) > PAGE else None
    return BoardPage(page[:PAGE], narrowed[: COUNTED + 1].count(), more)


def export(filters: Filters, *, now: datetime) -> Iterator[PublishedReport]:
    """Yield every published report that the filters let through, newest first."""
    rows = _narrowed(filters, now=now).select_related("commune", "unit")
    return rows.order_by("-filed_at", "-case_id").iterator(chunk_size=1000)


def published(number: str) -> PublishedReport | None:
    """Return what the public may see of one report, or None."""
    reports = PublishedReport.objects.select_related("commune", "unit")
    return reports.prefetch_related("photos").filter(number=number).first()


@dataclass(frozen=True)
class Month:
    """The last thirty days in three numbers; shares are percent, None where nothing was due."""

    filed: int
    on_time: float | None
    stars: float | None


def last_thirty_days(*, now: datetime) -> Month:
    """Count what was filed in the last thirty days and how much of what fell due was in time."""
    recent = PublishedReport.objects.filter(filed_at__gte=now - timedelta(days=30))
    counted = recent.aggregate(
        filed=Count("pk"),
        due=Count("pk", filter=Q(answered_at__isnull=False) | late(now)),
        late=Count("pk", filter=late(now)),
        stars=Avg("stars"),
    )
    due = counted["due"]
    on_time = 100 * (due - counted["late"]) / due if due else None
    return Month(counted["filed"], on_time, counted["stars"])
