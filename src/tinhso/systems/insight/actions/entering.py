"""An accepted claim becomes a figure or a target; an undone one is taken back."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from tinhso.kernel.documents.actions import cite
from tinhso.kernel.documents.models import Citation
from tinhso.kernel.indicators import actions as indicators
from tinhso.kernel.indicators.models import Indicator, Observation, Target
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units.models import Unit
from tinhso.systems.insight.models import Claim, ClaimKind
from tinhso.systems.insight.queries.areas import area_of
from tinhso.systems.insight.rules.entering import (
    Fields,
    Lack,
    day_of_map,
    due,
    lacks,
    recorded_value,
)

SURE = "H"  # a person has read the words
MOST_OF_A_CODE = 60


class LackingError(ValueError):
    """A claim can't be entered yet; `lacks` says what is missing, field by field."""

    def __init__(self, found: list[Lack]) -> None:
        self.lacks = found
        super().__init__(", ".join(f"{one.field}: {one.why}" for one in found))


class AlreadySaidError(ValueError):
    """Another accepted sentence of this document says something else of the very same thing."""

    def __init__(self, other: Claim) -> None:
        self.other = other
        super().__init__(f"{other} was accepted already")


@dataclass(frozen=True)
class Entered:
    """What a claim was entered as."""

    observation: Observation | None = None
    target: Target | None = None
    made: bool = False


def enter(claim: Claim, fields: Fields, *, actor: Actor, now: datetime) -> Entered:
    """Make the figure or target that a claim states, cited at its very words.

    Where the same source has said just this already, that row is taken and none made. Raises
    LackingError and AlreadySaidError.
    """
    indicator = Indicator.objects.filter(code=fields.indicator).first()
    today = timezone.localdate(now)
    found = lacks(fields, indicator.unit if indicator else None, on=today)
    document = claim.reading.document
    said_on = document.issued_on or today
    day = day_of_map(fields.kind, fields.period, said_on)
    area = area_of(fields.place, on=day)
    if area is None:
        found.append(Lack("place", "no_place"))
    if found or indicator is None or area is None:
        raise LackingError(found)
    words = document.text[claim.start : claim.end]
    citation = cite(document, claim.start, claim.end, words, actor=actor, now=now)
    if fields.kind == ClaimKind.TARGET:
        return _promise(claim, fields, indicator, area, citation, actor=actor, now=now)
    return _observe(claim, fields, indicator, area, citation, actor=actor, now=now)


def take_back(claim: Claim, *, actor: Actor, now: datetime) -> None:
    """Withdraw what the claim has made; what its source had said before is held again.

    What another accepted claim rests on too stays.
    """
    if not claim.made:
        return
    same = Q(observation_id=claim.observation_id) if claim.observation else Q(target=claim.target)
    heir = Claim.objects.filter(same).exclude(pk=claim.pk).order_by("pk").first()
    if heir:
        Claim.objects.filter(pk=heir.pk).update(made=True)
        return
    reason = f"claim:{claim.pk}"
    # Where something newer has taken its place already, there is nothing left to withdraw.
    with suppress(indicators.NotHeldError):
        if claim.observation:
            indicators.withdraw_figure(claim.observation, reason=reason, actor=actor, now=now)
        elif claim.target:
            indicators.withdraw_target(claim.target, reason=reason, actor=actor, now=now)


def _observe(
    claim: Claim,
    fields: Fields,
    indicator: Indicator,
    area: Unit,
    citation: Citation,
    *,
    actor: Actor,
    now: datetime,
) -> Entered:
    figure = indicators.Figure(
        indicator=indicator,
        area=area,
        period=fields.period,
        value=recorded_value(fields),
        source=claim.reading.document.code,
        confidence=SURE,
        measure=fields.measure,
        relation=fields.relation,
        kind=fields.kind,
        base_period=fields.base_period,
        among=fields.among,
        method=f"{indicator.name.vi} {fields.period}"[:60] if fields.measure == "rank" else "",
        citation=citation,
    )
    known = _current(figure)
    if known and _says_the_same(known, figure):
        return Entered(observation=known)
    if known:
        other = Claim.objects.filter(observation=known).exclude(pk=claim.pk).first()
        if other:
            raise AlreadySaidError(other)
    entered = indicators.enter_figure(figure, actor=actor, now=now)
    return Entered(observation=entered.figure, made=True)


def _promise(
    claim: Claim,
    fields: Fields,
    indicator: Indicator,
    area: Unit,
    citation: Citation,
    *,
    actor: Actor,
    now: datetime,
) -> Entered:
    falls = due(fields)
    code = f"{claim.reading.document.code[:MOST_OF_A_CODE]}-c{claim.pk}"
    entered = indicators.enter_target(
        indicators.Promise(
            code=code,
            title=indicator.name,
            indicator=indicator,
            area=area,
            value=recorded_value(fields),
            relation=fields.relation,
            due_period=falls.period,
            confidence=SURE,
            measure=fields.measure,
            reading=falls.reading,
            base_period=falls.base_period,
            citation=citation,
        ),
        actor=actor,
        now=now,
    )
    return Entered(target=entered.target, made=True)


def _current(figure: indicators.Figure) -> Observation | None:
    return Observation.objects.filter(
        superseded_at__isnull=True,
        indicator=figure.indicator,
        measure=figure.measure,
        area=figure.area,
        period=figure.period,
        base_period=figure.base_period,
        source=figure.source,
    ).first()


def _says_the_same(known: Observation, figure: indicators.Figure) -> bool:
    return (known.value, known.relation, known.kind) == (
        figure.value,
        figure.relation,
        figure.kind,
    )
