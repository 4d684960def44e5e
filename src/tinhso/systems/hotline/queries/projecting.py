"""What the public rows are made of, and the made-up reports of a demonstration."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Prefetch

from tinhso.kernel.cases.models import Case, Step

from ..models import Follower

PROCEDURE = "hotline.report"
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
PROJECTED_OF_STEPS = (
    "name",
    "unit_id",
    "opened_at",
    "closed_at",
    "outcome",
    "due_at",
    "lapse_at",
    "paused_at",
    "pause_until",
)


def position() -> int:
    """Return how far in the sealed ledger the public table has been written."""
    row = Follower.objects.filter(name=PROCEDURE).first()
    return row.position if row else -1


def standing(case_ids: Sequence[UUID]) -> list[Case]:
    """Return the hotline's cases among these, with what their public rows are made of."""
    cases = Case.objects.filter(pk__in=case_ids, bundle__name=PROCEDURE).only(*PROJECTED)
    steps = Step.objects.only("case_id", *PROJECTED_OF_STEPS)
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
