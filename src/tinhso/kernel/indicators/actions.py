"""Every write of indicators, observations and targets. Nothing is overwritten, only superseded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from tinhso.kernel.declarations import Text
from tinhso.kernel.documents.models import Citation
from tinhso.kernel.indicators.models import Indicator, Observation, Target
from tinhso.kernel.indicators.rules.periods import Period
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units.models import Unit

CREATED, CHANGED, UNCHANGED = "created", "changed", "unchanged"


@dataclass(frozen=True)
class Definition:
    """An indicator as it is declared: see `models.Indicator` for the fields."""

    code: str
    title: Text
    field: str
    field_title: Text
    unit: str
    direction: str
    adds_up: str
    scale_name: Text
    scale: Decimal = Decimal(1)
    decimals: int = 0
    definition: Text | None = None
    weight: str = ""
    parent: str = ""
    headline: bool = False
    position: int = 0


@dataclass(frozen=True)
class Figure:
    """A figure as it is brought: `value` in the indicator's base unit, `period` as a code."""

    indicator: Indicator
    area: Unit
    period: str
    value: Decimal
    source: str
    confidence: str
    measure: str = "level"
    relation: str = "="
    kind: str = "actual"
    base_period: str = ""
    among: int | None = None
    method: str = ""
    citation: Citation | None = None
    note: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Promise:
    """A target as it is brought: see `models.Target` for the fields."""

    code: str
    title: Text
    indicator: Indicator
    area: Unit
    value: Decimal
    relation: str
    due_period: str
    confidence: str
    measure: str = "level"
    reading: str = "latest"
    base_period: str = ""
    commitment: str = ""
    citation: Citation | None = None
    note: Mapping[str, str] = field(default_factory=dict)
    position: int = 0


@transaction.atomic
def declare(definition: Definition, *, actor: Actor, now: datetime) -> str:
    """Declare an indicator or change its declaration; return what was done.

    Raises Indicator.DoesNotExist where the weight or parent it names is not declared.
    """
    values: dict[str, object] = {
        "title": definition.title.model_dump(),
        "definition": definition.definition.model_dump() if definition.definition else {},
        "field": definition.field,
        "field_title": definition.field_title.model_dump(),
        "unit": definition.unit,
        "scale": definition.scale,
        "scale_name": definition.scale_name.model_dump(),
        "decimals": definition.decimals,
        "direction": definition.direction,
        "adds_up": definition.adds_up,
        "weight_id": _id(definition.weight),
        "parent_id": _id(definition.parent),
        "headline": definition.headline,
        "position": definition.position,
    }
    known = Indicator.objects.filter(code=definition.code).first()
    if known and _same(known, values):
        return UNCHANGED
    if known:
        Indicator.objects.filter(pk=known.pk).update(**values)
    else:
        Indicator.objects.create(code=definition.code, **values)
    outcome = CHANGED if known else CREATED
    record(
        "indicators.indicator.declared",
        f"indicator:{definition.code}",
        actor=actor,
        now=now,
        data={"outcome": outcome},
    )
    return outcome


@transaction.atomic
def observe(figure: Figure, *, actor: Actor, now: datetime) -> str:
    """Record what a source says; a different figure of the same source supersedes its old one.

    Raises periods.UnknownPeriodError.
    """
    period = Period.parse(figure.period)
    key: dict[str, object] = {
        "indicator": figure.indicator,
        "measure": figure.measure,
        "area": figure.area,
        "period": figure.period,
        "base_period": figure.base_period,
        "source": figure.source,
    }
    values: dict[str, object] = {
        "starts_on": period.start,
        "ends_on": period.end,
        "value": figure.value,
        "relation": figure.relation,
        "kind": figure.kind,
        "among": figure.among,
        "method": figure.method,
        "citation_id": figure.citation.pk if figure.citation else None,
        "confidence": figure.confidence,
        "note": dict(figure.note),
    }
    known = Observation.objects.filter(superseded_at__isnull=True, **key).first()
    if known and _same(known, values):
        return UNCHANGED
    if known:
        Observation.objects.filter(pk=known.pk).update(superseded_at=now)
    Observation.objects.create(recorded_at=now, **key, **values)
    record(
        "indicators.figure.recorded",
        f"indicator:{figure.indicator.code}",
        actor=actor,
        now=now,
        data={
            "measure": figure.measure,
            "period": figure.period,
            "area": figure.area.pk,
            "relation": figure.relation,
            "value": format(figure.value.normalize(), "f"),
            "source": figure.source,
        },
    )
    return CHANGED if known else CREATED


@transaction.atomic
def promise(target: Promise, *, actor: Actor, now: datetime) -> str:
    """Record a target; another one under the same code supersedes it.

    Raises periods.UnknownPeriodError.
    """
    values: dict[str, object] = {
        "title": target.title.model_dump(),
        "indicator_id": target.indicator.pk,
        "measure": target.measure,
        "reading": target.reading,
        "area_id": target.area.pk,
        "value": target.value,
        "relation": target.relation,
        "due_period": target.due_period,
        "due_on": Period.parse(target.due_period).end,
        "base_period": target.base_period,
        "commitment": target.commitment,
        "citation_id": target.citation.pk if target.citation else None,
        "confidence": target.confidence,
        "note": dict(target.note),
        "position": target.position,
    }
    known = Target.objects.filter(code=target.code, superseded_at__isnull=True).first()
    if known and _same(known, values):
        return UNCHANGED
    if known:
        Target.objects.filter(pk=known.pk).update(superseded_at=now)
    Target.objects.create(code=target.code, recorded_at=now, **values)
    record(
        "indicators.target.set",
        f"target:{target.code}",
        actor=actor,
        now=now,
        data={
            "indicator": target.indicator.code,
            "due": target.due_period,
            "relation": target.relation,
            "value": format(target.value.normalize(), "f"),
        },
    )
    return CHANGED if known else CREATED


def _id(code: str) -> int | None:
    return Indicator.objects.only("id").get(code=code).pk if code else None


def _same(row: Indicator | Observation | Target, values: Mapping[str, object]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())
