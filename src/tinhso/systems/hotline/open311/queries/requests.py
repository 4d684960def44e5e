"""Service requests as the public may see them: redacted rows, read on the open side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from tinhso.kernel.declarations import Text
from tinhso.systems.hotline import queries as hotline
from tinhso.systems.hotline.models import PublishedReport
from tinhso.systems.hotline.open_side import open_side

from ..rules.asking import Asked
from .services import UNCLASSIFIED

Status = PublishedReport.Status
CLOSED = (Status.AGREED, Status.LAPSED, Status.REDIRECTED, Status.DECLINED)
"""An answer that waits for its reporter's agreement may still be disputed: it is open."""


@dataclass(frozen=True)
class Shown:
    """One published report with the title of its category."""

    report: PublishedReport
    category: Text | None

    @property
    def is_closed(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.report.status in CLOSED


def found(asked: Asked, *, now: datetime) -> list[Shown]:
    """Return the newest reports that are asked for, one page of them. Three queries."""
    with open_side():
        rows = _narrowed(asked).order_by("-filed_at", "-case_id")[asked.rows]
        return _shown(rows, now=now)


def one(number: str, *, now: datetime) -> Shown | None:
    """Return one report, or None."""
    with open_side():
        return next(iter(_shown(PublishedReport.objects.filter(number=number), now=now)), None)


def _shown(rows: QuerySet[PublishedReport], *, now: datetime) -> list[Shown]:
    read = list(rows.select_related("commune", "unit").prefetch_related("photos"))
    titles: Mapping[str, Text] = hotline.categories(now=now) if read else {}
    return [Shown(row, titles.get(row.category)) for row in read]


def _narrowed(asked: Asked) -> QuerySet[PublishedReport]:
    reports = PublishedReport.objects.all()
    if asked.numbers:
        return reports.filter(number__in=asked.numbers)
    if asked.codes:
        codes = ["" if code == UNCLASSIFIED else code for code in asked.codes]
        reports = reports.filter(category__in=codes)
    if asked.statuses == {"closed"}:
        reports = reports.filter(status__in=CLOSED)
    elif asked.statuses == {"open"}:
        reports = reports.exclude(status__in=CLOSED)
    if asked.since:
        reports = reports.filter(filed_at__gte=asked.since)
    if asked.until:
        reports = reports.filter(filed_at__lte=asked.until)
    return _updated(reports, asked)


def _updated(reports: QuerySet[PublishedReport], asked: Asked) -> QuerySet[PublishedReport]:
    """Narrow to what last changed in a window; what nobody moved since it was filed counts."""
    if asked.updated_since:
        since = asked.updated_since
        reports = reports.filter(
            Q(filed_at__gte=since) | Q(moved_at__gte=since) | Q(shown_at__gte=since)
        )
    if asked.updated_until:
        until = asked.updated_until
        not_after = Q(filed_at__lte=until)
        for name in ("moved_at", "shown_at"):
            not_after &= Q(**{f"{name}__lte": until}) | Q(**{f"{name}__isnull": True})
        reports = reports.filter(not_after)
    return reports
