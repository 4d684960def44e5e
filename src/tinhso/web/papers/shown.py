"""A report for the page: the same layout as on paper, with ways to sources and drawn charts."""

from dataclasses import dataclass

from django.urls import reverse

from tinhso.web.indicators.chart import NARROW, Drawing
from tinhso.web.papers import bars, charts
from tinhso.web.papers.bars import DaysDrawing, LaidBars
from tinhso.web.papers.content import Bars, Chart, Head, Report
from tinhso.web.papers.layout import (
    Heading,
    LaidChart,
    LaidCharts,
    LaidSource,
    LaidTable,
    Layout,
    Paragraph,
    lay,
)


@dataclass(frozen=True)
class DrawnChart:
    """A chart with its drawing (bars are drawn by the browser) and its words."""

    title: str
    drawing: Drawing | DaysDrawing | LaidBars
    spoken: str
    kind: str


@dataclass(frozen=True)
class DrawnCharts:
    """Charts that stand beside each other."""

    charts: tuple[DrawnChart, ...]
    kind: str = "charts"


@dataclass(frozen=True)
class SourceLink:
    """A source with the address of its document."""

    number: int
    words: str
    href: str


Thing = Heading | Paragraph | LaidTable | DrawnCharts


@dataclass(frozen=True)
class Page:
    """A report ready for its template."""

    head: Head
    laid: Layout
    things: tuple[Thing, ...]
    annexed: tuple[Thing, ...]
    sources: tuple[SourceLink, ...]


def page(report: Report, language: str) -> Page:
    """Return a report ready for the page, in a language."""
    laid = lay(report, language)
    return Page(
        head=report.head,
        laid=laid,
        things=tuple(_drawn(one, language) for one in laid.things),
        annexed=tuple(_drawn(one, language) for one in laid.annexed),
        sources=tuple(_source(one) for one in laid.sources),
    )


def _drawn(one: Heading | Paragraph | LaidTable | LaidCharts, language: str) -> Thing:
    if not isinstance(one, LaidCharts):
        return one
    return DrawnCharts(tuple(_chart(each, language) for each in one.charts))


def _chart(one: LaidChart, language: str) -> DrawnChart:
    chart = one.chart
    drawing: Drawing | DaysDrawing | LaidBars
    if isinstance(chart, Chart):
        drawing = charts.drawing(chart, language, NARROW)
    elif isinstance(chart, Bars):
        drawing = bars.laid(chart, language)
    else:
        drawing = bars.days(chart, language, NARROW)
    return DrawnChart(one.title, drawing, charts.spoken(chart, language), chart.type)


def _source(one: LaidSource) -> SourceLink:
    return SourceLink(one.number, one.words, reverse("documents:document", args=[one.code]))
