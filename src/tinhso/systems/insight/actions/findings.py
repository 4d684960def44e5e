"""What doesn't fit is found anew whenever a reading changes; what was settled stays settled."""

from datetime import datetime

from django.db.models import Model
from django.utils import timezone

from tinhso.kernel.indicators.models import Observation
from tinhso.kernel.ledger.actors import Actor
from tinhso.systems.insight.models import Claim, Finding, FindingState, Reading, Side
from tinhso.systems.insight.queries import checking
from tinhso.systems.insight.queries.checking import Found


def find_again(reading: Reading, *, actor: Actor, now: datetime) -> None:
    """Compare the claims of a reading with each other and with what is recorded.

    A finding that no longer holds is gone unless somebody has settled it. Findings are computed,
    so that they have no event of their own: their reading's and their settlement's tell of them.
    """
    del actor
    found = {one.mark: one for one in checking.doubts(reading, on=timezone.localdate(now))}
    known = {
        one.mark: one
        for one in Finding.objects.filter(document__code=reading.document.code)
        .exclude(state=FindingState.SETTLED, mark__in=found)
        .prefetch_related("sides")
    }
    settled = set(
        Finding.objects.filter(mark__in=found, state=FindingState.SETTLED).values_list(
            "mark", flat=True
        )
    )
    for mark, one in found.items():
        if mark not in settled:
            _keep(mark, one, reading, known.get(mark), now)
    over = [
        one.pk for one in known.values() if one.mark not in found and one.state == FindingState.OPEN
    ]
    Finding.objects.filter(pk__in=over).update(state=FindingState.GONE)


def _keep(mark: str, one: Found, reading: Reading, known: Finding | None, now: datetime) -> None:
    """Keep a finding as it is found now; what stands just so costs nothing."""
    if known and _stands(known, one, reading):
        return
    finding = known or Finding.objects.create(
        mark=mark,
        kind=one.kind,
        severity=one.severity,
        document=reading.document,
        indicator=one.indicator,
        found_at=now,
    )
    Finding.objects.filter(pk=finding.pk).update(
        document=reading.document, data=dict(one.data), state=FindingState.OPEN
    )
    if known is None:
        Side.objects.bulk_create(
            Side(finding=finding, position=place, **_one_of(side))
            for place, side in enumerate(one.sides)
        )
        return
    for place, side in enumerate(one.sides):
        Side.objects.filter(finding=finding, position=place).update(**_one_of(side))


def _stands(known: Finding, one: Found, reading: Reading) -> bool:
    rows = [_ids(_one_of(side)) for side in one.sides]
    kept = [(side.claim_id, side.observation_id, side.target_id) for side in known.sides.all()]
    return (
        known.state == FindingState.OPEN
        and known.document_id == reading.document_id
        and known.data == dict(one.data)
        and kept == rows
    )


def _ids(one: dict[str, Model | None]) -> tuple[object, ...]:
    return tuple(row.pk if row else None for row in one.values())


def _one_of(side: checking.Side) -> dict[str, Model | None]:
    return {
        "claim": side if isinstance(side, Claim) else None,
        "observation": side if isinstance(side, Observation) else None,
        "target": None if isinstance(side, Claim | Observation) else side,
    }
