"""The same figure of many areas, side by side."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from tinhso.kernel.indicators.models import Indicator, Measure, Observation
from tinhso.kernel.indicators.queries.reading import Asked, figures_of, keys_of
from tinhso.kernel.indicators.rules.periods import Period
from tinhso.kernel.units.models import AREAS, Unit


@dataclass(frozen=True)
class Placed:
    """An area's figure with its place among those compared; equal values share a place."""

    place: int
    figure: Observation


def areas_with(found: Indicator, measure: str = Measure.LEVEL) -> list[Unit]:
    """Return the areas that any source speaks of, in Vietnamese order."""
    said = Observation.objects.filter(
        indicator=found, measure=measure, area=OuterRef("pk"), superseded_at__isnull=True
    )
    return list(Unit.objects.filter(Exists(said), kind__in=AREAS))


def over_areas(
    found: Indicator, areas: Collection[Unit], period: str, *, measure: str = Measure.LEVEL
) -> list[Placed]:
    """Return what areas had in a period, the best first (the largest where none is better).

    Areas without a figure are left out. Raises periods.UnknownPeriodError.
    """
    days = Period.parse(period)
    asked = Asked(within=(days.start, days.end), last=1, exactly=True)
    keys = keys_of([found], areas, [measure])
    grouped = figures_of(keys, asked, indicators=[found], areas=areas)
    figures = [group[-1] for group in grouped.values()]
    smallest_first = measure == Measure.RANK or found.direction == "down"
    figures.sort(key=lambda one: one.value, reverse=not smallest_first)
    return _placed(figures)


def _placed(figures: Collection[Observation]) -> list[Placed]:
    placed: list[Placed] = []
    for number, one in enumerate(figures, start=1):
        same = placed and placed[-1].figure.value == one.value
        placed.append(Placed(placed[-1].place if same else number, one))
    return placed
