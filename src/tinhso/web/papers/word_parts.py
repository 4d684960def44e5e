"""What python-docx has no word for: lines, page numbers, repeated heads, descriptions."""

# ruff: noqa: SLF001  # its own documentation reaches what it has no word for in this way

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Emu, Length, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

if TYPE_CHECKING:
    from lxml.etree import ElementBase

FONT = "Times New Roman"


def write(  # a run of words and how it looks
    paragraph: Paragraph,
    words: str,
    *,
    size: float,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> None:
    """Write words at the end of a paragraph; `size` in points."""
    run = paragraph.add_run(words)
    run.font.size = Pt(size)
    run.bold, run.italic = bold, italic
    if align is not None:
        paragraph.alignment = align


def add_rule(paragraph: Paragraph, beside: Length) -> None:
    """Make an empty paragraph a thin line with `beside` left blank on either side."""
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = beside
    layout.space_before, layout.space_after = Pt(3), Pt(4)
    layout.line_spacing = Pt(4)
    borders = cast("ElementBase", OxmlElement("w:pBdr"))
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def add_page_number(paragraph: Paragraph, size: Length) -> None:
    """Write the field that Word fills with the number of the page."""
    run = paragraph.add_run()
    run.font.size = size
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = words
        run._r.append(part)


def bare_table(document: Document, widths: Sequence[Length], *, rows: int) -> Table:
    """Return a table without lines, for things that stand beside each other."""
    return _sized(document.add_table(rows, len(widths)), widths)


def grid_table(document: Document, widths: Sequence[Length], *, rows: int) -> Table:
    """Return a table with thin lines whose rows are never torn across pages."""
    table = document.add_table(rows, len(widths))
    table.style = "Table Grid"
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return _sized(table, widths)


def _sized(table: Table, widths: Sequence[Length]) -> Table:
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
        for cell in column.cells:
            cell.width = Emu(width)
    return table


def repeat_on_every_page(row: _Row) -> None:
    """Make a row the head that Word repeats where the table goes on."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def describe(shape: InlineShape, words: str) -> None:
    """Give a picture its words, for those who listen."""
    shape._inline.docPr.set("descr", words)
