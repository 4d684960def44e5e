"""Figures as they were recorded, by series; which one to show; which ones can't both be right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from tinhso.kernel.indicators.models import Indicator, Observation, Target
from tinhso.kernel.indicators.rules.agreement import Figure, agree

CONFIDENCE = {"H": 0, "M": 1, "L": 2}
KIND = {"actual": 0, "estimate": 1, "forecast": 2}


@dataclass(frozen=True, order=True)
class Key:
    """What makes figures comparable: one indicator, one measure, one version of an area."""

    indicator_id: int
    measure: str
    area_id: int


@dataclass(frozen=True)
class Conflict:
    """Figures of one period, measure and area whose words can't all be true."""

    indicator: Indicator
    period: str
    measure: str
    figures: tuple[Observation, ...]


def indicator(code: str) -> Indicator | None:
    """Return an indicator with its weight and parent."""
    return Indicator.objects.select_related("weight", "parent").filter(code=code).first()


def indicators() -> QuerySet[Indicator]:
    """Return every indicator in the order of the catalogue."""
    return Indicator.objects.all()


def headlines() -> QuerySet[Indicator]:
    """Return the indicators that may stand first on a board."""
    return Indicator.objects.filter(headline=True)


def all_figures(*, as_of: datetime | None = None) -> list[Observation]:
    """Return every figure held true now, or at `as_of`, oldest period first, with its source."""
    return list(_held(Observation.objects.all(), as_of))


def series(
    found: Indicator, measure: str | None = None, *, as_of: datetime | None = None
) -> list[Observation]:
    """Return one indicator's figures, of every source and area, oldest period first."""
    rows = Observation.objects.filter(indicator=found)
    return list(_held(rows.filter(measure=measure) if measure else rows, as_of))


def _held(rows: QuerySet[Observation], as_of: datetime | None) -> QuerySet[Observation]:
    held = Q(superseded_at__isnull=True)
    if as_of is not None:
        held = Q(recorded_at__lte=as_of) & (held | Q(superseded_at__gt=as_of))
    return (
        rows.filter(held)
        .select_related("indicator", "area", "citation__document")
        .defer("citation__document__text", "citation__document__words")
        .order_by("ends_on", "starts_on", "id")
    )


def targets(*, as_of: datetime | None = None) -> list[Target]:
    """Return every target held now, or at `as_of`, in the order of its file, with its source."""
    held = Q(superseded_at__isnull=True)
    if as_of is not None:
        held = Q(recorded_at__lte=as_of) & (held | Q(superseded_at__gt=as_of))
    return list(
        Target.objects.filter(held)
        .select_related("indicator", "area", "citation__document")
        .defer("citation__document__text", "citation__document__words")
    )


def by_key(figures: Iterable[Observation]) -> dict[Key, list[Observation]]:
    """Return the figures by what makes them comparable, in their order."""
    found: dict[Key, list[Observation]] = {}
    for one in figures:
        found.setdefault(Key(one.indicator_id, one.measure, one.area_id), []).append(one)
    return found


def chosen(figures: Iterable[Observation]) -> list[Observation]:
    """Return one figure for each period (and base): the one to show first, oldest period first.

    The surer source goes first, then what happened before what was estimated, then an exact
    number before a bound, then what was recorded later. The others stay beside it.
    """
    best: dict[tuple[str, str], Observation] = {}
    for one in figures:
        known = best.get((one.period, one.base_period))
        if known is None or _preference(one) < _preference(known):
            best[one.period, one.base_period] = one
    return sorted(best.values(), key=lambda one: (one.ends_on, one.starts_on))


def preferred(figures: Iterable[Observation]) -> frozenset[int]:
    """Return the ids of the figures that `chosen` gives within each comparable group."""
    return frozenset(one.pk for group in by_key(figures).values() for one in chosen(group))


def _preference(one: Observation) -> tuple[int, int, int, float]:
    return (
        CONFIDENCE[one.confidence],
        KIND[one.kind],
        0 if one.relation == "=" else 1,
        -one.recorded_at.timestamp(),
    )


def latest(figures: Sequence[Observation]) -> Observation | None:
    """Return the figure of the last period that is no forecast."""
    known = [one for one in chosen(figures) if one.kind != "forecast"]
    return known[-1] if known else None


def conflicts(figures: Iterable[Observation]) -> list[Conflict]:
    """Return where sources disagree: figures of one period whose words can't all be true."""
    grouped: dict[tuple[Key, str, str], list[Observation]] = {}
    for one in figures:
        if one.kind != "forecast":
            key = Key(one.indicator_id, one.measure, one.area_id)
            grouped.setdefault((key, one.period, one.base_period), []).append(one)
    return [
        Conflict(group[0].indicator, period, key.measure, tuple(group))
        for (key, period, _), group in grouped.items()
        if not _all_agree(group, exact=key.measure == "rank")
    ]


def _all_agree(group: Sequence[Observation], *, exact: bool) -> bool:
    said = [Figure(Decimal(one.value), one.relation) for one in group]
    return all(
        agree(one, other, exact=exact)
        for index, one in enumerate(said)
        for other in said[index + 1 :]
    )
