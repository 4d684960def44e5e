"""A report as DOCX in the state's format (Decree 30/2020/NĐ-CP, Appendix I), for an office to edit.

A4 with margins 20, 20, 30 and 15 mm; Times New Roman of 13 and 14 points; the page number centred
at the top from page 2 on. Headings are real headings, so that Word's own navigation works.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentOfWord
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph

from tinhso.web.papers import charts, typesetting
from tinhso.web.papers.content import Head, Report
from tinhso.web.papers.layout import (
    Heading,
    LaidCharts,
    LaidTable,
    Layout,
    Thing,
    lay,
)
from tinhso.web.papers.layout import Paragraph as LaidParagraph
from tinhso.web.papers.word_parts import (
    FONT,
    add_page_number,
    add_rule,
    bare_table,
    describe,
    grid_table,
    repeat_on_every_page,
    write,
)

TEXT_WIDTH = Mm(165)
COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
DOTS = "………………………"
SIZES = ((5, 11), (8, 10), (99, 8.5))
"""Points of the letters in a table of at most so many columns."""


def to_docx(report: Report, language: str) -> bytes:
    """Return the report as DOCX."""
    laid = lay(report, language)
    document = Document()
    _styles(document, language)
    _page(document, laid)
    _properties(document, laid, datetime.fromisoformat(report.basis.as_of))
    _head(document, report.head, laid)
    pictures = iter(typesetting.pictures(list(_drawings(laid.things, language))))
    for thing in laid.things:
        _set(document, thing, pictures, language)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    _end(document, report.head)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for words in (laid.annex.upper(), laid.annex_title):
        _centred(document.add_paragraph(), words, size=14, bold=True)
    add_rule(document.add_paragraph(), Mm(62))
    for thing in laid.annexed:
        _set(document, thing, pictures, language)
    _sources(document, laid)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _drawings(things: Iterable[Thing], language: str) -> Iterator[str]:
    for thing in things:
        if isinstance(thing, LaidCharts):
            size = charts.sizes(len(thing.charts))
            yield from (charts.svg(one.chart, language, size) for one in thing.charts)


def _set(document: DocumentOfWord, thing: Thing, pictures: Iterator[bytes], language: str) -> None:
    if isinstance(thing, Heading):
        words = f"{thing.number}. {thing.title}"
        document.add_heading(words.upper() if thing.level == 1 else words, thing.level)
    elif isinstance(thing, LaidParagraph):
        _paragraph(document, thing)
    elif isinstance(thing, LaidTable):
        _table(document, thing)
    else:
        _charts(document, thing, pictures, language)


def _styles(document: DocumentOfWord, language: str) -> None:
    for name, size in (("Normal", 14), ("Heading 1", 14), ("Heading 2", 14)):
        style = document.styles[name]
        style.font.name = FONT
        style.font.size = Pt(size)
        properties = style.element.get_or_add_rPr()
        fonts = properties.rFonts
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(_w(script), FONT)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(_w(theme), None)
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.line_spacing = 1.15
        if name != "Normal":
            style.font.bold = True
            style.font.color.rgb = None
            style.font.color.theme_color = None
            properties.remove(properties.color) if properties.color is not None else None
            style.paragraph_format.space_before = Pt(10)
            style.paragraph_format.first_line_indent = Mm(12.7)
            style.paragraph_format.keep_with_next = True
    lang = document.styles.element.find(f".//{_w('lang')}")
    if lang is not None:
        lang.set(_w("val"), "en-GB" if language.startswith("en") else "vi-VN")


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _page(document: DocumentOfWord, laid: Layout) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    add_page_number(number, Pt(13))
    for footer in (section.footer, section.first_page_footer):
        write(footer.paragraphs[0], laid.notice, size=10, italic=True, align=ALIGN.CENTER)


def _properties(document: DocumentOfWord, laid: Layout, made: datetime) -> None:
    known = document.core_properties
    known.title = f"{laid.kind}: {laid.subject}"
    known.author = known.last_modified_by = known.comments = ""
    known.identifier = laid.seal
    known.language = laid.language
    known.created = known.modified = made.astimezone(UTC).replace(tzinfo=None)


def _head(document: DocumentOfWord, head: Head, laid: Layout) -> None:
    table = bare_table(document, (Mm(62), Mm(103)), rows=2)
    left, right = table.rows[0].cells
    _centred(left.paragraphs[0], head.issuer[0], size=13, bold=True)
    for words in head.issuer[1:]:
        _centred(left.add_paragraph(), words, size=13, bold=True)
    add_rule(left.add_paragraph(), Mm(20))
    _centred(right.paragraphs[0], COUNTRY, size=13, bold=True)
    _centred(right.add_paragraph(), MOTTO, size=14, bold=True)
    add_rule(right.add_paragraph(), Mm(22))
    left, right = table.rows[1].cells
    _centred(left.paragraphs[0], head.number, size=13)
    draft = left.add_paragraph()
    draft.paragraph_format.space_before = Pt(4)
    _centred(draft, laid.draft, size=12, bold=True)
    _centred(right.paragraphs[0], f"{head.place}, {head.date}", size=14, italic=True)
    kind = document.add_paragraph()
    kind.paragraph_format.space_before = Pt(18)
    _centred(kind, laid.kind, size=14, bold=True)
    _centred(document.add_paragraph(), laid.subject, size=14, bold=True)
    add_rule(document.add_paragraph(), Mm(62))


def _centred(  # how a line of the head looks is said by its caller
    paragraph: Paragraph, words: str, *, size: float, bold: bool = False, italic: bool = False
) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    write(paragraph, words, size=size, bold=bold, italic=italic, align=ALIGN.CENTER)


def _paragraph(document: DocumentOfWord, one: LaidParagraph) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = ALIGN.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(12.7)
    for number, run in enumerate(one.runs):
        paragraph.add_run(f" {run.text}" if number else run.text)
        if run.mark:
            paragraph.add_run(f"\N{NO-BREAK SPACE}{run.mark}").font.size = Pt(10)


def _table(document: DocumentOfWord, one: LaidTable) -> None:
    caption = document.add_paragraph()
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(6)
    _centred(caption, one.title, size=12, bold=True)
    caption.paragraph_format.space_after = Pt(4)
    whole = sum(head.share for head in one.heads)
    widths = [Emu(TEXT_WIDTH * head.share // whole) for head in one.heads]
    table = grid_table(document, widths, rows=len(one.rows) + 1)
    size = next(size for most, size in SIZES if len(one.heads) <= most)
    for cell, head in zip(table.rows[0].cells, one.heads, strict=True):
        _centred(cell.paragraphs[0], head.title, size=size, bold=True)
    repeat_on_every_page(table.rows[0])
    for row, laid in zip(list(table.rows)[1:], one.rows, strict=True):
        for cell, said in zip(row.cells, laid, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            paragraph.paragraph_format.line_spacing = 1.0
            write(paragraph, said.text, size=size, align=ALIGN.RIGHT if said.right else ALIGN.LEFT)
            if said.mark:
                paragraph.add_run(f"\N{WORD JOINER}{said.mark}").font.superscript = True
    _notes(document, one.notes)


def _notes(document: DocumentOfWord, notes: Iterable[str]) -> None:
    paragraph = None
    for words in notes:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = 1.0
        write(paragraph, words, size=10, italic=True)
    last = paragraph or document.add_paragraph()
    last.paragraph_format.space_after = Pt(8)


def _charts(
    document: DocumentOfWord, one: LaidCharts, pictures: Iterator[bytes], language: str
) -> None:
    width = Emu(TEXT_WIDTH // len(one.charts))
    table = bare_table(document, [width] * len(one.charts), rows=2)
    for column, each in enumerate(one.charts):
        paragraph = table.rows[0].cells[column].paragraphs[0]
        paragraph.alignment = ALIGN.CENTER
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(6)
        run = paragraph.add_run()
        shape = run.add_picture(BytesIO(next(pictures)), width=Emu(width - Mm(4)))
        describe(shape, charts.spoken(each.chart, language))
        _centred(table.rows[1].cells[column].paragraphs[0], each.title, size=11, italic=True)
    after = document.add_paragraph()
    after.paragraph_format.space_after = Pt(0)


def _sources(document: DocumentOfWord, laid: Layout) -> None:
    for one in laid.sources:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(10)
        paragraph.paragraph_format.first_line_indent = Mm(-10)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(10))
        paragraph.paragraph_format.space_after = Pt(3)
        write(paragraph, f"[{one.number}]\t{one.words}", size=12)
    write(document.add_paragraph(), laid.seal, size=10, italic=True)


def _end(document: DocumentOfWord, head: Head) -> None:
    table = bare_table(document, (Mm(82), Mm(83)), rows=1)
    left, right = table.rows[0].cells
    for cell in (left, right):
        cell.paragraphs[0].paragraph_format.space_before = Pt(14)
    write(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
    for words in head.recipients:
        write(left.add_paragraph(), f"- {words}", size=11)
    for paragraph in left.paragraphs:
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = 1.0
    _centred(right.paragraphs[0], head.signer, size=14, bold=True)
    _centred(right.add_paragraph(), head.post, size=14, bold=True)
    blank = right.add_paragraph()
    blank.paragraph_format.space_after = Pt(70)
    _centred(right.add_paragraph(), DOTS, size=14)
