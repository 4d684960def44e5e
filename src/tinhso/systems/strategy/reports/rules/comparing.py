"""Two editions side by side: changed figures apart from changed words. Pure.

A figure is what was read or computed: a value of a sentence, a cell, a point of a chart. Words are
everything else: patterns, names, heads, notes, sources. The position of the data differs between
any two editions; that is no change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tinhso.web.papers.content import (
    NOTHING,
    Block,
    Both,
    Chart,
    Report,
    Section,
    Sentence,
    Table,
)

POSITION = "moment"


@dataclass(frozen=True)
class Change:
    """What differs: where it stands, in which sentence, row or point, and both words.

    `old` or `new` is empty where there was nothing, or is nothing any more.
    """

    section: Both
    where: Both
    old: Both
    new: Both


@dataclass(frozen=True)
class Comparison:
    """Every difference of two reports, and how many figures are the same in both."""

    figures: tuple[Change, ...]
    words: tuple[Change, ...]
    same: int

    @property
    def alike(self) -> bool:
        """Whether nothing differs but, perhaps, the position."""
        return not self.figures and not self.words


@dataclass(frozen=True)
class _Part:
    """One comparable thing under its key: in which section, called what, saying what."""

    key: tuple[str, ...]
    section: Both
    where: Both
    said: Both


def compare(old: Report, new: Report) -> Comparison:
    """Return what changed from one report to another, in the order of the new one."""
    figures, same = _changes(_figures(old), _figures(new))
    words, _ = _changes(_words(old), _words(new))
    return Comparison(tuple(figures), tuple(words), same)


def _changes(old: Iterable[_Part], new: Iterable[_Part]) -> tuple[list[Change], int]:
    before = {part.key: part for part in old}
    after = {part.key: part for part in new}
    found = []
    for key, part in after.items():
        known = before.get(key)
        if known is None:
            found.append(Change(part.section, part.where, NOTHING, part.said))
        elif known.said != part.said:
            found.append(Change(part.section, part.where, known.said, part.said))
    found += [
        Change(part.section, part.where, part.said, NOTHING)
        for key, part in before.items()
        if key not in after
    ]
    same = sum(1 for key, part in after.items() if key in before and before[key].said == part.said)
    return found, same


def _figures(report: Report) -> Iterator[_Part]:
    tables = [block for _section, block in _blocks(report) if isinstance(block, Table)]
    columns = {column.title.vi for table in tables for column in table.columns}
    for section, block in _blocks(report):
        if isinstance(block, Sentence):
            where = _masked(block)
            for value in block.values:
                if value.data and value.name != POSITION:
                    key = ("sentence", block.id, value.name)
                    yield _Part(key, section.title, where, value.words)
        elif isinstance(block, Table):
            yield from _cells(section, block, data=True)
        elif isinstance(block, Chart):
            yield from _points(section, block, columns)


def _points(section: Section, chart: Chart, columns: set[str]) -> Iterator[_Part]:
    """Yield the points of a chart that no table has, and those that stand aside."""
    for mark in chart.marks:
        if mark.aside or mark.period.vi not in columns:
            value = mark.value if mark.aside else ""
            key = ("chart", chart.id, mark.on, str(mark.group), value)
            yield _Part(key, section.title, _named(_bare(chart.title), mark.period), mark.label)


def _words(report: Report) -> Iterator[_Part]:
    head = report.head
    yield _Part(("head", "subject"), head.kind, head.kind, head.subject)
    for section in report.sections:
        yield _Part(("section", section.id), section.title, section.title, section.title)
    for section, block in _blocks(report):
        if isinstance(block, Sentence):
            yield _Part(("sentence", block.id), section.title, NOTHING, _masked(block))
        elif isinstance(block, Table):
            yield _Part(("table", block.id), section.title, block.title, _bare(block.title))
            for column in block.columns:
                key = ("column", block.id, column.title.vi)
                yield _Part(key, section.title, block.title, column.title)
            for note in block.notes:
                yield _Part(("note", block.id, note.vi), section.title, block.title, note)
            yield from _cells(section, block, data=False)
        else:
            yield _Part(("chart", block.id), section.title, block.title, _bare(block.title))
    for source in report.sources:
        said = _named(source.title, source.details)
        yield _Part(("source", source.code), report.sources_title, report.sources_title, said)


def _cells(section: Section, table: Table, *, data: bool) -> Iterator[_Part]:
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell.data is data:
                key = ("cell", table.id, row.id, column.title.vi)
                where = _named(row.cells[0].words, column.title)
                yield _Part(key, section.title, where, cell.words)


def _blocks(report: Report) -> Iterator[tuple[Section, Block]]:
    for section in report.sections:
        for block in section.blocks:
            yield section, block


def _masked(block: Sentence) -> Both:
    """Return a sentence with its names but with dots for its figures."""
    return Both(_filled(block, "vi"), _filled(block, "en"))


def _filled(block: Sentence, language: str) -> str:
    values = {one.name: "…" if one.data else one.words.of(language) for one in block.values}
    said = block.pattern.of(language).format_map(values)
    return said[:1].upper() + said[1:]


def _named(one: Both, other: Both) -> Both:
    return Both(f"{one.vi}, {other.vi}", f"{one.en}, {other.en}")


def _bare(caption: Both) -> Both:
    """Return a caption without its number: that one table more stands before it is no change."""
    return Both(caption.vi.partition(". ")[2], caption.en.partition(". ")[2])
