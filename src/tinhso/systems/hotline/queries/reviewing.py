"""What the reviewer reads: cases that wait, their words, their pictures."""

from uuid import UUID

from tinhso.kernel.cases.models import Case, Evidence
from tinhso.kernel.documents.models import Attachment

from ..models import WAITING, PublishedReport, Redaction
from .projecting import PROCEDURE
from .searching import COUNTED


def waiting_for_review(*, limit: int = 50) -> list[PublishedReport]:
    """Return the oldest reports whose words and pictures, or whose answer, wait for a person."""
    rows = PublishedReport.objects.filter(WAITING).select_related("case", "commune")
    return list(rows.order_by("filed_at")[:limit])


def waiting_after(report: PublishedReport) -> PublishedReport | None:
    """Return the next report that waits after this one, else the first of all others."""
    others = PublishedReport.objects.filter(WAITING).exclude(pk=report.pk).order_by("filed_at")
    return others.filter(filed_at__gte=report.filed_at).first() or others.first()


def waiting() -> int:
    """Return how many reports wait for a person, counted up to COUNTED and one more."""
    return PublishedReport.objects.filter(WAITING)[: COUNTED + 1].count()


def never_looked_at(*, limit: int) -> list[Attachment]:
    """Return pictures of reports that wait for review in which nobody looked for faces yet."""
    waits = PublishedReport.objects.filter(WAITING).order_by("filed_at")
    pictures = Attachment.objects.filter(
        cases__case__publishedreport__in=waits.values("pk"),
    ).exclude(pk__in=Redaction.objects.filter(looked_at__isnull=False).values("pk"))
    return list(pictures.order_by("recorded_at")[:limit])


def redactions(case: Case) -> dict[UUID, Redaction]:
    """Return what is known to be hidden, or proposed to be, in a report's pictures."""
    rows = Redaction.objects.filter(attachment__cases__case=case)
    return {row.attachment_id: row for row in rows}


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
