"""Which reports are answered together."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from tinhso.kernel.cases.models import Case, Step
from tinhso.kernel.cases.queries import rights
from tinhso.kernel.cases.rules.rights import Deed
from tinhso.kernel.ledger.actors import Actor

from ...models import PublishedReport
from ..models import Link

ANSWER = "answer"


@dataclass(frozen=True)
class Linked:
    """Another report that is answered together with one; `title` is what its reader may see."""

    number: str
    title: str
    status: str
    filed_at: datetime
    is_lead: bool


def lead_of(case_id: UUID) -> UUID | None:
    """Return the lead that a report follows, or None."""
    return Link.objects.filter(follower_id=case_id).values_list("lead_id", flat=True).first()


def followers(case_id: UUID) -> list[Case]:
    """Return the reports that follow a lead, the first filed first."""
    ids = Link.objects.filter(lead_id=case_id).values("follower_id")
    return list(Case.objects.filter(pk__in=ids).order_by("filed_at", "pk"))


def linked(case_id: UUID, actor: Actor) -> list[Linked]:
    """Return the others that are answered together with a report, its lead first. Three queries.

    Of a case that the actor may not read the title is the published one, empty before a review.
    """
    ids = _group(case_id)
    lead = ids.get("lead")
    read = _readable(ids["others"], actor)
    rows = PublishedReport.objects.filter(pk__in=ids["others"]).select_related("case")
    found = [
        Linked(
            row.number,
            row.case.title if row.case_id in read else row.title,
            row.status,
            row.filed_at,
            row.case_id == lead,
        )
        for row in rows.order_by("filed_at", "case_id")
    ]
    return sorted(found, key=lambda one: not one.is_lead)


def together(case_id: UUID) -> int:
    """Return how many others ask the same as a report, by the links that staff made."""
    return len(_group(case_id)["others"])


def _group(case_id: UUID) -> dict[str, Any]:
    mine = Link.objects.filter(follower_id=case_id).values("lead_id")
    pairs = Link.objects.filter(Q(lead_id=case_id) | Q(lead_id__in=mine))
    found = list(pairs.values_list("lead_id", "follower_id"))
    members = {member for pair in found for member in pair} - {case_id}
    return {"lead": found[0][0] if found else None, "others": members}


def may_read(case: Case, actor: Actor) -> bool:
    """Tell whether somebody may read a case's words."""
    return case.pk in _readable([case.pk], actor)


def _readable(cases: Collection[UUID], actor: Actor) -> set[UUID]:
    who = rights.Standing.of(actor)
    steps = rights.with_relations(Step.objects.filter(case_id__in=cases), who)
    return {step.case_id for step in steps if Deed.READ in rights.deeds(step, who)}


def own_step(case: Case, actor: Actor) -> Step | None:
    """Return the open step of a case that somebody may act on as staff, or None."""
    who = rights.Standing.of(actor)
    steps = case.steps.filter(closed_at=None, unit__isnull=False)
    for step in rights.with_relations(steps, who).order_by("opened_at", "pk"):
        if Deed.ACT in rights.deeds(step, who):
            return step
    return None


def last_answer(case_id: UUID) -> Step | None:
    """Return the step in which a case was answered last, or None."""
    steps = Step.objects.filter(case_id=case_id, outcome=ANSWER)
    return steps.order_by("-closed_at", "-pk").first()
