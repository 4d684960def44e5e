"""A text cut into lines and pieces with marks on it, ready for a template. Pure.

    passages(text, [Mark(12, 23, "cited", id="c7", href="?c=7#c7")])

`documents/text.html` shows what comes out; another screen may walk it with a template of its own.
Marks may overlap: of those over a piece the last given is shown, and none loses its anchor.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tinhso.kernel.documents.rules import Span, blocks

FIGURE = re.compile(r"\s*[-+−–]?\d[\d.,\s]*%?\s*")
A_PART = 120_000
"""Letters of a text that one page shows: some fifty printed pages."""


@dataclass(frozen=True)
class Mark:
    """Words to be marked: `kind` names the style, `id` is where an address leads, `href` a link."""

    start: int
    end: int
    kind: str
    id: str = ""
    href: str = ""
    title: str = ""


@dataclass(frozen=True)
class Piece:
    """A stretch of a line under one mark, or none; `anchors` are ids of marks that begin here."""

    text: str
    mark: Mark | None = None
    anchors: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the mark that is shown, where it begins."""
        return self.mark.id if self.mark and self.mark.id in self.anchors else ""

    @property
    def others(self) -> tuple[str, ...]:
        """The ids of marks that begin here under the one that is shown."""
        return tuple(anchor for anchor in self.anchors if anchor != self.id)


@dataclass(frozen=True)
class Cell:
    """The pieces of one cell; `number` where it holds a figure and is set to the right."""

    pieces: tuple[Piece, ...]
    number: bool = False


@dataclass(frozen=True)
class Line:
    """A line as it is shown: heading, item, paragraph (one cell), or a row of a table's cells."""

    kind: str
    cells: tuple[Cell, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces of a line that isn't a row."""
        return self.cells[0].pieces


@dataclass(frozen=True)
class Passage:
    """Lines of one kind that belong together: a list's items, a table's rows, or a single line."""

    kind: str
    lines: tuple[Line, ...]


def parts(text: str) -> list[Span]:
    """Return the parts of a long text, cut between paragraphs, each for one page."""
    found, start = [], 0
    while len(text) - start > A_PART:
        cut = text.rfind("\n\n", start + 1, start + A_PART)
        if cut < 0:
            cut = text.find("\n", start + A_PART)
        if cut < 0:
            break
        found.append(Span(start, cut))
        start = cut + 1
    return [*found, Span(start, len(text))]


def part_with(place: int, found: Sequence[Span]) -> int:
    """Return the index of the part that a place lies in."""
    return next((index for index, part in enumerate(found) if place < part.end), len(found) - 1)


def passages(text: str, marks: Sequence[Mark] = (), within: Span | None = None) -> list[Passage]:
    """Return the text, or a part of it, ready to be shown: items and rows gathered."""
    part = within or Span(0, len(text))
    pen = _Pen(text, marks)
    found: list[Passage] = []
    before = -1  # where the line before ended
    for block in blocks(text[part.start : part.end]):
        start, end = block.span.start + part.start, block.span.end + part.start
        line = pen.line(block.kind, start, end)
        goes_on = bool(found) and found[-1].kind == line.kind
        if goes_on and (line.kind == "item" or (line.kind == "row" and start == before + 1)):
            found[-1] = Passage(line.kind, (*found[-1].lines, line))
        else:
            found.append(Passage(line.kind, (line,)))
        before = end
    return found


class _Pen:
    """Cuts lines at the ends of marks."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._marks = sorted(enumerate(marks), key=lambda one: one[1].start)
        self._starts = [mark.start for _place, mark in self._marks]
        self._longest = max((mark.end - mark.start for mark in marks), default=0)
        self._anchored: set[int] = set()

    def line(self, kind: str, start: int, end: int) -> Line:
        """Return a line with its pieces."""
        cells, first = [], start
        words = self._text[start:end]
        for cell in words.split("\t") if kind == "row" else [words]:
            pieces = tuple(self._pieces(first, first + len(cell)))
            cells.append(Cell(pieces, number=bool(FIGURE.fullmatch(cell))))
            first += len(cell) + 1
        return Line(kind, tuple(cells))

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        first = bisect_left(self._starts, start - self._longest)
        near = self._marks[first : bisect_left(self._starts, end)]
        over = [(place, mark) for place, mark in near if mark.end > start]
        edges = {start, end}
        for _place, mark in over:
            edges |= {max(mark.start, start), min(mark.end, end)}
        for left, right in pairwise(sorted(edges)):
            here = [(place, mark) for place, mark in over if mark.start <= left < mark.end]
            begun = [mark.id for place, mark in here if mark.id and self._first(place)]
            seen = max(here, key=lambda one: one[0])[1] if here else None
            yield Piece(self._text[left:right], seen, tuple(begun))

    def _first(self, place: int) -> bool:
        """Return whether a mark's words are met for the first time."""
        known = place in self._anchored
        self._anchored.add(place)
        return not known
