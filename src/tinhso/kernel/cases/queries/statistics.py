"""How the province does with what it is asked: counts, never anybody's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, F, Q

from tinhso.kernel.cases.models import Case
from tinhso.kernel.cases.queries.bundles import all_in_force
from tinhso.kernel.cases.queries.choices import categories
from tinhso.kernel.units.models import Unit

BOUND = 1000


@dataclass(frozen=True)
class Row:
    """Counts of one unit, category or procedure. `rating` is the mean of stars, None for none."""

    key: str
    title: str
    filed: int
    open: int
    late: int
    answered: int
    on_time: int
    rating: float | None

    @property
    def on_time_percent(self) -> float | None:
        """How much of what was answered was answered on time, in percent."""
        return 100 * self.on_time / self.answered if self.answered else None


@dataclass(frozen=True)
class Statistics:
    """The whole, and its parts by answering unit and by category, most filed first."""

    whole: Row
    units: tuple[Row, ...]
    categories: tuple[Row, ...]


def statistics(
    *, since: datetime, until: datetime, now: datetime, procedure: str = "", place_id: int = 0
) -> Statistics:
    """Return the counts of cases filed from `since` until before `until`; not many queries."""
    cases = Case.objects.filter(filed_at__gte=since, filed_at__lt=until)
    if procedure:
        cases = cases.filter(bundle__name=procedure)
    if place_id:
        cases = cases.filter(place_id=place_id)
    wanted = _wanted(now)
    whole = cases.aggregate(**wanted)
    units = cases.filter(unit__isnull=False).values(key=F("unit_id")).annotate(**wanted)
    kinds = (
        cases.exclude(category="").values(key=F("category"), words=F("category")).annotate(**wanted)
    )
    counted = list(units)
    bodies = Unit.objects.in_bulk([one["key"] for one in counted])
    return Statistics(
        _row({"key": "", **whole}, ""),
        _ranked(counted, {pk: unit.body_title for pk, unit in bodies.items()}),
        _ranked(kinds, categories(all_in_force(now=now), now=now)),
    )


def bounded_count(which: Q, *, bound: int = BOUND) -> int:
    """Return how many cases there are, counting no further than `bound` + 1: shown as “1.000+”."""
    return Case.objects.filter(which)[: bound + 1].count()


def _wanted(now: datetime) -> dict[str, Avg | Count]:
    unanswered = Q(answered_at=None)
    return {
        "filed": Count("pk"),
        "still_open": Count("pk", filter=unanswered),
        "late": Count("pk", filter=unanswered & Q(due_at__lt=now)),
        "answered": Count("pk", filter=~unanswered),
        "on_time": Count("pk", filter=~unanswered & Q(answered_at__lte=F("due_at"))),
        "stars": Avg("rating"),
    }


def _ranked(found: Iterable[Mapping[str, Any]], titles: Mapping[Any, str]) -> tuple[Row, ...]:
    rows = (_row(one, titles.get(one["key"], str(one["key"]))) for one in found)
    return tuple(sorted(rows, key=lambda row: (-row.filed, row.title)))


def _row(found: Mapping[str, Any], title: str) -> Row:
    stars = found["stars"]
    return Row(
        key=str(found["key"]),
        title=title,
        filed=found["filed"] or 0,
        open=found["still_open"] or 0,
        late=found["late"] or 0,
        answered=found["answered"] or 0,
        on_time=found["on_time"] or 0,
        rating=None if stars is None else float(stars),
    )
