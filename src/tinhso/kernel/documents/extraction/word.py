"""Word files: headings, paragraphs, lists and tables in their order."""

import io
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element as Element

from tinhso.kernel.documents import rules
from tinhso.kernel.documents.extraction.assembling import Assembly
from tinhso.kernel.documents.extraction.contracts import Extracted, Note, UnreadableError
from tinhso.kernel.documents.extraction.decoding import NOTES, mend_fonts
from tinhso.kernel.documents.extraction.grids import filled
from tinhso.kernel.documents.extraction.packed import check_sizes
from tinhso.kernel.documents.extraction.word_numbers import Numbering
from tinhso.kernel.documents.extraction.word_runs import Runs, count, whole
from tinhso.kernel.documents.extraction.word_styles import Styles

# What python-docx raises on files that are packed well and written badly.
DAMAGE = (
    OpcError, etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error,
    RuntimeError, KeyError, ValueError, AttributeError, TypeError, IndexError, OSError, EOFError,
)  # fmt: skip
PASSED = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml")}


def read_word(data: bytes) -> Extracted:
    """Read a Word file as it would look with every change accepted; raise UnreadableError.

    Text typed for the fonts of TCVN3 and VNI is converted by the name of the font it stands in.
    """
    check_sizes(data)
    try:
        reader = _Reader(docx.Document(io.BytesIO(data)))
        reader.read()
    except DAMAGE:
        raise UnreadableError("broken_docx") from None
    text, notes = reader.assembly.text, reader.notes()
    if not reader.runs.converted:
        text, mended = mend_fonts(text)
        text, notes = rules.normalise(text), (*mended, *notes)
    return Extracted(text, "docx", notes)


class _Reader:
    """Walks the body of a Word file."""

    def __init__(self, document: Document) -> None:
        self.assembly = Assembly()
        self._document = document
        self._styles = Styles(document)
        self._numbering = Numbering(document)
        self.runs = Runs(self._styles)
        self._footnotes = False

    def read(self) -> None:
        """Read the body, then the footnotes."""
        self._blocks(self._document.element.body)
        notes = [
            relation.target_part
            for relation in self._document.part.rels.values()
            if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES and not relation.is_external
        ]
        for part in notes:
            root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
            for note in root.iterfind(qn("w:footnote")):
                if note.get(qn("w:type")) in (None, "normal"):
                    words = self._cell_words(note)
                    self._footnotes = self._footnotes or bool(words.strip())
                    self.assembly.paragraph(words)

    def notes(self) -> tuple[Note, ...]:
        """Return what was noticed."""
        body = self._document.element.body
        pictures = count(body, "pic:pic") + count(body, "v:imagedata")
        found = [Note(NOTES[encoding]) for encoding in sorted(self.runs.converted)]
        if self._numbering.used:
            found.append(Note("numbered"))
        if self._footnotes:
            found.append(Note("footnotes"))
        if count(body, "w:ins") or count(body, "w:del"):
            found.append(Note("revisions"))
        if pictures:
            found.append(Note("pictures", {"count": pictures}))
        return tuple(found)

    def _blocks(self, parent: Element) -> None:
        for block in parent:
            if block.tag == qn("w:p"):
                self._paragraph(block)
            elif block.tag == qn("w:tbl"):
                self._table(block)
            elif block.tag in PASSED:
                self._blocks(block)

    def _paragraph(self, paragraph: Element) -> None:
        style = self._styles.of_paragraph(paragraph)
        words = self.runs.words(paragraph, style)
        level = self._styles.heading_level(paragraph, style)
        # Empty numbered paragraphs count in Word too.
        number = self._numbering.mark(paragraph, self._styles.chain(style))
        if not words.strip():
            pass
        elif level:
            numbered = number not in ("", "-")
            self.assembly.heading(f"{number} {words}" if numbered else words, level)
        elif number:
            self.assembly.item(words, number)
        else:
            self.assembly.paragraph(words)
        for box in self.runs.boxes(paragraph):
            self._blocks(box)

    def _table(self, table: Element) -> None:
        rows = [list(_cells(row)) for row in _rows(table)]
        if len(rows) < 2 or all(len(row) < 2 for row in rows):
            for row in rows:
                for cell in row:
                    self._blocks(cell)
            return
        self.assembly.table(filled([[self._laid(cell) for cell in row] for row in rows]))

    def _laid(self, cell: Element) -> tuple[str, int, int]:
        """Return a cell's words with its spans; what is merged into the cell above is empty."""
        if cell.tag == qn("w:gridBefore"):
            return "", whole(cell.get(qn("w:val"))), 1
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        above = merged is not None and merged.get(qn("w:val"), "continue") == "continue"
        wide = whole(span.get(qn("w:val"))) if span is not None else 1
        return "" if above else self._cell_words(cell), wide, 1

    def _cell_words(self, cell: Element) -> str:
        told = []
        for paragraph in cell.iter(qn("w:p")):
            style = self._styles.of_paragraph(paragraph)
            words = self.runs.words(paragraph, style)
            number = self._numbering.mark(paragraph, self._styles.chain(style))
            told.append(f"{number} {words}" if number and words.strip() else words)
        return " ".join(told)


def _rows(table: Element) -> Iterator[Element]:
    for row in table:
        if row.tag == qn("w:tr"):
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
                yield row
        elif row.tag in PASSED:
            yield from _rows(row)


def _cells(row: Element) -> Iterator[Element]:
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    if before is not None:
        yield before
    for cell in row:
        if cell.tag == qn("w:tc"):
            yield cell
        elif cell.tag in PASSED:
            yield from _cells(cell)
