"""Figures as they were recorded, by series; which one to show; which ones can't both be right."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from tinhso.kernel.indicators.models import Indicator, Measure, Observation, Target
from tinhso.kernel.indicators.queries.reading import (
    COLUMNS,
    DRAWN,
    Asked,
    Grouped,
    Key,
    figures_of,
    keys_of,
    read,
)
from tinhso.kernel.indicators.queries.sources import with_sources
from tinhso.kernel.indicators.rules.agreement import Figure, agree
from tinhso.kernel.units.models import Unit

# Several sources that don't all say the same of one period: only these can disagree.
AT_ODDS = """
SELECT {columns} FROM indicators_observation o JOIN (
    SELECT indicator_id, measure, area_id, ends_on, starts_on, base_period
    FROM indicators_observation
    WHERE area_id = ANY(%(areas)s) AND indicator_id = ANY(%(indicators)s)
      AND measure = ANY(%(measures)s) AND superseded_at IS NULL AND kind <> 'forecast'
    GROUP BY indicator_id, measure, area_id, ends_on, starts_on, base_period
    HAVING count(*) > 1 AND (min(value) < max(value) OR min(relation) < max(relation))
) odd USING (indicator_id, measure, area_id, ends_on, starts_on, base_period)
WHERE o.superseded_at IS NULL AND o.kind <> 'forecast'
ORDER BY o.ends_on, o.starts_on, o.id
""".format(columns=COLUMNS)  # noqa: S608, UP032 - columns of ours, nothing from outside


@dataclass(frozen=True)
class Conflict:
    """Figures of one period, measure and area whose words can't all be true."""

    indicator: Indicator
    period: str
    measure: str
    figures: tuple[Observation, ...]


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
        .order_by("ends_on", "-starts_on", "id")
    )


def series_of(
    found: Indicator,
    areas: Collection[Unit],
    measures: Iterable[str] = tuple(Measure),
    *,
    as_of: datetime | None = None,
) -> list[Observation]:
    """Return one indicator's figures in some areas, of every source, oldest period first."""
    asked = Asked(every_source=True, forecasts=True, as_of=as_of)
    keys = keys_of([found], areas, measures)
    grouped = figures_of(keys, asked, indicators=[found], areas=areas)
    return sorted(
        (one for group in grouped.values() for one in group),
        key=lambda one: (one.ends_on, -one.starts_on.toordinal(), one.pk),
    )


def latest_figures(
    indicators: Collection[Indicator],
    areas: Collection[Unit],
    measures: Iterable[str] = DRAWN,
    *,
    as_of: datetime | None = None,
) -> dict[tuple[int, str], Observation]:
    """Return the last figure of each indicator (by id) and measure that is no forecast.

    Where the area has several versions, the figure of the newest that has one.
    """
    grouped = figures_of(
        keys_of(indicators, areas, measures),
        Asked(last=1, as_of=as_of),
        indicators=indicators,
        areas=areas,
    )
    found: dict[tuple[int, str], Observation] = {}
    for key, group in grouped.items():
        place = (key.indicator_id, key.measure)
        if place not in found or group[-1].ends_on > found[place].ends_on:
            found[place] = group[-1]
    return found


def targets(
    *, of: Collection[Indicator] | None = None, as_of: datetime | None = None
) -> list[Target]:
    """Return every target held now, or at `as_of`, in the order of its file, with its source.

    With `of`, only those of these indicators.
    """
    held = Q(superseded_at__isnull=True)
    if as_of is not None:
        held = Q(recorded_at__lte=as_of) & (held | Q(superseded_at__gt=as_of))
    if of is not None:
        held &= Q(indicator__in=of)
    return list(
        Target.objects.filter(held)
        .select_related("indicator", "area", "citation__document")
        .defer("citation__document__text", "citation__document__words")
    )


def by_key(figures: Iterable[Observation]) -> Grouped:
    """Return the figures by what makes them comparable, in their order."""
    found: Grouped = {}
    for one in figures:
        found.setdefault(Key(one.indicator_id, one.measure, one.area_id), []).append(one)
    return found


def chosen(figures: Iterable[Observation]) -> list[Observation]:
    """Return one figure for each period (and base): the one to show first, oldest period first.

    The surer source goes first, then what happened before what was estimated, then an exact
    number before a bound, then what was recorded later. The others stay beside it. Of periods
    that end on one day the longest is last: a year before its last quarter.
    """
    best: dict[tuple[object, ...], Observation] = {}
    for one in figures:
        place = (one.ends_on, one.starts_on, one.base_period)
        known = best.get(place)
        if known is None or _preference(one) < _preference(known):
            best[place] = one
    return sorted(best.values(), key=lambda one: (one.ends_on, -one.starts_on.toordinal()))


def preferred(figures: Iterable[Observation]) -> frozenset[int]:
    """Return the ids of the figures that `chosen` gives within each comparable group."""
    return frozenset(one.pk for group in by_key(figures).values() for one in chosen(group))


def _preference(one: Observation) -> tuple[int, float, int]:
    return (one.preference, -one.recorded_at.timestamp(), -one.pk)


def latest(figures: Sequence[Observation]) -> Observation | None:
    """Return the figure of the last period that is no forecast."""
    known = chosen(one for one in figures if one.kind != "forecast")
    return known[-1] if known else None


def latest_of(figures: Iterable[Observation], measure: str) -> Observation | None:
    """Return the last figure of a measure in the newest version of the area it was given for."""
    groups = [group for key, group in by_key(figures).items() if key.measure == measure]
    known = [one for group in groups if (one := latest(group))]
    return max(known, key=lambda one: one.ends_on, default=None)


def conflicts_in(
    indicators: Collection[Indicator],
    areas: Collection[Unit],
    measures: Iterable[str] = tuple(Measure),
) -> list[Conflict]:
    """Return where sources disagree in some areas; only figures that may are read."""
    asked = {
        "indicators": [one.pk for one in indicators],
        "areas": [one.pk for one in areas],
        "measures": [str(measure) for measure in measures],
    }
    found = read(AT_ODDS, asked)
    with_sources(found, indicators, areas)
    return conflicts(found)


def conflicts(figures: Iterable[Observation]) -> list[Conflict]:
    """Return where sources disagree: figures of one period whose words can't all be true."""
    grouped: dict[tuple[object, ...], list[Observation]] = {}
    for one in figures:
        if one.kind != "forecast":
            key = Key(one.indicator_id, one.measure, one.area_id)
            place = (key, one.ends_on, one.starts_on, one.base_period)
            grouped.setdefault(place, []).append(one)
    return [
        Conflict(group[0].indicator, group[0].period, group[0].measure, tuple(group))
        for group in grouped.values()
        if not _all_agree(group, exact=group[0].measure == Measure.RANK)
    ]


def _all_agree(group: Sequence[Observation], *, exact: bool) -> bool:
    said = [Figure(Decimal(one.value), one.relation) for one in group]
    return all(
        agree(one, other, exact=exact)
        for index, one in enumerate(said)
        for other in said[index + 1 :]
    )
