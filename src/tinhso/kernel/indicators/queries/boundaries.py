"""A series in the boundaries of another day: computed where that can be done, else refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tinhso.kernel.indicators.models import AddsUp, Indicator, Measure, Observation
from tinhso.kernel.indicators.queries.reading import Asked, Key, figures_of
from tinhso.kernel.indicators.rules.apportioning import contributions, descent, lineage
from tinhso.kernel.units import queries as units
from tinhso.kernel.units.models import Unit
from tinhso.kernel.units.rules import Link, NotComputable, apportion, apportion_mean

NEVER_ADDS_UP = "never"
Days = tuple[date, date]


@dataclass(frozen=True)
class Part:
    """What went into a computed figure: a source's figure, the share taken, its weight if any."""

    figure: Observation
    share: Decimal | None
    weight: Observation | None = None


@dataclass(frozen=True)
class InBoundaries:
    """One period's value in given boundaries, in the base unit, or why there is none.

    `reason` is empty where there is a value; else `missing` (units lack a figure),
    `undeclared_share` (units were divided nobody knows how) or `never` (ranks and indices are not
    carried over); `units` are those it fails for. `own` tells that the figure was published for
    these boundaries; else `parts` are what it was, or would be, computed from.
    """

    period: str
    value: Decimal | None
    reason: str = ""
    units: tuple[Unit, ...] = ()
    own: bool = False
    parts: tuple[Part, ...] = ()

    @property
    def estimate(self) -> bool:
        """Whether anything that went into it is an estimate."""
        return any(part.figure.kind != "actual" for part in self.parts)


def boundary_days(areas: Iterable[Unit]) -> list[date]:
    """Return the days on which the boundaries of areas changed, oldest first."""
    return sorted({one.valid_to for one in areas if one.valid_to})


def in_boundaries(
    found: Indicator,
    of: Unit,
    *,
    measure: str = Measure.LEVEL,
    asked: Asked | None = None,
    as_of: datetime | None = None,
) -> list[InBoundaries]:
    """Return a series in the boundaries of a version of a unit, oldest period first.

    Every period known of the unit, of what it was made of and of what it has become has an entry.
    Reads these areas and nothing else, in at most ten queries however long the series. Never
    answers with the figure of a smaller area, and never carries a figure of today back to a part
    of today's unit.
    """
    changes = units.links_around(of)
    links = lineage(of.pk, changes)
    areas = {of.pk, *(link.predecessor for link in links)}
    areas |= {link.successor for link in descent(of.pk, changes)}
    every = asked or Asked(as_of=as_of)
    figures = _by_period(found, measure, areas, every, of)
    weights: Mapping[Days, Mapping[int, Observation]] = {}
    carried = measure == Measure.LEVEL and found.adds_up != AddsUp.NEVER
    computed = carried and any(of.pk not in here for here in figures.values())
    if computed and found.adds_up == AddsUp.WEIGHTED and found.weight is not None:
        weights = _by_period(found.weight, Measure.LEVEL, areas, every, *_areas(figures).values())
    answers = [
        _answer(found, of, here, weights.get(days, {}), links, carried=carried)
        for days, here in sorted(
            figures.items(), key=lambda one: (one[0][1], -one[0][0].toordinal())
        )
    ]
    return _named(answers, {of.pk: of} | _areas(figures))


def _by_period(
    indicator: Indicator, measure: str, areas: Iterable[int], asked: Asked, *known: Unit
) -> dict[Days, dict[int, Observation]]:
    found: dict[Days, dict[int, Observation]] = {}
    keys = [Key(indicator.pk, measure, area) for area in sorted(areas)]
    grouped = figures_of(keys, asked, indicators=[indicator], areas=known)
    for key, group in grouped.items():
        for one in group:
            found.setdefault((one.starts_on, one.ends_on), {})[key.area_id] = one
    return found


@dataclass(frozen=True)
class _Answer:
    period: str
    value: Decimal | None
    reason: str = ""
    missing: tuple[int, ...] = ()
    own: bool = False
    parts: tuple[Part, ...] = ()


def _answer(
    found: Indicator,
    of: Unit,
    here: Mapping[int, Observation],
    weights: Mapping[int, Observation],
    links: Sequence[Link],
    *,
    carried: bool,
) -> _Answer:
    own = here.get(of.pk)
    if own is not None:
        return _Answer(own.period, own.value, own=True, parts=(Part(own, Decimal(1)),))
    period = next(iter(here.values())).period
    if not carried:
        return _Answer(period, None, NEVER_ADDS_UP)
    values = {area: one.value for area, one in here.items()}
    result: Decimal | NotComputable
    if found.adds_up == AddsUp.WEIGHTED:
        result = apportion_mean(
            of.pk, values, {area: one.value for area, one in weights.items()}, links
        )
    else:
        result = apportion(of.pk, values, links)
    parts = tuple(
        Part(here[one.unit], one.share, weights.get(one.unit))
        for one in contributions(of.pk, here.keys(), links)
    )
    if isinstance(result, NotComputable):
        return _Answer(period, None, str(result.reason), result.units, parts=parts)
    return _Answer(period, result, parts=parts)


def _areas(figures: Mapping[Days, Mapping[int, Observation]]) -> dict[int, Unit]:
    return {area: one.area for here in figures.values() for area, one in here.items()}


def _named(answers: Sequence[_Answer], names: dict[int, Unit]) -> list[InBoundaries]:
    unknown = {unit for one in answers for unit in one.missing} - names.keys()
    if unknown:
        names = names | {unit.pk: unit for unit in Unit.objects.filter(pk__in=unknown)}
    return [
        InBoundaries(
            one.period,
            one.value,
            one.reason,
            tuple(names[unit] for unit in one.missing),
            one.own,
            one.parts,
        )
        for one in answers
    ]
