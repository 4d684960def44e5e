"""What rounds are made of."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from tinhso.kernel.cases.models import Case, Step
from tinhso.kernel.ledger import queries as ledger
from tinhso.systems.hotline.models import Follower
from tinhso.systems.hotline.queries import PROCEDURE

FOLLOWER = "hotline.monthly"
"""Under this name it is kept how far the rounds have followed the ledger."""
CASE = (
    "number",
    "category",
    "priority",
    "unit_id",
    "place_id",
    "form",
    "filed_at",
    "due_at",
    "calendar",
    "closed_at",
    "outcome",
    "hops",
    "rating",
    "demonstration",
)
STEP = ("case_id", "name", "unit_id", "opened_at", "closed_at", "outcome")


def cases(ids: Sequence[UUID]) -> list[Case]:
    """Return the hotline's cases among these, with what their rounds are made of; two queries."""
    found = Case.objects.filter(pk__in=ids, bundle__name=PROCEDURE).only(*CASE)
    return list(found.prefetch_related(Prefetch("steps", Step.objects.only(*STEP))))


def hold() -> None:
    """Keep the rounds as they stand until the transaction ends: the follower waits."""
    list(Follower.objects.select_for_update().filter(name=FOLLOWER))


def has_read_to(moment: datetime, *, now: datetime) -> bool:
    """Tell whether the rounds have followed everything that happened before a moment."""
    oldest = ledger.sealing_lag(now).oldest
    if oldest is not None and oldest < moment:
        return False
    head = ledger.latest_head()
    row = Follower.objects.filter(name=FOLLOWER).first()
    return row is not None and head is not None and row.position >= head.size - 1
