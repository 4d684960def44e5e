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

    `forecast` is of its last day; None where there is nothing to foresee: the day is past, a figure
    of it is known, or its boundaries will have ended by then.
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
    series = _series(found, standing)
    return TargetView(
        standing,
        Resolution.objects.filter(code=found.commitment).first() if found.commitment else None,
        pace(standing.standing),
        series,
        foreseen(found, series, on=timezone.localdate(now)),
        tasks_for([code], now=now),
    )


def foreseen(
    target: Target, series: Sequence[Observation], *, on: date
) -> Forecast | TooFew | None:
    """Return what the series foresees for the target's last day, asked on a day."""
    if series and target.reading == Reading.AVERAGE_GROWTH and series[0].measure == Measure.LEVEL:
        return None  # a level foreseen is no rate
    ended = target.area.valid_to is not None and target.area.valid_to <= target.due_on
    known = bool(series) and series[-1].ends_on >= target.due_on
    if ended or known or on > target.due_on:
        return None
    low, high = _bounds(target, series)
    by_day: dict[date, Seen] = {one.ends_on: Seen(one.ends_on, float(one.value)) for one in series}
    return forecast(list(by_day.values()), at=target.due_on, low=low, high=high)


def judged_measure(target: Target, standing: TargetStanding) -> str:
    """Return the measure of the figures a target is judged by: for an average rates, or levels."""
    if target.reading != Reading.AVERAGE_GROWTH:
        return target.measure
    return standing.figure.measure if standing.figure else Measure.GROWTH_RATE


def _series(target: Target, standing: TargetStanding) -> tuple[Observation, ...]:
    average = target.reading == Reading.AVERAGE_GROWTH
    key = Key(target.indicator_id, judged_measure(target, standing), target.area_id)
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
