"""How a text is read: normalised, cut into paragraphs and sentences, made findable. Pure."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

# A full stop ends a sentence unless a digit follows at once (1.030) or what stands before it is
# a short form; closing quotes and brackets belong to the sentence they end.
SENTENCE_END = re.compile(r"[.!?…]+[”\"')\]]*(?=\s|$)")
SHORT_FORM = re.compile(r"(?:^|[\s(])(?:TP|Tp|TX|tx|Ths|TS|GS|PGS|BS|KS|Đ/c|đ/c|v\.v|tr|[A-ZĐ])$")
CONTEXT = 12
"""Letters around cited words that must be the same for them to be found again: two or so."""
LONG_QUOTE = 40
"""Letters from which cited words are their own context."""
WINDOW = 200
MOST_PLACES = 1000
WORD = re.compile(r"[^\W_]+(?:[./,-][^\W_]+)*")
PART = re.compile(r"[^\W_]+")


class QuoteError(ValueError):
    """Words to be cited stand in the text not at all, or more than once."""


@dataclass(frozen=True)
class Span:
    """A stretch of a text, counted in code points, `end` exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """A line as it is shown: heading, item, row (of a table) or paragraph.

    The span leaves out the mark of a heading or an item.
    """

    kind: str
    span: Span


@dataclass(frozen=True)
class Table:
    """Lines of cells with tabs between; `rows` holds the span of each cell, empty ones too."""

    span: Span
    rows: tuple[tuple[Span, ...], ...]


def normalise(text: str) -> str:
    """Return the text composed (NFC), with line feeds only, less blanks at line ends and around.

    A tab before the first word stays: it is an empty cell.

    Idempotent, so that offsets into the result stay true however often it is read again.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n ")


def digest(text: str) -> str:
    """Return the SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def blocks(text: str) -> tuple[Block, ...]:
    """Return the lines that hold something: `# ` makes a heading, `- ` an item of a list."""
    found = []
    start = 0
    rows = {row[0].start for table in tables(text) for row in table.rows}
    for line in text.split("\n"):
        stripped = line.strip()
        if start in rows:
            found.append(Block("row", Span(start, start + len(line))))
        elif stripped:
            kind, mark = "paragraph", re.match(r"#{1,6} +|[-*•+] +", stripped)
            skipped = mark.end() if mark else 0
            if mark:
                kind = "heading" if stripped.startswith("#") else "item"
            first = start + line.index(stripped[0]) + skipped
            found.append(Block(kind, Span(first, start + len(line.rstrip()))))
        start += len(line) + 1
    return tuple(found)


def tables(text: str) -> tuple[Table, ...]:
    """Return the tables: two lines or more that hold tabs, most of them between words.

    Paragraphs that merely begin with a tab are none.
    """
    found, lines, start = [], list[tuple[int, str]](), 0
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            lines.append((start, line))
        elif lines:
            inner = sum("\t" in line.strip() for _, line in lines)
            if len(lines) > 1 and 2 * inner > len(lines):
                end = lines[-1][0] + len(lines[-1][1])
                rows = tuple(_cells(first, line) for first, line in lines)
                found.append(Table(Span(lines[0][0], end), rows))
            lines = []
        start += len(line) + 1
    return tuple(found)


def _cells(start: int, line: str) -> tuple[Span, ...]:
    """Return where the cells of a row stand, without the blanks around their words."""
    found = []
    for cell in line.split("\t"):
        first = start + len(cell) - len(cell.lstrip(" "))
        found.append(Span(min(first, start + len(cell)), max(first, start + len(cell.rstrip(" ")))))
        start += len(cell) + 1
    return tuple(found)


def sentences(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """Return the sentences of the text (or of a part of it), never across a line or a cell."""
    whole = within or Span(0, len(text))
    found = []
    for block in blocks(text):
        if block.span.end <= whole.start or block.span.start >= whole.end:
            continue
        if block.kind == "row":
            found += [
                cell
                for cell in _cells(block.span.start, text[block.span.start : block.span.end])
                if cell.start < cell.end
            ]
        else:
            found += _sentences_of_line(text, block.span)
    return tuple(found)


def _sentences_of_line(text: str, line: Span) -> list[Span]:
    found = []
    start = line.start
    for end in SENTENCE_END.finditer(text, line.start, line.end):
        if end[0] == "." and SHORT_FORM.search(text, max(line.start, end.start() - 6), end.start()):
            continue
        found.append(Span(start, end.end()))
        start = end.end()
        while start < line.end and text[start].isspace():
            start += 1
    if start < line.end:
        found.append(Span(start, line.end))
    return found


def sentence_around(text: str, span: Span) -> Span:
    """Return the sentence (or sentences) that the span touches."""
    touched = [s for s in sentences(text) if s.start < span.end and span.start < s.end]
    if not touched:
        return span
    return Span(min(span.start, touched[0].start), max(span.end, touched[-1].end))


def find_quote(text: str, quote: str) -> Span:
    """Return where the words stand; raise QuoteError unless they stand there exactly once."""
    quote = unicodedata.normalize("NFC", quote)
    count = text.count(quote) if quote else 0
    if count != 1:
        problem = "stands there nowhere" if count == 0 else f"stands there {count} times"
        raise QuoteError(f"“{quote}” {problem}: quote words that the document holds once")
    start = text.index(quote)
    return Span(start, start + len(quote))


def follow(old: str, span: Span, new: str) -> Span | None:
    """Return where the words `old[span]` stand in another version of the text.

    None where they stand there no more, or stand there several times in places alike. What was
    inserted or taken out elsewhere never loses them: they are found by what is the same before or
    behind them up to the ends of the text, else by the words around them.
    """
    quote = old[span.start : span.end]
    if old[: span.end] == new[: span.end] and _stands_alone(new, span):
        return span
    behind = len(new) - (len(old) - span.start)
    if behind >= 0 and old[span.start :] == new[behind:]:
        moved = Span(behind, behind + len(quote))
        if _stands_alone(new, moved):
            return moved
    places: list[tuple[int, Span]] = []
    start = new.find(quote)
    while start >= 0 and len(places) < MOST_PLACES:
        place = Span(start, start + len(quote))
        if _stands_alone(new, place):
            places.append((_alike_around(old, span, new, place), place))
        start = new.find(quote, start + 1)
    if not places:
        return None
    places.sort(key=lambda one: -one[0])
    known = places[0][0] >= CONTEXT or (len(quote) >= LONG_QUOTE and len(places) == 1)
    told_apart = len(places) == 1 or places[0][0] > places[1][0]
    return places[0][1] if known and told_apart else None


def _stands_alone(text: str, span: Span) -> bool:
    """Return whether the words aren't cut out of longer ones: 27 is not in 127."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return not (
        (before.isalnum() and text[span.start].isalnum())
        or (after.isalnum() and text[span.end - 1].isalnum())
    )


def _alike_around(old: str, span: Span, new: str, place: Span) -> int:
    """Return how many letters before and behind the words are the same, at most WINDOW each."""
    before = 0
    while (
        before < min(span.start, place.start, WINDOW)
        and old[span.start - before - 1] == new[place.start - before - 1]
    ):
        before += 1
    behind = 0
    while (
        behind < min(len(old) - span.end, len(new) - place.end, WINDOW)
        and old[span.end + behind] == new[place.end + behind]
    ):
        behind += 1
    return before + behind


def title_of(text: str) -> str:
    """Return the first line of a text without its mark, at most 300 letters."""
    return text.split("\n", 1)[0].lstrip("# ").strip()[:300].strip()


def bare(text: str) -> str:
    """Return the text in small letters without diacritics."""
    decomposed = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> frozenset[str]:
    """Return what the text can be found by: its words as written and without diacritics.

    `2840/QĐ-UBND` and `27,6` count as one word and as their parts.
    """
    lowered = unicodedata.normalize("NFC", text).lower()
    found = {word[:60] for word in WORD.findall(lowered)}
    found |= {part[:60] for word in found for part in PART.findall(word)}
    return frozenset(found | {bare(word) for word in found})


def sought(query: str) -> tuple[str, ...]:
    """Return the words that a document must all hold: with diacritics where they were typed."""
    lowered = unicodedata.normalize("NFC", query).lower()
    return tuple(dict.fromkeys(word[:60] for word in WORD.findall(lowered)))


def code_of(title: str) -> str:
    """Return a code for a document that brings none: its title in ASCII, at most 80 letters."""
    return "-".join(PART.findall(bare(title)))[:80].strip("-") or "van-ban"
