"""Every write of indicators, observations and targets. Nothing is overwritten, only superseded."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from tinhso.kernel.declarations import Text
from tinhso.kernel.documents.models import Citation
from tinhso.kernel.indicators.models import Indicator, Observation, Target
from tinhso.kernel.indicators.rules.periods import Period
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units.models import Unit

CREATED, CHANGED, UNCHANGED = "created", "changed", "unchanged"


class NotHeldError(LookupError):
    """A figure or target to be taken back is no longer the one that is held."""


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
    timing: str = "at_end"
    units: Sequence[str] = ()
    methods: Sequence[Mapping[str, object]] = ()
    formula: str = ""


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


@dataclass(frozen=True)
class EnteredFigure:
    """What became of a figure brought: created, changed or unchanged, and the row now held."""

    outcome: str
    figure: Observation


@dataclass(frozen=True)
class EnteredTarget:
    """What became of a target brought: created, changed or unchanged, and the row now held."""

    outcome: str
    target: Target


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
        "timing": definition.timing,
        "units": list(definition.units),
        "methods": [dict(one) for one in definition.methods],
        "formula": definition.formula,
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


def observe(figure: Figure, *, actor: Actor, now: datetime) -> str:
    """Record what a source says, as `enter_figure`; return what was done."""
    return enter_figure(figure, actor=actor, now=now).outcome


def promise(target: Promise, *, actor: Actor, now: datetime) -> str:
    """Record a target, as `enter_target`; return what was done."""
    return enter_target(target, actor=actor, now=now).outcome


@transaction.atomic
def enter_figure(figure: Figure, *, actor: Actor, now: datetime) -> EnteredFigure:
    """Record what a source says; a different figure of the same source supersedes its old one.

    A source says one thing of an indicator, measure, area and period (and base). Raises
    periods.UnknownPeriodError.
    """
    key, values = _key(figure), _values(figure)
    known = Observation.objects.select_for_update().filter(superseded_at__isnull=True, **key)
    held = known.first()
    if held and _same(held, values):
        return EnteredFigure(UNCHANGED, held)
    known.update(superseded_at=now)
    written = Observation.objects.create(recorded_at=now, **key, **values)
    _tell_figure("indicators.figure.recorded", written, actor=actor, now=now)
    return EnteredFigure(CHANGED if held else CREATED, written)


@transaction.atomic
def enter_figures(
    figures: Sequence[Figure], *, subject: str, actor: Actor, now: datetime
) -> Counter[str]:
    """Record many figures as `enter_figure` does, all or none, and tell it once.

    Returns how many were created, changed and unchanged. Of figures of one key the last counts.
    Raises periods.UnknownPeriodError.
    """
    brought = {tuple(_key(one).values()): one for one in figures}
    wanted = brought.values()
    known = Observation.objects.select_for_update().filter(
        superseded_at__isnull=True,
        indicator__in={one.indicator.pk for one in wanted},
        area__in={one.area.pk for one in wanted},
        period__in={one.period for one in wanted},
    )
    names = ("indicator_id", "measure", "area_id", "period", "base_period", "source")
    held = {tuple(getattr(row, name) for name in names): row for row in known}
    rows: list[Observation] = []
    ended: list[int] = []
    outcomes: Counter[str] = Counter()
    for key, one in brought.items():
        before, values = held.get(key), _values(one)
        if before is not None and _same(before, values):
            outcomes[UNCHANGED] += 1
            continue
        outcomes[CREATED if before is None else CHANGED] += 1
        ended += [] if before is None else [before.pk]
        rows.append(Observation(recorded_at=now, **_key(one), **values))
    Observation.objects.filter(pk__in=ended).update(superseded_at=now)
    Observation.objects.bulk_create(rows, batch_size=1000)
    record("indicators.figures.entered", subject, actor=actor, now=now, data=dict(outcomes))
    return outcomes


@transaction.atomic
def withdraw_figure(
    figure: Observation, *, reason: str, actor: Actor, now: datetime
) -> Observation | None:
    """Take a figure back: it is no longer held true, and stays readable as of then.

    What the same source had said before is held again; that new row is returned, None where there
    was nothing. Raises NotHeldError for a figure already superseded or withdrawn.
    """
    held = Observation.objects.filter(pk=figure.pk, superseded_at__isnull=True)
    if not held.update(superseded_at=now, withdrawn_because=reason):
        raise NotHeldError(f"figure {figure.pk} is no longer held: read it again")
    _tell_figure("indicators.figure.withdrawn", figure, actor=actor, now=now, reason=reason)
    before = Observation.objects.filter(
        indicator=figure.indicator_id,
        measure=figure.measure,
        area=figure.area_id,
        period=figure.period,
        base_period=figure.base_period,
        source=figure.source,
        superseded_at=figure.recorded_at,
        withdrawn_because="",
    )
    row = before.values().first()
    if row is None:
        return None
    again = Observation.objects.create(**_held_anew(row, now))
    _tell_figure("indicators.figure.recorded", again, actor=actor, now=now)
    return again


@transaction.atomic
def enter_target(target: Promise, *, actor: Actor, now: datetime) -> EnteredTarget:
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
    known = Target.objects.select_for_update().filter(code=target.code, superseded_at__isnull=True)
    held = known.first()
    if held and _same(held, values):
        return EnteredTarget(UNCHANGED, held)
    known.update(superseded_at=now)
    written = Target.objects.create(code=target.code, recorded_at=now, **values)
    _tell_target("indicators.target.set", written, actor=actor, now=now)
    return EnteredTarget(CHANGED if held else CREATED, written)


@transaction.atomic
def withdraw_target(target: Target, *, reason: str, actor: Actor, now: datetime) -> Target | None:
    """Take a target back, as `withdraw_figure` does a figure; return what is held again.

    Raises NotHeldError for a target already superseded or withdrawn.
    """
    held = Target.objects.filter(pk=target.pk, superseded_at__isnull=True)
    if not held.update(superseded_at=now, withdrawn_because=reason):
        raise NotHeldError(f"target {target.code} ({target.pk}) is no longer held: read it again")
    _tell_target("indicators.target.withdrawn", target, actor=actor, now=now, reason=reason)
    before = Target.objects.filter(
        code=target.code, superseded_at=target.recorded_at, withdrawn_because=""
    )
    row = before.values().first()
    if row is None:
        return None
    again = Target.objects.create(**_held_anew(row, now))
    _tell_target("indicators.target.set", again, actor=actor, now=now)
    return again


def _held_anew(row: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return the values of a row as one held from now on; PostgreSQL computes the others."""
    computed = {"id", "grain", "preference"}
    kept = {name: value for name, value in row.items() if name not in computed}
    return kept | {"recorded_at": now, "superseded_at": None}


def _tell_figure(
    kind: str, figure: Observation, *, actor: Actor, now: datetime, reason: str = ""
) -> None:
    record(
        kind,
        f"indicator:{figure.indicator.code}",
        actor=actor,
        now=now,
        data={
            "measure": figure.measure,
            "period": figure.period,
            "area": figure.area_id,
            "relation": figure.relation,
            "value": format(figure.value.normalize(), "f"),
            "source": figure.source,
        },
        commitments={"reason": reason} if reason else None,
    )


def _tell_target(
    kind: str, target: Target, *, actor: Actor, now: datetime, reason: str = ""
) -> None:
    record(
        kind,
        f"target:{target.code}",
        actor=actor,
        now=now,
        data={
            "indicator": target.indicator.code,
            "due": target.due_period,
            "relation": target.relation,
            "value": format(target.value.normalize(), "f"),
        },
        commitments={"reason": reason} if reason else None,
    )


def _key(figure: Figure) -> dict[str, Any]:
    return {
        "indicator_id": figure.indicator.pk,
        "measure": figure.measure,
        "area_id": figure.area.pk,
        "period": figure.period,
        "base_period": figure.base_period,
        "source": figure.source,
    }


def _values(figure: Figure) -> dict[str, Any]:
    period = Period.parse(figure.period)
    return {
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


def _id(code: str) -> int | None:
    return Indicator.objects.only("id").get(code=code).pk if code else None


def _same(row: Indicator | Observation | Target, values: Mapping[str, object]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())
