"""Every read of the hotline. The public side reads `PublishedReport` and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Avg, Count, F, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.cases.models import Case, Evidence, Step
from tinhso.kernel.declarations import Text
from tinhso.kernel.units.names import fold

from .models import Follower, PublicCategory, PublishedReport

PROCEDURE = "hotline.report"
CATEGORIES = "hotline_categories"
PROJECTED = (
    "number",
    "category",
    "place_id",
    "unit_id",
    "latitude",
    "longitude",
    "filed_at",
    "due_at",
    "answered_at",
    "closed_at",
    "outcome",
    "hops",
    "rating",
    "demonstration",
)
PAGE = 12
ON_MAP = 3000
COUNTED = 1000
"""Counts are made up to here; beyond it a screen says “1.000+”."""


Status = PublishedReport.Status
STATUSES = (
    (Status.RECEIVED, _("Đã nhận")),
    (Status.WORKING, _("Đang xử lý")),
    ("late", _("Quá hạn")),
    (Status.ANSWERED, _("Đã trả lời")),
    (Status.AGREED, _("Người gửi đồng ý")),
    (Status.LAPSED, _("Đã trả lời, người gửi không phản hồi")),
    (Status.REDIRECTED, _("Đã hướng dẫn nơi nhận")),
    (Status.DECLINED, _("Không thể xử lý")),
)
_WORDS = dict(STATUSES)


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


def catalogue(*, now: datetime) -> list[PublicCategory]:
    """Return the categories in force, in order, each with its field."""
    day = timezone.localtime(now).date()
    began = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    lasts = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return list(PublicCategory.objects.filter(began & lasts))


def categories(*, now: datetime) -> dict[str, Text]:
    """Return the categories' titles by code, as the administrator keeps them."""
    return {one.code: Text(vi=one.title_vi, en=one.title_en) for one in catalogue(now=now)}


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


def late(now: datetime) -> Q:
    """Return the condition of being answered after the due date, or not yet and past it."""
    return Q(answered_at__gt=F("due_at")) | Q(
        answered_at__isnull=True,
        due_at__lt=now,
        status__in=[Status.RECEIVED, Status.WORKING],
    )


def is_late(report: PublishedReport, *, now: datetime) -> bool:
    """Tell whether a report was answered after its due date, or is past it without an answer."""
    if report.answered_at:
        return report.answered_at > report.due_at
    return report.due_at < now and report.status in {Status.RECEIVED, Status.WORKING}


def state(report: PublishedReport, *, now: datetime) -> str:
    """Return the shape a report is drawn in: ok, warn, bad or none."""
    if report.answered_at is None and is_late(report, now=now):
        return "bad"
    if report.status in {Status.RECEIVED, Status.WORKING}:
        soon = report.due_at - now < (report.due_at - report.filed_at) / 4
        return "warn" if soon else "ok"
    return "none" if report.status in {Status.LAPSED, Status.REDIRECTED, Status.DECLINED} else "ok"


def status_words(report: PublishedReport, *, now: datetime) -> str:
    """Return where a report stands in a citizen's words."""
    if report.answered_at is None and is_late(report, now=now):
        return str(_WORDS["late"])
    return str(_WORDS[Status(report.status)])


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


def waiting_for_review(*, limit: int = 50) -> list[Case]:
    """Return the oldest cases whose words and pictures nobody has confirmed yet."""
    cases = Case.objects.filter(
        bundle__name=PROCEDURE, publishedreport__reviewed_at__isnull=True, category__gt=""
    )
    return list(cases.select_related("place").order_by("filed_at")[:limit])


def position() -> int:
    """Return how far in the sealed ledger the public table has been written."""
    row = Follower.objects.filter(name=PROCEDURE).first()
    return row.position if row else -1


def standing(case_ids: Sequence[UUID]) -> list[Case]:
    """Return the hotline's cases among these, with what their public rows are made of."""
    cases = Case.objects.filter(pk__in=case_ids, bundle__name=PROCEDURE).only(*PROJECTED)
    steps = Step.objects.only("case_id", "name", "closed_at")
    return list(cases.prefetch_related(Prefetch("steps", steps)))


def living() -> Case | None:
    """Return the made-up report that a visitor of a demonstration is shown first, or None."""
    # Only those that were filed for real have a reporter; the year that was taken over has none.
    cases = Case.objects.filter(bundle__name=PROCEDURE, demonstration=True, closed_at=None)
    answered = cases.filter(reporter__isnull=False, answered_at__isnull=False)
    return answered.select_related("place").order_by("-filed_at").first()


def has_demonstration() -> bool:
    """Tell whether the made-up year has been taken over already."""
    return Case.objects.filter(bundle__name=PROCEDURE, demonstration=True).exists()


def reviewable(number: str) -> Case | None:
    """Return a report with its public row, for the person who reviews it."""
    cases = Case.objects.filter(
        number=number, bundle__name=PROCEDURE, publishedreport__isnull=False
    )
    return cases.select_related("publishedreport", "place").prefetch_related("steps").first()


def answer_of(case: Case) -> str:
    """Return the last answer that a unit gave, in its own words; empty before there is one."""
    given = [
        (step.closed_at, str(step.entered.get("answer", "")))
        for step in case.steps.all()
        if step.outcome == "answer" and step.closed_at
    ]
    return max(given)[1] if given else ""


def evidence(case: Case) -> dict[UUID, str]:
    """Return a report's pictures by id, each with its moment: before or after the mending."""
    shown = Evidence.objects.filter(case=case).order_by("at")
    return {row.attachment_id: "after" if row.step_id else "before" for row in shown}
