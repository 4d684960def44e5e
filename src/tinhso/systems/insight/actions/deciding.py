"""What a reviewer decides about one claim; each decision is kept at once and can be undone."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from tinhso.kernel.indicators.models import Indicator
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.systems.insight.actions.entering import Entered, enter, take_back
from tinhso.systems.insight.actions.findings import find_again
from tinhso.systems.insight.actions.turns import StaleError, held_claim
from tinhso.systems.insight.models import Claim, State
from tinhso.systems.insight.queries.claims import fields_of, fields_read
from tinhso.systems.insight.rules.entering import Fields


@transaction.atomic
def accept(claim_id: int, *, seen: int, actor: Actor, now: datetime) -> Claim:
    """Enter a claim as it was read.

    Raises StaleError, LackingError, AlreadySaidError and Claim.DoesNotExist.
    """
    claim = _undecided(claim_id, seen)
    entered = enter(claim, fields_of(claim), actor=actor, now=now)
    return _decide(claim, State.ACCEPTED, entered, actor=actor, now=now)


@transaction.atomic
def correct(claim_id: int, fields: Fields, *, seen: int, actor: Actor, now: datetime) -> Claim:
    """Enter a claim as a person has corrected it; what was read is kept beside it.

    A claim that was accepted before is taken back and entered anew. Raises as `accept`.
    """
    claim = held_claim(claim_id, seen)
    if claim.is_in:
        take_back(claim, actor=actor, now=now)
        claim = _cleared(claim)
    entered = enter(claim, fields, actor=actor, now=now)
    _say(claim, fields)
    return _decide(claim, State.CORRECTED, entered, actor=actor, now=now)


@transaction.atomic
def reject(claim_id: int, *, seen: int, actor: Actor, now: datetime, reason: str = "") -> Claim:
    """Put a claim aside: it is no figure, or a wrong one. Raises StaleError."""
    claim = held_claim(claim_id, seen)
    if claim.is_in:
        take_back(claim, actor=actor, now=now)
    return _decide(claim, State.REJECTED, Entered(), actor=actor, now=now, reason=reason)


@transaction.atomic
def undo(claim_id: int, *, seen: int, actor: Actor, now: datetime) -> Claim:
    """Take a decision back: the claim is proposed again, as it was read. Raises StaleError."""
    claim = held_claim(claim_id, seen)
    if claim.is_open:
        raise StaleError(claim)
    before = claim.state
    if claim.is_in:
        take_back(claim, actor=actor, now=now)
    Claim.objects.filter(pk=claim.pk).update(
        **_row(fields_read(claim)),
        **_nothing_entered(),
        state=State.PROPOSED,
        reason="",
        decided_by=actor.ref,
        decided_at=now,
        turn=claim.turn + 1,
    )
    record(
        "insight.claim.undone",
        f"claim:{claim.pk}",
        actor=actor,
        now=now,
        data={"was": before, "document": claim.reading.document.code},
    )
    find_again(claim.reading, actor=actor, now=now)
    return Claim.objects.get(pk=claim.pk)


def _undecided(claim_id: int, seen: int) -> Claim:
    claim = held_claim(claim_id, seen)
    if not claim.is_open:
        raise StaleError(claim)
    return claim


def _decide(
    claim: Claim,
    state: State,
    entered: Entered,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> Claim:
    Claim.objects.filter(pk=claim.pk).update(
        state=state,
        observation=entered.observation,
        target=entered.target,
        made=entered.made,
        reason=reason.strip(),
        decided_by=actor.ref,
        decided_at=now,
        turn=claim.turn + 1,
    )
    decided = Claim.objects.select_related("indicator", "reading__document").get(pk=claim.pk)
    record(
        f"insight.claim.{state}",
        f"claim:{claim.pk}",
        actor=actor,
        now=now,
        data={
            "document": decided.reading.document.code,
            "version": decided.reading.document.version,
            "start": decided.start,
            "end": decided.end,
            "indicator": decided.indicator.code if decided.indicator else None,
            "measure": decided.measure,
            "period": decided.period,
            "value": format(decided.value.normalize(), "f"),
            "unit": decided.unit,
        },
    )
    find_again(decided.reading, actor=actor, now=now)
    return decided


def _say(claim: Claim, fields: Fields) -> None:
    Claim.objects.filter(pk=claim.pk).update(**_row(fields))


def _cleared(claim: Claim) -> Claim:
    Claim.objects.filter(pk=claim.pk).update(**_nothing_entered(), state=State.PROPOSED)
    return held_claim(claim.pk, claim.turn)


def _row(fields: Fields) -> dict[str, object]:
    values = asdict(fields)
    code = values.pop("indicator")
    values["indicator"] = Indicator.objects.filter(code=code).first() if code else None
    return values


def _nothing_entered() -> dict[str, object]:
    return {"observation": None, "target": None, "made": False}
