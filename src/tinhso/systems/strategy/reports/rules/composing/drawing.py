"""Which series are drawn, and what of them."""

from collections.abc import Iterator

from tinhso.systems.strategy.reports.rules.facts import Facts, Figure, IndicatorFacts
from tinhso.systems.strategy.reports.rules.writing import Writer
from tinhso.web.papers.content import Both, Chart, Goal, Mark

POINTS_NEEDED = 3
SIGNS = {"<": "<", ">": ">", "~": "≈", "<=": "≤", ">=": "≥"}


def chart(indicator: IndicatorFacts, measure: str, facts: Facts, writer: Writer) -> Iterator[Chart]:
    """Yield the drawing of a series of yearly figures; none under three years of one area."""
    yearly = [
        one
        for one in indicator.figures
        if one.measure == measure and one.period.isdigit() and one.kind != "forecast"
    ]
    preferred = [one for one in yearly if one.preferred]
    areas = [one.area.id for one in preferred]
    if max((areas.count(area) for area in areas), default=0) < POINTS_NEEDED:
        return
    first = {(one.area.id, one.period): one.value for one in preferred}
    marks = tuple(
        _mark(one, indicator, writer)
        for one in yearly
        if one.preferred or one.value != first[one.area.id, one.period]
    )
    goals = tuple(
        Goal(
            one.due_on.isoformat(),
            str(one.value / indicator.scale if measure == "level" else one.value),
            _label(one.relation, writer.number(one.value, indicator, measure)),
        )
        for one in facts.targets
        if one.indicator.code == indicator.code
        and one.measure == measure
        and one.reading == "latest"
    )
    days = sorted({one.area.until for one in preferred if one.area.until})
    unit = writer.unit(indicator, measure)
    if measure == "rank":
        title = writer.words("chart_rank", title=indicator.title)
    else:
        title = writer.words("chart", title=indicator.title, unit=unit)
    yield Chart(
        id=f"chart:{indicator.code}:{measure}",
        title=writer.caption("chart", title),
        marks=marks,
        goals=goals,
        breaks=tuple(day.isoformat() for day in days if day.year in facts.span.years),
        ranks=measure == "rank",
        break_label=writer.words("merged"),
    )


def _label(relation: str, number: Both) -> Both:
    """Return the number beside a point: there is no room for words, so a bound has its sign."""
    sign = SIGNS.get(relation, "")
    return Both(f"{sign}{number.vi}", f"{sign}{number.en}")


def _mark(one: Figure, indicator: IndicatorFacts, writer: Writer) -> Mark:
    scaled = one.value / indicator.scale if one.measure == "level" else one.value
    return Mark(
        on=one.ends_on.isoformat(),
        value=format(scaled.normalize(), "f"),
        label=_label(one.relation, writer.number(one.value, indicator, one.measure)),
        period=writer.period(one.period),
        group=one.area.id,
        estimate=one.kind != "actual",
        aside=not one.preferred,
    )
