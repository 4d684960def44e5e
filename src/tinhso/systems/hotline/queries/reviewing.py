"""What the reviewer reads: cases that wait, their words, their pictures."""

from uuid import UUID

from tinhso.kernel.cases.models import Case, Evidence

from .projecting import PROCEDURE


def waiting_for_review(*, limit: int = 50) -> list[Case]:
    """Return the oldest cases whose words and pictures nobody has confirmed yet."""
    cases = Case.objects.filter(
        bundle__name=PROCEDURE, publishedreport__reviewed_at__isnull=True, category__gt=""
    )
    return list(cases.select_related("place").order_by("filed_at")[:limit])


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
