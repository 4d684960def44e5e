"""From recorded figures to a drawn series, for a desktop and for a telephone."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from tinhso.kernel.indicators import queries
from tinhso.kernel.indicators.models import Indicator, Measure, Observation
from tinhso.kernel.indicators.rules.periods import Period
from tinhso.web.indicators import chart
from tinhso.web.indicators.wording import bound_words, period_words, plain_number

SIZES = (("only-wide", chart.WIDE), ("only-phone", chart.NARROW))


def drawings(
    indicator: Indicator,
    measure: str,
    marks: Sequence[chart.Mark],
    targets: Sequence[queries.TargetStanding],
    breaks: Sequence[date],
    turns: Sequence[date] = (),
) -> list[tuple[str, chart.Drawing]]:
    """Return the drawing of one measure in both sizes, each with the class that shows it.

    `breaks` are the days on which boundaries changed, `turns` those on which a method did.
    """
    if not marks:
        return []
    scale = indicator.scale if measure == Measure.LEVEL else Decimal(1)
    turned = [day for day in turns if day not in breaks]
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
        (
            name,
            chart.draw(
                marks, goals, breaks, size=size, ranks=ranks, value_words=words, turns=turned
            ),
        )
        for name, size in SIZES
    ]


def legend(drawn: Sequence[tuple[str, chart.Drawing]]) -> dict[str, bool]:
    """Return which signs stand in a drawing, so that no other is explained."""
    if not drawn:
        return {}
    _, one = drawn[0]
    own = [dot for dot in one.dots if not dot.aside]
    return {
        "actual": any(not dot.estimate for dot in own),
        "estimate": any(dot.estimate for dot in own),
        "aside": len(own) < len(one.dots),
        "target": bool(one.flags),
        "turn": bool(one.turns),
    }


def marks_of(
    indicator: Indicator, measure: str, figures: Sequence[Observation]
) -> list[chart.Mark]:
    """Return what sources say as marks of a drawing; figures of one area are joined."""
    scale = indicator.scale if measure == Measure.LEVEL else Decimal(1)
    return [
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


def computed_marks(
    indicator: Indicator,
    measure: str,
    carried: Iterable[queries.InBoundaries],
    computed: Iterable[queries.Computed],
) -> list[chart.Mark]:
    """Return what was computed as marks, hollow where it is no firmer than an estimate.

    What was put together from other areas is drawn hollow too.
    """
    scale = indicator.scale if measure == Measure.LEVEL else Decimal(1)
    told = [
        (Period.parse(one.period), one.value, 0, not one.own or one.estimate) for one in carried
    ]
    told += [(one.period, one.value, one.area.pk, one.estimate) for one in computed]
    return [
        chart.Mark(
            on=period.end,
            value=float(value / scale),
            label=plain_number(value, indicator, measure, _digits(indicator, value)),
            period=period_words(period.code),
            group=group,
            estimate=hollow,
        )
        for period, value, group, hollow in told
        if value is not None
    ]


def _digits(indicator: Indicator, value: Decimal) -> int | None:
    """Return how many digits a computed value is given: none of its own where it has few."""
    few = value == value.quantize(Decimal(1))
    return None if few and indicator.scale == 1 else max(indicator.decimals, 1)


def _distinct(figures: Sequence[Observation]) -> Iterator[tuple[Observation, bool]]:
    """Yield the figures to draw; another source's stands aside, where it says something else."""
    preferred = queries.preferred(figures)
    first = {(one.area_id, one.period): one.value for one in figures if one.pk in preferred}
    for one in figures:
        if one.pk in preferred:
            yield one, False
        elif one.value != first[one.area_id, one.period]:
            yield one, True
