"""One file read: recognised by what it holds, given to the reader of its kind, and bounded."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from tinhso.kernel.documents import rules
from tinhso.kernel.documents.extraction import limits
from tinhso.kernel.documents.extraction.contracts import Extracted, Kind, Note, UnreadableError
from tinhso.kernel.documents.extraction.sniffing import kind_of
from tinhso.kernel.documents.extraction.words import KINDS

ENDINGS: dict[str, Kind] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
"""What a file's name promises. What it holds decides; only text and markdown look alike."""


def extract(data: bytes, name: str) -> Extracted:
    """Return the text of a file; raise UnreadableError, which says what to do.

    `name` is the file's name: it tells markdown from text, and nothing else.
    """
    if not data:
        raise UnreadableError("empty")
    if len(data) > limits.FILE:
        raise UnreadableError("too_large", limit=limits.FILE // limits.MEGABYTE)
    ending = PurePath(name).suffix.lower()
    promised = ENDINGS.get(ending)
    kind = kind_of(data)
    if kind == "text" and promised == "markdown":
        kind = "markdown"
    read = _reader(kind)(data)
    if not read.text:
        raise UnreadableError("no_words")
    if len(read.text) > limits.TEXT:
        raise UnreadableError("too_long", limit=limits.TEXT // 1_000_000)
    notes = read.notes
    if promised and promised != kind:
        notes = (Note("other_ending", {"ending": ending, "kind": KINDS[kind]}), *notes)
    tables = rules.tables(read.text)
    if tables:
        notes = (*notes, Note("tables", {"count": len(tables)}))
    return replace(read, kind=kind, notes=notes, tables=tables)


def _reader(kind: Kind) -> Callable[[bytes], Extracted]:
    """Return the reader of a kind, its libraries loaded only now."""
    if kind == "docx":
        from tinhso.kernel.documents.extraction.word import read_word

        return read_word
    if kind == "pdf":
        from tinhso.kernel.documents.extraction.pdf import read_pdf

        return read_pdf
    if kind == "html":
        from tinhso.kernel.documents.extraction.webpages import read_page

        return read_page
    from tinhso.kernel.documents.extraction.plain import read_markdown, read_text

    return read_markdown if kind == "markdown" else read_text
