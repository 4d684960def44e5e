"""Figures for files: narrowed, and read a few at a time, however many there are."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from tinhso.kernel.indicators.models import Observation

READ_AT_ONCE = 2_000


@dataclass(frozen=True)
class Narrowed:
    """Which figures: of a field, an indicator, an area's code, of periods within years."""

    field: str = ""
    indicator: str = ""
    area: str = ""
    since: int | None = None
    until: int | None = None


def held_figures(narrowed: Narrowed) -> Iterator[Observation]:
    """Yield the figures held now, series by series, each with its source."""
    return (
        _found(narrowed)
        .select_related("indicator", "area", "citation__document")
        .defer("citation__document__text", "citation__document__words")
        .order_by("indicator__position", "indicator_id", "measure", "area_id", "ends_on", "pk")
        .iterator(chunk_size=READ_AT_ONCE)
    )


def more_than(narrowed: Narrowed, count: int) -> bool:
    """Return whether there are more figures than `count`."""
    return _found(narrowed).order_by()[count : count + 1].exists()


def _found(narrowed: Narrowed) -> QuerySet[Observation]:
    found = Observation.objects.filter(superseded_at__isnull=True)
    if narrowed.field:
        found = found.filter(indicator__field=narrowed.field)
    if narrowed.indicator:
        found = found.filter(indicator__code=narrowed.indicator)
    if narrowed.area:
        found = found.filter(area__code=narrowed.area)
    if narrowed.since is not None:
        found = found.filter(ends_on__year__gte=narrowed.since)
    if narrowed.until is not None:
        found = found.filter(starts_on__year__lte=narrowed.until)
    return found
