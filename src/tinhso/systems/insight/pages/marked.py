"""A document's text with its claims and oddities marked where they stand. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tinhso.kernel.documents.rules import Block, blocks
from tinhso.systems.insight.models import Claim, Reading


@dataclass(frozen=True)
class Marked:
    """A stretch of a line; with a claim or an oddity where it is one's words."""

    text: str
    claim: Claim | None = None
    oddity: str = ""


@dataclass(frozen=True)
class Line:
    """A line as it is shown: heading, item, paragraph or the cells of a table's row."""

    kind: str
    cells: tuple[tuple[Marked, ...], ...]


@dataclass(frozen=True)
class Passage:
    """Lines of one kind that follow each other: a list, a table, or a single other line."""

    kind: str
    lines: tuple[Line, ...]

    @property
    def has_claims(self) -> bool:
        """Whether any claim is marked here."""
        return any(piece.claim for line in self.lines for cell in line.cells for piece in cell)


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    claim: Claim | None = None
    oddity: str = ""


def passages(reading: Reading, claims: Sequence[Claim]) -> list[Passage]:
    """Return the text of a reading ready to be shown; where two claims overlap the first is seen.

    Every claim has a mark: one that lies inside another's words gets what is left of it.
    """
    text = reading.document.text
    marks = _apart(
        [_Mark(one.start, one.end, claim=one) for one in claims]
        + [_Mark(one["start"], one["end"], oddity=one["kind"]) for one in reading.oddities]
    )
    found: list[Passage] = []
    for block in blocks(text):
        cells = tuple(tuple(_pieces(text, cell, marks)) for cell in _cells(text, block))
        line = Line("row" if len(cells) > 1 else block.kind, cells)
        if found and line.kind == found[-1].kind and line.kind in {"item", "row"}:
            found[-1] = Passage(line.kind, (*found[-1].lines, line))
        else:
            found.append(Passage(line.kind, (line,)))
    return found


def words_of(claim: Claim, found: Sequence[Passage]) -> str:
    """Return the words that are marked as a claim's in a text."""
    return next(
        (
            piece.text
            for passage in found
            for line in passage.lines
            for cell in line.cells
            for piece in cell
            if piece.claim and piece.claim.pk == claim.pk
        ),
        claim.quote,
    )


def _apart(marks: list[_Mark]) -> list[_Mark]:
    """Return marks that don't overlap, in order; claims go before oddities."""
    kept: list[_Mark] = []
    reached = 0
    for one in sorted(marks, key=lambda mark: (mark.start, mark.claim is None, mark.end)):
        start = max(one.start, reached)
        if start < one.end:
            kept.append(_Mark(start, one.end, one.claim, one.oddity))
            reached = one.end
    return kept


def _cells(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the cells of a line of a table, which tabs divide; other lines are one cell."""
    start = block.span.start
    for cell in text[block.span.start : block.span.end].split("\t"):
        yield start, start + len(cell)
        start += len(cell) + 1


def _pieces(text: str, cell: tuple[int, int], marks: Sequence[_Mark]) -> Iterator[Marked]:
    start, end = cell
    for mark in marks:
        if mark.end <= start or mark.start >= end:
            continue
        if mark.start > start:
            yield Marked(text[start : mark.start])
        yield Marked(text[max(start, mark.start) : min(end, mark.end)], mark.claim, mark.oddity)
        start = min(end, mark.end)
    if start < end:
        yield Marked(text[start:end])
