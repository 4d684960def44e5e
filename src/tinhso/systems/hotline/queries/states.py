"""Where a published report stands, in a citizen's words."""

from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..models import PublishedReport

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
