"""What reading a file gives: one text with stable offsets, and what was noticed on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tinhso.kernel.documents.extraction.words import SENTENCES
from tinhso.kernel.documents.rules import Table

Kind = Literal["text", "markdown", "html", "docx", "pdf"]

VERSION = "1"
"""Which reader made a text. Raised whenever the same bytes would give another text."""


@dataclass(frozen=True)
class Note:
    """Something to tell about a file: `code` names a sentence of `words.SENTENCES`."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return SENTENCES[self.code] % self.values


class UnreadableError(ValueError):
    """A file can't be taken as a document. `note` says why and what to do; str() in Vietnamese."""

    def __init__(self, code: str, **values: str | int) -> None:
        self.note = Note(code, values)
        super().__init__(str(self.note))


@dataclass(frozen=True)
class Extracted:
    """A file as it was read.

    `text` is normalised (`rules.normalise` changes nothing in it) and never empty: paragraphs are
    lines, `# ` marks a heading, `- ` an item, and the rows of a table are lines of cells with tabs
    between. Offsets into it count code points. `tables` are those of the text. `head` is what a
    text or markdown file has between two lines of `---` before its first word.
    """

    text: str
    kind: Kind
    notes: tuple[Note, ...] = ()
    tables: tuple[Table, ...] = ()
    head: str = ""
