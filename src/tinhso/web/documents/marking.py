"""A text cut into lines and pieces, with the cited words and their sentence marked. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tinhso.kernel.documents.rules import Block, Span, blocks, sentence_around

PLAIN, SENTENCE, QUOTE = "plain", "sentence", "quote"


@dataclass(frozen=True)
class Piece:
    """A stretch of a line: `mark` is plain, sentence (around the quote) or quote.

    The first piece of the quote is the `anchor` that a citation's address scrolls to.
    """

    text: str
    mark: str
    anchor: bool = False


@dataclass(frozen=True)
class Line:
    """A line as it is shown: heading, item or paragraph; `cited` when the quote touches it."""

    kind: str
    pieces: tuple[Piece, ...]
    cited: bool


@dataclass(frozen=True)
class Passage:
    """Lines of one kind that follow each other: a list's items, or a single other line."""

    kind: str
    lines: tuple[Line, ...]


def passages(text: str, quote: Span | None = None) -> list[Passage]:
    """Return the text ready to be shown, items of a list gathered."""
    around = sentence_around(text, quote) if quote else None
    found: list[Passage] = []
    for block in blocks(text):
        line = Line(
            block.kind,
            tuple(_pieces(text, block, around, quote)),
            bool(quote and _touches(block.span, quote)),
        )
        if block.kind == "item" and found and found[-1].kind == "item":
            found[-1] = Passage("item", (*found[-1].lines, line))
        else:
            found.append(Passage(block.kind, (line,)))
    return found


def _pieces(text: str, block: Block, around: Span | None, quote: Span | None) -> Iterator[Piece]:
    start, end = block.span.start, block.span.end
    if around is None or quote is None or not _touches(block.span, around):
        yield Piece(text[start:end], PLAIN)
        return
    cuts = sorted(
        {start, end}
        | {
            min(max(place, start), end)
            for place in (around.start, around.end, quote.start, quote.end)
        }
    )
    for left, right in pairwise(cuts):
        if quote.start <= left < quote.end:
            mark = QUOTE
        elif around.start <= left < around.end:
            mark = SENTENCE
        else:
            mark = PLAIN
        yield Piece(text[left:right], mark, anchor=left == quote.start)


def _touches(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
