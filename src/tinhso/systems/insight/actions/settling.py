"""A person settles what doesn't fit, and says why; it can be opened again."""

from datetime import datetime

from django.db import transaction

from tinhso.kernel.indicators import actions as indicators
from tinhso.kernel.indicators.models import Observation
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.systems.insight.actions import deciding
from tinhso.systems.insight.actions.turns import StaleError, held_finding
from tinhso.systems.insight.models import Claim, Finding, FindingState, Side, State
from tinhso.systems.insight.queries.findings import kind_of
from tinhso.systems.insight.rules.choices import choices, losing


class NoReasonError(ValueError):
    """A finding is settled with a reason, and nobody gave one."""


class NoSuchChoiceError(ValueError):
    """This finding can't be settled so."""


@transaction.atomic
def settle_finding(
    finding_id: int, choice: str, *, seen: int, reason: str, actor: Actor, now: datetime
) -> Finding:
    """Settle a finding. Where one side is right, the other is taken back, with this reason.

    Raises StaleError, NoReasonError, NoSuchChoiceError and Finding.DoesNotExist.
    """
    finding = held_finding(finding_id, seen)
    if finding.state != FindingState.OPEN:
        raise StaleError(finding)
    sides = _sides(finding)
    if choice not in choices([kind_of(one) for one in sides]):
        raise NoSuchChoiceError(choice)
    if not reason.strip():
        raise NoReasonError
    # Settled first: what is taken back below is compared anew and must not count this one as gone.
    Finding.objects.filter(pk=finding.pk).update(
        state=FindingState.SETTLED,
        choice=choice,
        reason=reason.strip(),
        settled_by=actor.ref,
        settled_at=now,
        turn=finding.turn + 1,
    )
    for place in losing(choice, len(sides)):
        dropped = _drop(sides[place], reason, actor, now)
        Side.objects.filter(pk=sides[place].pk).update(dropped=dropped)
    _tell("insight.finding.settled", finding, choice, actor, now)
    return Finding.objects.get(pk=finding.pk)


@transaction.atomic
def reopen_finding(finding_id: int, *, seen: int, actor: Actor, now: datetime) -> Finding:
    """Open a settled finding again: figures taken back stand again, claims wait for a decision.

    Raises StaleError and Finding.DoesNotExist.
    """
    finding = held_finding(finding_id, seen)
    if finding.state != FindingState.SETTLED:
        raise StaleError(finding)
    Finding.objects.filter(pk=finding.pk).update(
        state=FindingState.OPEN,
        choice="",
        reason="",
        settled_by="",
        settled_at=None,
        turn=finding.turn + 1,
    )
    for side in _sides(finding):
        if side.dropped:
            _bring_back(side, actor, now)
    _tell("insight.finding.reopened", finding, finding.choice, actor, now)
    return Finding.objects.get(pk=finding.pk)


def _sides(finding: Finding) -> list[Side]:
    return list(finding.sides.select_related("claim", "observation", "target"))


def _drop(side: Side, reason: str, actor: Actor, now: datetime) -> bool:
    """Take a side back; return whether there was anything to take back."""
    if side.claim:
        if side.claim.state == State.REJECTED:
            return False
        deciding.reject(side.claim.pk, seen=side.claim.turn, reason=reason, actor=actor, now=now)
        return True
    if side.observation is None or side.observation.superseded_at is not None:
        return False
    for claim in Claim.objects.filter(observation=side.observation):
        deciding.reject(claim.pk, seen=claim.turn, reason=reason, actor=actor, now=now)
    if Observation.objects.filter(pk=side.observation.pk, superseded_at=None).exists():
        indicators.withdraw_figure(side.observation, reason=reason, actor=actor, now=now)
    return True


def _bring_back(side: Side, actor: Actor, now: datetime) -> None:
    if side.claim:
        if side.claim.state == State.REJECTED:
            deciding.undo(side.claim.pk, seen=side.claim.turn, actor=actor, now=now)
    elif side.observation:
        entered = indicators.enter_figure(_as_brought(side.observation), actor=actor, now=now)
        Side.objects.filter(pk=side.pk).update(observation=entered.figure)
    Side.objects.filter(pk=side.pk).update(dropped=False)


def _as_brought(row: Observation) -> indicators.Figure:
    return indicators.Figure(
        indicator=row.indicator,
        area=row.area,
        period=row.period,
        value=row.value,
        source=row.source,
        confidence=row.confidence,
        measure=row.measure,
        relation=row.relation,
        kind=row.kind,
        base_period=row.base_period,
        among=row.among,
        method=row.method,
        citation=row.citation,
        note=row.note,
    )


def _tell(kind: str, finding: Finding, choice: str, actor: Actor, now: datetime) -> None:
    record(
        kind,
        f"finding:{finding.pk}",
        actor=actor,
        now=now,
        data={"kind": finding.kind, "choice": choice, "mark": finding.mark},
    )
