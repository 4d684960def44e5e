"""A series in the boundaries of another day: computed where that can be done, else refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tinhso.kernel.indicators.models import AddsUp, Indicator, Measure, Observation
from tinhso.kernel.indicators.queries.series import all_figures, by_key, chosen
from tinhso.kernel.units import queries as units
from tinhso.kernel.units.models import Unit
from tinhso.kernel.units.rules import Link, NotComputable, apportion, apportion_mean

NEVER_ADDS_UP = "never"


@dataclass(frozen=True)
class InBoundaries:
    """One period's value in given boundaries, in the base unit, or why there is none.

    `reason` is empty where there is a value; else `missing` (units lack a figure),
    `undeclared_share` (units were divided nobody knows how) or `never` (ranks and indices are not
    carried over). `own` tells that the figure was published for these boundaries.
    """

    period: str
    value: Decimal | None
    reason: str = ""
    units: tuple[Unit, ...] = ()
    own: bool = False


def boundary_days(figures: Sequence[Observation]) -> list[date]:
    """Return the days on which the boundaries of the figures' areas changed, oldest first."""
    codes = {(one.area.code, one.area.kind) for one in figures}
    days: set[date] = set()
    for code, kind in codes:
        ended = Unit.objects.filter(code=code, kind=kind, valid_to__isnull=False)
        days |= {day for day in ended.values_list("valid_to", flat=True) if day}
    return sorted(days)


def in_boundaries(
    found: Indicator, figures: Sequence[Observation], *, on: date, measure: str = Measure.LEVEL
) -> list[InBoundaries]:
    """Return a series in the boundaries of the day `on`, one entry for each period known.

    `figures` are those of the indicator, all areas. Costs at most four queries, however long the
    series. Never answers with the figure of a smaller area.
    """
    rows = [one for one in figures if one.measure == measure and one.kind != "forecast"]
    if not rows:
        return []
    target = units.by_code(rows[-1].area.code, on)
    links = units.links()
    weights = _weights(found) if found.adds_up == AddsUp.WEIGHTED else {}
    names = {unit.pk: unit for unit in units.provinces(on)} | {
        one.area_id: one.area for one in rows
    }
    answers = []
    periods = dict.fromkeys(one.period for one in chosen(rows))
    for period in periods:
        of_period = [one for one in rows if one.period == period]
        values = {
            area: chosen([one for one in of_period if one.area_id == area])[0].value
            for area in {one.area_id for one in of_period}
        }
        answers.append(
            _answer(found, period, measure, target, values, weights.get(period, {}), links)
        )
    return _named(answers, names)


def _answer(
    found: Indicator,
    period: str,
    measure: str,
    target: Unit,
    values: dict[int, Decimal],
    weights: dict[int, Decimal],
    links: Sequence[Link],
) -> tuple[str, Decimal | None, str, tuple[int, ...], bool]:
    if target.pk in values:
        return period, values[target.pk], "", (), True
    if found.adds_up == AddsUp.NEVER or measure != Measure.LEVEL:
        return period, None, NEVER_ADDS_UP, (), False
    if found.adds_up == AddsUp.WEIGHTED:
        result = apportion_mean(target.pk, values, weights, links)
    else:
        result = apportion(target.pk, values, links)
    if isinstance(result, NotComputable):
        return period, None, str(result.reason), result.units, False
    return period, result, "", (), False


def _weights(found: Indicator) -> dict[str, dict[int, Decimal]]:
    if found.weight_id is None:
        return {}
    weights: dict[str, dict[int, Decimal]] = {}
    for key, group in by_key(all_figures()).items():
        if key.indicator_id == found.weight_id and key.measure == Measure.LEVEL:
            for one in chosen(group):
                weights.setdefault(one.period, {})[one.area_id] = one.value
    return weights


def _named(
    answers: Sequence[tuple[str, Decimal | None, str, tuple[int, ...], bool]],
    names: dict[int, Unit],
) -> list[InBoundaries]:
    unknown = {unit for _, _, _, ids, _ in answers for unit in ids} - names.keys()
    if unknown:
        names = names | {unit.pk: unit for unit in Unit.objects.filter(pk__in=unknown)}
    return [
        InBoundaries(period, value, reason, tuple(names[unit] for unit in ids), own)
        for period, value, reason, ids, own in answers
    ]
