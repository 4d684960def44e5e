"""How a text is read: normalised, cut into paragraphs and sentences, made findable. Pure."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

LIMIT = 10 * 2**20
"""The largest file that is read as a document: 10 MB."""

NOT_TEXT = {
    b"%PDF": "tệp PDF",
    b"PK\x03\x04": "tệp Word hoặc tệp nén",
    b"\xd0\xcf\x11\xe0": "tệp Word cũ",
    b"\x89PNG": "tệp ảnh",
    b"\xff\xd8\xff": "tệp ảnh",
}
UTF16 = (b"\xff\xfe", b"\xfe\xff")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A full stop ends a sentence unless a digit follows at once (1.030) or what stands before it is
# a short form; closing quotes and brackets belong to the sentence they end.
SENTENCE_END = re.compile(r"[.!?…]+[”\"')\]]*(?=\s|$)")
SHORT_FORM = re.compile(r"(?:^|[\s(])(?:TP|Tp|TX|tx|Ths|TS|GS|PGS|BS|KS|Đ/c|đ/c|v\.v|tr|[A-ZĐ])$")
WORD = re.compile(r"[^\W_]+(?:[./,-][^\W_]+)*")
PART = re.compile(r"[^\W_]+")


class UnreadableTextError(ValueError):
    """A file can't be taken as a document; the message says why and what to do."""


class QuoteError(ValueError):
    """Words to be cited stand in the text not at all, or more than once."""


@dataclass(frozen=True)
class Span:
    """A stretch of a text, counted in code points, `end` exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """A line as it is shown: a heading, an item or a paragraph; the span leaves out its mark."""

    kind: str
    span: Span


def read_bytes(data: bytes) -> str:
    """Return the text of a file in UTF-8, normalised; raise UnreadableTextError with the cure."""
    if len(data) > LIMIT:
        raise UnreadableTextError("Tệp lớn hơn 10 MB: hãy chia thành nhiều văn bản.")
    for mark, what in NOT_TEXT.items():
        if data.startswith(mark):
            raise UnreadableTextError(
                f"Đây là {what}: hãy lưu lại dạng văn bản thuần (.txt, UTF-8)."
            )
    if data.startswith(UTF16):
        raise UnreadableTextError("Tệp dùng bảng mã UTF-16: hãy lưu lại với bảng mã UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableTextError(
            f"Dòng {line} không phải UTF-8 (có thể là TCVN3, VNI hoặc Windows-1258):"
            " hãy lưu lại với bảng mã UTF-8."
        ) from None
    control = CONTROL.search(text)
    if control:
        line = text[: control.start()].count("\n") + 1
        raise UnreadableTextError(
            f"Dòng {line} có ký tự điều khiển, tệp này không phải văn bản: hãy lưu lại dạng .txt."
        )
    text = normalise(text)
    if not text:
        raise UnreadableTextError("Tệp không có chữ nào: hãy chọn tệp khác.")
    return text


def normalise(text: str) -> str:
    """Return the text composed (NFC), with line feeds only, less blanks at line ends and around.

    Idempotent, so that offsets into the result stay true however often it is read again.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n \t")


def digest(text: str) -> str:
    """Return the SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def blocks(text: str) -> tuple[Block, ...]:
    """Return the lines that hold something: `# ` makes a heading, `- ` an item of a list."""
    found = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            kind, mark = "paragraph", re.match(r"#{1,6} +|[-*•+] +", stripped)
            skipped = mark.end() if mark else 0
            if mark:
                kind = "heading" if stripped.startswith("#") else "item"
            first = start + line.index(stripped[0]) + skipped
            found.append(Block(kind, Span(first, start + len(line.rstrip()))))
        start += len(line) + 1
    return tuple(found)


def sentences(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """Return the sentences of the text (or of a part of it), never across a line."""
    whole = within or Span(0, len(text))
    found = []
    for block in blocks(text):
        if block.span.end <= whole.start or block.span.start >= whole.end:
            continue
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
