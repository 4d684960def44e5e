"""One target with everything that is known of it: its standing, pace, series, forecast, tasks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from tinhso.kernel.indicators import queries as indicators
from tinhso.kernel.indicators.models import Grain, Measure, Observation, Reading, Target
from tinhso.kernel.indicators.queries import Key, TargetStanding
from tinhso.systems.strategy.models import Resolution
from tinhso.systems.strategy.queries.tasks import TaskStanding, tasks_for
from tinhso.systems.strategy.rules.forecasts import Forecast, Seen, TooFew, forecast
from tinhso.systems.strategy.rules.pace import Pace, pace

PERCENT = (0.0, 100.0)


@dataclass(frozen=True)
class TargetView:
    """A target with its standing and pace, the series it is judged by, and its tasks.

    `forecast` is of its last day; None once that day is past, or where a figure of it is known.
    """

    standing: TargetStanding
    resolution: Resolution | None
    pace: Pace
    series: tuple[Observation, ...]
    forecast: Forecast | TooFew | None
    tasks: tuple[TaskStanding, ...]


def target_view(code: str, *, now: datetime) -> TargetView | None:
    """Return the target of a code that is held now; a fixed number of queries."""
    found = (
        Target.objects.filter(code=code, superseded_at__isnull=True)
        .select_related("indicator", "area", "citation__document")
        .defer("citation__document__text", "citation__document__words")
        .first()
    )
    if found is None:
        return None
    standing = indicators.standings([found], on=timezone.localdate(now))[0]
    series = _series(found)
    return TargetView(
        standing,
        Resolution.objects.filter(code=found.commitment).first() if found.commitment else None,
        pace(standing.standing),
        series,
        foreseen(found, series),
        tasks_for([code], now=now),
    )


def foreseen(target: Target, series: Sequence[Observation]) -> Forecast | TooFew | None:
    """Return what the series foresees for the target's last day."""
    if series and series[-1].ends_on >= target.due_on:
        return None
    low, high = _bounds(target, series)
    by_day: dict[date, Seen] = {one.ends_on: Seen(one.ends_on, float(one.value)) for one in series}
    return forecast(list(by_day.values()), at=target.due_on, low=low, high=high)


def _series(target: Target) -> tuple[Observation, ...]:
    """Return the yearly figures that a target is judged by; for average growth the yearly rates."""
    average = target.reading == Reading.AVERAGE_GROWTH
    measure = Measure.GROWTH_RATE if average else target.measure
    key = Key(target.indicator_id, measure, target.area_id)
    grains = (Grain.YEAR,) if average else (Grain.YEAR, Grain.MONTH)
    asked = indicators.Asked(grains=grains)
    return tuple(indicators.figures_of([key], asked).get(key, ()))


def _bounds(target: Target, series: Sequence[Observation]) -> tuple[float, float]:
    if target.measure == Measure.RANK:
        among = next((one.among for one in reversed(series) if one.among), None)
        return 1.0, float(among) if among else math.inf
    if target.measure == Measure.LEVEL and target.indicator.unit == "percent":
        return PERCENT
    return -math.inf, math.inf
