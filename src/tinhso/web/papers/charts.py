"""A chart's one drawing: classes for the page, a whole SVG for papers. Pure.

Both come from the places that `web.indicators.chart` computes.
"""

from datetime import date
from decimal import Decimal

from tinhso.web.formatting import format_number
from tinhso.web.indicators import chart as places
from tinhso.web.papers import bars, strokes
from tinhso.web.papers.content import Bars, Chart, Days

WHOLE = places.Size(700, 230, 62, 24, 30, 34)
HALF = places.Size(390, 230, 62, 24, 30, 34)


def drawing(chart: Chart, language: str, size: places.Size) -> places.Drawing:
    """Return where everything of a chart stands, in a language and size."""
    marks = [
        places.Mark(
            on=date.fromisoformat(one.on),
            value=float(one.value),
            label=one.label.of(language),
            period=one.period.of(language),
            group=one.group,
            estimate=one.estimate,
            aside=one.aside,
        )
        for one in chart.marks
    ]
    goals = [
        places.Goal(date.fromisoformat(one.on), float(one.value), one.label.of(language))
        for one in chart.goals
    ]
    breaks = [date.fromisoformat(one) for one in chart.breaks]
    words = {
        value: format_number(Decimal(str(value)), None, language)
        for value in places.steps(marks, goals, ranks=chart.ranks)
    }
    return places.draw(marks, goals, breaks, size=size, ranks=chart.ranks, value_words=words)


def sizes(beside: int) -> places.Size:
    """Return the size of a chart that stands alone on its line, or beside another."""
    return WHOLE if beside == 1 else HALF


def spoken(chart: Chart | Bars | Days, language: str) -> str:
    """Return the chart in words: its title, then period and value of every point."""
    if not isinstance(chart, Chart):
        return bars.spoken(chart, language)
    said = [f"{one.period.of(language)}: {one.label.of(language)}" for one in chart.marks]
    return f"{chart.title.of(language)}. {'; '.join(said)}"


def svg(chart: Chart | Bars | Days, language: str, size: places.Size) -> str:
    """Return a chart as a whole SVG for papers; its letters stay letters."""
    if not isinstance(chart, Chart):
        return bars.svg(chart, language, size)
    drawn = drawing(chart, language, size)
    parts = []
    for tick in drawn.values:
        parts.append(strokes.line(f"M{size.left:g} {tick.at}H{drawn.edge}", strokes.QUIET, 0.8))
        parts.append(strokes.text(size.left - 8, float(tick.at) + 5, tick.label, "end"))
    parts += [
        strokes.text(float(tick.at), float(drawn.base) + 24, tick.label, "middle")
        for tick in drawn.years
    ]
    for at in drawn.breaks:
        parts.append(strokes.line(f"M{at} 8V{drawn.base}", strokes.INK, 0.9, dashes="2 4"))
        parts.append(strokes.text(float(at) - 6, 16, chart.break_label.of(language), "end"))
    parts += [
        strokes.line(
            f"M{s.x1} {s.y1}L{s.x2} {s.y2}", strokes.LINE, 2.2, dashes="6 5" if s.estimate else ""
        )
        for s in drawn.strokes
    ]
    for flag in drawn.flags:
        parts.append(strokes.line(f"M{flag.x1} {flag.y}H{flag.x2}", strokes.TARGET, 3))
        x, y = float(flag.label_x), float(flag.label_y)
        parts.append(strokes.text(x, y, flag.label, "end", colour=strokes.TARGET))
    for dot in drawn.dots:
        parts.append(_dot(dot))
        parts.append(strokes.text(float(dot.x), float(dot.label_y), dot.label, "middle"))
    return strokes.whole(size, parts)


def _dot(dot: places.Dot) -> str:
    if dot.aside:
        path = f"M{dot.x} {dot.y}m0 -6l6 6l-6 6l-6 -6z"
        return f'<path d="{path}" fill="#ffffff" stroke="{strokes.INK}" stroke-width="1.4"/>'
    fill = "#ffffff" if dot.estimate else strokes.LINE
    place = f'cx="{dot.x}" cy="{dot.y}" r="5"'
    return f'<circle {place} fill="{fill}" stroke="{strokes.LINE}" stroke-width="2"/>'
