"""Bars: amounts of named things one under another, and amounts day by day. Pure.

Coordinates leave as text with a decimal point, ready for attributes of the page's template and of
the whole SVG that papers carry.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tinhso.web.formatting import format_number
from tinhso.web.indicators.chart import Size, Tick
from tinhso.web.papers import strokes
from tinhso.web.papers.content import Bars, Days

ROW = 30.0
NAMES = 300.0
LABELS = 70.0
COLOURS = (strokes.LINE, "#9fb8a8")
GRID = 4
EVERY = {True: 3, False: 6}
"""Every how many columns a name is written: on a wide drawing, on a narrow one."""
WIDE_FROM = 600


@dataclass(frozen=True)
class Rectangle:
    """One drawn amount; `series` counts from 0, `said` is what it stands for, in words."""

    x: str
    y: str
    width: str
    height: str
    series: int
    said: str


@dataclass(frozen=True)
class DaysDrawing:
    """Amounts day by day as they are drawn; `values` are heights, `dates` places from the left."""

    size: Size
    rectangles: tuple[Rectangle, ...]
    values: tuple[Tick, ...]
    dates: tuple[Tick, ...]
    base: str
    edge: str


def days(one: Days, language: str, size: Size) -> DaysDrawing:
    """Return where everything of a drawing of days stands, in a language and size."""
    named = [(_day(day.on), tuple(float(value) for value in day.values)) for day in one.days]
    return columns(named, tuple(name.of(language) for name in one.series), size, language)


def columns(
    named: Sequence[tuple[str, Sequence[float]]], series: Sequence[str], size: Size, language: str
) -> DaysDrawing:
    """Return where named amounts, one of each series, stand beside each other."""
    step = _step(max((value for _name, row in named for value in row), default=0.0))
    top = step * GRID
    base, edge = size.height - size.bottom, size.width - size.right
    room = (edge - size.left) / max(1, len(named))
    thick = room * 0.8 / max(1, len(series))

    def height(value: float) -> float:
        return (base - size.top) * value / top

    drawn = [
        Rectangle(
            _n(size.left + room * (n + 0.1) + thick * place),
            _n(base - height(value)),
            _n(thick),
            _n(height(value)),
            place,
            f"{name}: {series[place]} {_said(value, language)}",
        )
        for n, (name, row) in enumerate(named)
        for place, value in enumerate(row)
    ]
    every = EVERY[size.width >= WIDE_FROM]
    return DaysDrawing(
        size=size,
        rectangles=tuple(drawn),
        values=tuple(
            Tick(_n(base - height(step * n)), _said(step * n, language)) for n in range(GRID + 1)
        ),
        dates=tuple(
            Tick(_n(size.left + room * (n + 0.5)), name)
            for n, (name, _row) in enumerate(named)
            if n % every == 0
        ),
        base=_n(base),
        edge=_n(edge),
    )


@dataclass(frozen=True)
class LaidBar:
    """One bar for the browser to draw: its amount as a <progress> of the greatest."""

    name: str
    value: str
    label: str


@dataclass(frozen=True)
class LaidBars:
    """Bars for the browser to draw."""

    most: str
    bars: tuple[LaidBar, ...]


def laid(one: Bars, language: str) -> LaidBars:
    """Return bars in a language; `most` is the greatest amount."""
    return LaidBars(
        max((bar.value for bar in one.bars), key=float, default="1"),
        tuple(
            LaidBar(bar.name.of(language), bar.value, bar.label.of(language)) for bar in one.bars
        ),
    )


def spoken(one: Bars | Days, language: str) -> str:
    """Return a drawing in words: its title, then every amount."""
    if isinstance(one, Bars):
        said = [f"{bar.name.of(language)}: {bar.label.of(language)}" for bar in one.bars]
    else:
        series = [name.of(language) for name in one.series]
        said = [
            f"{_day(day.on)}: "
            + ", ".join(f"{name} {value}" for name, value in zip(series, day.values, strict=True))
            for day in one.days
        ]
    return f"{one.title.of(language)}. {'; '.join(said)}"


def svg(one: Bars | Days, language: str, size: Size) -> str:
    """Return a drawing as a whole SVG for papers, of that width and the height that it needs."""
    if isinstance(one, Bars):
        return _bars_svg(one, language, size)
    return _days_svg(one, language, Size(size.width, 250, 52, 8, 34, 30))


def _bars_svg(one: Bars, language: str, size: Size) -> str:
    names = min(NAMES, size.width * 0.45)
    most = max((float(bar.value) for bar in one.bars), default=0.0) or 1.0
    parts = []
    for n, bar in enumerate(one.bars):
        y = ROW * n
        width = (size.width - names - LABELS) * float(bar.value) / most
        parts.append(strokes.text(names - 10, y + 20, bar.name.of(language), "end"))
        parts.append(strokes.rectangle(names, y + 6, width, ROW - 12, COLOURS[0]))
        parts.append(strokes.text(names + width + 8, y + 20, bar.label.of(language), "start"))
    return strokes.whole(Size(size.width, ROW * len(one.bars) + 4, 0, 0), parts)


def _days_svg(one: Days, language: str, size: Size) -> str:
    drawn = days(one, language, size)
    parts = []
    for n, name in enumerate(one.series):
        x = size.left + 150 * n
        parts.append(strokes.rectangle(x, 4, 14, 14, COLOURS[n]))
        parts.append(strokes.text(x + 20, 16, name.of(language), "start"))
    for tick in drawn.values:
        parts.append(strokes.line(f"M{size.left:g} {tick.at}H{drawn.edge}", strokes.QUIET, 0.8))
        parts.append(strokes.text(size.left - 8, float(tick.at) + 5, tick.label, "end"))
    parts += [
        strokes.rectangle(
            float(r.x), float(r.y), float(r.width), float(r.height), COLOURS[r.series]
        )
        for r in drawn.rectangles
    ]
    parts += [
        strokes.text(float(tick.at), float(drawn.base) + 22, tick.label, "middle", size=13)
        for tick in drawn.dates
    ]
    return strokes.whole(size, parts)


def _step(most: float) -> float:
    least = max(most / GRID, 1.0)
    size = 10.0 ** math.floor(math.log10(least))
    return next(
        n * size for n in (1, 2, 2.5, 5, 10) if n * size >= least - 1e-9 and (n * size).is_integer()
    )


def _said(value: float, language: str) -> str:
    return format_number(Decimal(str(value)), None, language)


def _day(on: str) -> str:
    return f"{date.fromisoformat(on):%d/%m}"


def _n(value: float) -> str:
    return f"{value:.1f}"
