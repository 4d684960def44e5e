"""From recorded figures to a drawn series, for a desktop and for a telephone."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from tinhso.kernel.indicators import queries
from tinhso.kernel.indicators.models import Indicator, Measure, Observation
from tinhso.web.indicators import chart
from tinhso.web.indicators.wording import bound_words, period_words, plain_number

SIZES = (("only-wide", chart.WIDE), ("only-phone", chart.NARROW))


def drawings(
    indicator: Indicator,
    measure: str,
    figures: Sequence[Observation],
    targets: Sequence[queries.TargetStanding],
    breaks: Sequence[date],
) -> list[tuple[str, chart.Drawing]]:
    """Return the drawing of one measure in both sizes, each with the class that shows it."""
    scale = indicator.scale if measure == Measure.LEVEL else Decimal(1)
    marks = [
        chart.Mark(
            on=one.ends_on,
            value=float(one.value / scale),
            label=plain_number(one.value, indicator, measure),
            period=period_words(one.period),
            group=one.area_id,
            estimate=one.kind != "actual",
            aside=aside,
        )
        for one, aside in _distinct(figures)
    ]
    if not marks:
        return []
    goals = [
        chart.Goal(one.due_on, float(one.value / scale), bound_words(one))
        for one in (standing.target for standing in targets)
        if one.measure == measure
    ]
    ranks = measure == Measure.RANK
    words = {
        value: plain_number(Decimal(str(value)) * scale, indicator, measure)
        for value in chart.steps(marks, goals, ranks=ranks)
    }
    return [
        (name, chart.draw(marks, goals, breaks, size=size, ranks=ranks, value_words=words))
        for name, size in SIZES
    ]


def _distinct(figures: Sequence[Observation]) -> Iterator[tuple[Observation, bool]]:
    """Yield the figures to draw; another source's stands aside, where it says something else."""
    preferred = queries.preferred(figures)
    first = {(one.area_id, one.period): one.value for one in figures if one.pk in preferred}
    for one in figures:
        if one.pk in preferred:
            yield one, False
        elif one.value != first[one.area_id, one.period]:
            yield one, True
