"""A chart's one drawing: classes for the page, a whole SVG for papers. Pure.

Both come from the places that `web.indicators.chart` computes.
"""

from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from tinhso.web.formatting import format_number
from tinhso.web.indicators import chart as places
from tinhso.web.papers.content import Chart

WHOLE = places.Size(700, 230, 62, 24, 30, 34)
HALF = places.Size(390, 230, 62, 24, 30, 34)
FONT = "Tinos"
INK, QUIET, LINE, TARGET = "#111111", "#c9ccd1", "#14532d", "#8a3b12"


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


def spoken(chart: Chart, language: str) -> str:
    """Return the chart in words: its title, then period and value of every point."""
    said = [f"{one.period.of(language)}: {one.label.of(language)}" for one in chart.marks]
    return f"{chart.title.of(language)}. {'; '.join(said)}"


def svg(chart: Chart, language: str, size: places.Size) -> str:
    """Return a chart as a whole SVG for papers; its letters stay letters."""
    drawn = drawing(chart, language, size)
    box = f"0 0 {size.width:g} {size.height:g}"
    manner = f'font-family="{FONT}" font-size="16" fill="{INK}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {manner}>']
    for tick in drawn.values:
        parts.append(_line(f"M{size.left:g} {tick.at}H{drawn.edge}", QUIET, 0.8))
        parts.append(_text(size.left - 8, float(tick.at) + 5, tick.label, "end"))
    parts += [
        _text(float(tick.at), float(drawn.base) + 24, tick.label, "middle") for tick in drawn.years
    ]
    for at in drawn.breaks:
        parts.append(_line(f"M{at} 8V{drawn.base}", INK, 0.9, dashes="2 4"))
        parts.append(_text(float(at) - 6, 16, chart.break_label.of(language), "end"))
    parts += [
        _line(f"M{s.x1} {s.y1}L{s.x2} {s.y2}", LINE, 2.2, dashes="6 5" if s.estimate else "")
        for s in drawn.strokes
    ]
    for flag in drawn.flags:
        parts.append(_line(f"M{flag.x1} {flag.y}H{flag.x2}", TARGET, 3))
        parts.append(
            _text(float(flag.label_x), float(flag.label_y), flag.label, "end", colour=TARGET)
        )
    for dot in drawn.dots:
        parts.append(_dot(dot))
        parts.append(_text(float(dot.x), float(dot.label_y), dot.label, "middle"))
    parts.append("</svg>")
    return "".join(parts)


def _line(path: str, colour: str, width: float, *, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dashed}/>'


def _text(x: float, y: float, words: str, anchor: str, *, colour: str = INK) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'
    )


def _dot(dot: places.Dot) -> str:
    if dot.aside:
        path = f"M{dot.x} {dot.y}m0 -6l6 6l-6 6l-6 -6z"
        return f'<path d="{path}" fill="#ffffff" stroke="{INK}" stroke-width="1.4"/>'
    fill = "#ffffff" if dot.estimate else LINE
    return (
        f'<circle cx="{dot.x}" cy="{dot.y}" r="5" fill="{fill}" stroke="{LINE}" stroke-width="2"/>'
    )
