"""The public table follows the sealed ledger."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.cases.models import Case, Step
from tinhso.kernel.ledger import queries as ledger

from .. import queries, rules
from ..models import Follower, PublishedReport

Status = PublishedReport.Status
OF_STEP = {
    "received": Status.RECEIVED,
    "with_unit": Status.WORKING,
    "supporting": Status.WORKING,
    "answered": Status.ANSWERED,
}
OF_OUTCOME = {
    "agreed": Status.AGREED,
    "lapsed": Status.LAPSED,
    "redirected": Status.REDIRECTED,
    "declined": Status.DECLINED,
}
PUBLISHED_COLUMNS = [
    "category",
    "commune",
    "unit",
    "status",
    "due_at",
    "answered_at",
    "hops",
    "stars",
    "way",
    "moved_at",
]


def follow(*, now: datetime, limit: int = 2000) -> int:
    """Bring the public table up to the sealed ledger and return how many events were read.

    Reads sealed positions in order, at least once; writing a case's row twice changes nothing.
    """
    with transaction.atomic():
        Follower.objects.get_or_create(name=queries.PROCEDURE)
        follower = Follower.objects.select_for_update().get(name=queries.PROCEDURE)
        events = ledger.sealed_after(follower.position, limit)
        if not events:
            return 0
        subjects = {event.subject for event in events if event.kind.startswith("cases.")}
        project([UUID(s.removeprefix("case:")) for s in subjects if s.startswith("case:")], now=now)
        follower.position = events[-1].position
        follower.save(update_fields=["position"])
    return len(events)


def project(case_ids: Sequence[UUID], *, now: datetime) -> None:  # noqa: ARG001
    """Write the public rows of these cases as they stand; what was reviewed stays."""
    rows = [_public_row(case) for case in queries.standing(case_ids)]
    PublishedReport.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["case"],
        update_fields=PUBLISHED_COLUMNS,
    )


def pin(case: Case, *, exact: bool = False) -> tuple[float, float] | tuple[None, None]:
    """Return where the public sees a report: on the coarse grid, unless a person confirmed it."""
    if case.latitude is None or case.longitude is None:
        return None, None
    return (case.latitude, case.longitude) if exact else rules.coarse(case.latitude, case.longitude)


def _public_row(case: Case) -> PublishedReport:
    latitude, longitude = pin(case)
    steps = list(case.steps.all())
    turns = [_turn(step) for step in steps]
    return PublishedReport(
        case=case,
        number=case.number,
        category=case.category,
        commune_id=case.place_id,
        unit_id=case.unit_id,
        latitude=latitude,
        longitude=longitude,
        status=_status(case, steps),
        filed_at=case.filed_at,
        due_at=case.due_at,
        answered_at=case.answered_at,
        hops=case.hops,
        stars=case.rating,
        demonstration=case.demonstration,
        way=rules.way(case.filed_at, turns),
        moved_at=rules.last_moved(case.filed_at, turns),
    )


def _turn(step: Step) -> rules.Turn:
    return rules.Turn(
        name=step.name,
        unit=step.unit_id,
        opened_at=step.opened_at,
        closed_at=step.closed_at,
        outcome=step.outcome,
        due_at=step.due_at,
        until=step.pause_until or step.lapse_at,
        waits=step.paused_at is not None,
    )


def _status(case: Case, steps: Sequence[Step]) -> str:
    if case.closed_at:
        return OF_OUTCOME[case.outcome]
    still_open = [OF_STEP[step.name] for step in steps if step.closed_at is None]
    return min(still_open, key=list(Status).index, default=Status.RECEIVED)
