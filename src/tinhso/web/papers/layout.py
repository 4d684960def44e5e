"""A report in one language as a row of things to set, the same for page, DOCX and PDF. Pure.

Numbers of headings, marks of sources and paragraphs are decided here, so that the three drawings
of a report can't differ in a figure or a word.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from tinhso.web.papers.content import (
    Bars,
    Chart,
    Days,
    Report,
    Section,
    Sentence,
    Source,
    Table,
    content_hash,
)

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True)
class Heading:
    """A numbered heading: level 1 in capitals as "I. KẾT QUẢ", level 2 as "1. Kinh tế"."""

    level: int
    number: str
    title: str
    anchor: str
    kind: str = "heading"


@dataclass(frozen=True)
class Run:
    """A sentence and the mark of its sources, such as "[2, 3]"; empty without any."""

    text: str
    mark: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Paragraph:
    """Sentences that stand together."""

    runs: tuple[Run, ...]
    kind: str = "paragraph"


@dataclass(frozen=True)
class Head:
    """A column's head."""

    title: str
    right: bool
    share: int


@dataclass(frozen=True)
class LaidCell:
    """A cell's words and the mark of its sources; `head` where the title of its column is."""

    text: str
    mark: str
    sources: tuple[int, ...]
    state: str
    right: bool
    head: str


@dataclass(frozen=True)
class LaidTable:
    """A table in one language."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[LaidCell, ...], ...]
    notes: tuple[str, ...]
    kind: str = "table"


@dataclass(frozen=True)
class LaidChart:
    """A chart with its caption; it is drawn by `papers.charts`."""

    title: str
    chart: Chart | Bars | Days


@dataclass(frozen=True)
class LaidCharts:
    """One chart over the whole width, or two beside each other."""

    charts: tuple[LaidChart, ...]
    kind: str = "charts"


Thing = Heading | Paragraph | LaidTable | LaidCharts
BESIDE = 2


@dataclass(frozen=True)
class LaidSource:
    """A source under its number; `code` names the document."""

    number: int
    code: str
    words: str


@dataclass(frozen=True)
class Layout:
    """Everything of a report that is set after its head; the annex after the signature."""

    language: str
    kind: str
    subject: str
    draft: str
    notice: str
    things: tuple[Thing, ...]
    annex: str
    annex_title: str
    annexed: tuple[Thing, ...]
    sources: tuple[LaidSource, ...]
    seal: str


def lay(report: Report, language: str) -> Layout:
    """Return a report as it is set in a language ("vi" or "en")."""
    body = tuple(one for one in report.sections if not one.annexed)
    annexed = [*_things([one for one in report.sections if one.annexed], language)]
    if report.sources:
        number = str(1 + sum(1 for one in report.sections if one.annexed))
        annexed.append(Heading(2, number, report.sources_title.of(language), "sources"))
    return Layout(
        language=language,
        kind=report.head.kind.of(language),
        subject=report.head.subject.of(language),
        draft=report.head.draft.of(language),
        notice=report.notice.of(language),
        things=tuple(_things(body, language)),
        annex=report.annex.of(language),
        annex_title=report.annex_title.of(language),
        annexed=tuple(annexed),
        sources=tuple(
            LaidSource(one.number, one.code, _source(one, language)) for one in report.sources
        ),
        seal=report.seal.of(language).format(sha256=content_hash(report)),
    )


def _source(one: Source, language: str) -> str:
    title, details = one.title.of(language), one.details.of(language)
    return f"{title}. {details}." if details else f"{title}."


def _things(sections: Iterable[Section], language: str) -> Iterator[Thing]:
    roman = iter(ROMAN)
    arabic = count(1)
    for section in sections:
        if section.level == 1:
            number = next(roman)
            arabic = count(1)
        else:
            number = str(next(arabic))
        anchor = section.id.replace(":", "-")
        yield Heading(section.level, number, section.title.of(language), anchor)
        yield from _blocks(section, language)


def _blocks(section: Section, language: str) -> Iterator[Thing]:
    runs: list[Run] = []
    charts: list[LaidChart] = []
    for block in section.blocks:
        if runs and not (isinstance(block, Sentence) and block.joins):
            yield Paragraph(tuple(runs))
            runs = []
        if charts and not isinstance(block, Chart | Bars | Days):
            yield from _beside(charts)
            charts = []
        if isinstance(block, Sentence):
            runs.append(Run(block.words(language), mark(block.sources), block.sources))
        elif isinstance(block, Table):
            yield _table(block, language)
        else:
            charts.append(LaidChart(block.title.of(language), block))
    if runs:
        yield Paragraph(tuple(runs))
    yield from _beside(charts)


def _beside(charts: list[LaidChart]) -> Iterator[LaidCharts]:
    for first in range(0, len(charts), BESIDE):
        yield LaidCharts(tuple(charts[first : first + BESIDE]))


def _table(table: Table, language: str) -> LaidTable:
    heads = tuple(Head(one.title.of(language), one.right, one.share) for one in table.columns)
    return LaidTable(
        title=table.title.of(language),
        heads=heads,
        rows=tuple(
            tuple(
                LaidCell(
                    cell.words.of(language),
                    mark(cell.sources),
                    cell.sources,
                    cell.state,
                    head.right,
                    head.title,
                )
                for cell, head in zip(row.cells, heads, strict=True)
            )
            for row in table.rows
        ),
        notes=tuple(one.of(language) for one in table.notes),
    )


def mark(sources: tuple[int, ...]) -> str:
    """Return the mark of sources: [2, 3]; empty without any."""
    return f"[{', '.join(map(str, sources))}]" if sources else ""
