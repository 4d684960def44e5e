"""A Word file gives headings, paragraphs, lists and tables in order, whatever font drew them."""

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.documents import rules
from tinhso.kernel.documents.extraction import Extracted, UnreadableError, extract, limits
from tinhso.kernel.documents.extraction.word_numbers import formatted


def saved(document: Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def read(document: Document) -> Extracted:
    return extract(saved(document), "a.docx")


def codes(read: Extracted) -> list[str]:
    return [note.code for note in read.notes]


def test_everything_stands_in_its_order_on_its_line() -> None:
    document = docx.Document()
    document.add_heading("Báo cáo", 0)
    document.add_heading("Kinh tế", 2)
    paragraph = document.add_paragraph("Xuất khẩu ")
    paragraph.add_run("27,6").bold = True
    paragraph.add_run(" tỷ\tUSD\nnăm\u00a02024")
    for word in ("một", "hai"):
        document.add_paragraph(word, style="List Bullet")
    document.add_paragraph("")
    document.add_paragraph("Hết.")
    found = read(document)
    assert found.text == (
        "# Báo cáo\n\n## Kinh tế\n\nXuất khẩu 27,6 tỷ USD năm 2024\n\n- một\n- hai\n\nHết."
    )
    assert (found.kind, found.notes) == ("docx", ())


def test_tables_keep_cells_in_their_columns_and_merged_words_once() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for place, cell in enumerate(table._cells):
        cell.text = str(place)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "GRDP"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "2024"
    table.cell(2, 2).add_table(1, 1).cell(0, 0).text = "trong"
    found = read(document)
    assert found.text == "0\tGRDP\n2024\t4\t5\n\t7\t8 trong"
    assert codes(found) == ["tables"]


def test_a_table_that_lays_out_the_head_of_a_paper_is_read_as_paragraphs() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "UBND TỈNH\nSố: 12/BC-UBND"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert read(document).text == ("UBND TỈNH Số: 12/BC-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")


def numbered(document: Document, text: str, level: int) -> None:
    """Add a paragraph of the list that python-docx's template numbers 1., a), i)."""
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="99"/></w:numPr>'
        )
    )


def with_numbers(document: Document) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{shape}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, start, shape, text in (
            (0, 3, "decimal", "Điều %1."),
            (1, 1, "lowerLetter", "%2)"),
            (2, 1, "lowerRoman", "%1.%3"),
        )
    )
    root = document.part.numbering_part.element
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99">{levels}</w:abstractNum>'
    root.insert(0, parse_xml(abstract))
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="99"><w:abstractNumId w:val="99"/></w:num>')
    )


def test_numbers_that_word_counts_by_itself_are_written_out() -> None:
    document = docx.Document()
    with_numbers(document)
    for text, level in (("A", 0), ("b", 1), ("c", 1), ("d", 2), ("E", 0), ("f", 1)):
        numbered(document, text, level)
    found = read(document)
    assert found.text.split("\n") == [
        "Điều 3. A",
        *("a) b", "b) c", "3.i d", "Điều 4. E", "a) f"),
    ]
    assert codes(found) == ["numbered"]


@pytest.mark.parametrize(
    ("number", "shape", "told"),
    [
        (4, "upperRoman", "IV"),
        (1999, "lowerRoman", "mcmxcix"),
        (27, "lowerLetter", "aa"),
        (3, "decimalZero", "03"),
        (7, "anythingElse", "7"),
    ],
)
def test_numbers_look_as_word_draws_them(number: int, shape: str, told: str) -> None:
    assert formatted(number, shape) == told


def test_runs_in_old_fonts_are_converted_though_a_mark_stands_in_the_next_run() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text, font in (
        ("tØnh ", ".VnTime"),
        ("Th¸i Nguyªn", ".VnTimeH"),
        (" và ", "Arial"),
        ("mieàn nu", "VNI-Times"),
        ("ùi", "VNI-Times"),
    ):
        paragraph.add_run(text).font.name = font
    paragraph.runs[-1].bold = True
    found = read(document)
    assert found.text == "tỉnh THÁI NGUYÊN và miền núi"
    assert codes(found) == ["from_tcvn3", "from_vni"]


def test_the_font_may_stand_in_a_style_or_in_the_defaults() -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph("miÒn nói").add_run(" ư").font.name = "Arial"
    assert read(document).text == "miền núi ư"


def test_text_in_an_old_encoding_is_known_without_its_font() -> None:
    document = docx.Document()
    document.add_paragraph("Th¸i Nguyªn lµ tØnh trung du, miÒn nói")
    assert read(document).text == "Thái Nguyên là tỉnh trung du, miền núi"


def test_changes_are_read_as_accepted_and_hidden_words_left_out() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("a")
    for change in ("ins", "del"):
        inner = "t" if change == "ins" else "delText"
        run = f"<w:r><w:{inner}>{change}</w:{inner}></w:r>"
        paragraph._p.append(parse_xml(f"<w:{change} {nsdecls('w')}>{run}</w:{change}>"))
    paragraph.add_run("ẩn").font.hidden = True
    found = read(document)
    assert found.text == "ains"
    assert codes(found) == ["revisions"]


def test_a_text_box_is_read_once() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Trên")
    box = "<w:txbxContent><w:p><w:r><w:t>Hộp</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/'
            'markup-compatibility/2006"><mc:AlternateContent>'
            f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert read(document).text == "Trên\n\nHộp"


def repacked(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a packed file with some parts changed or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {*old.namelist(), *parts}:
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return target.getvalue()


PLAIN = saved(docx.Document())
DOCUMENT = "word/document.xml"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><d>&b;</d>'
DEEP = b"<w:document xmlns:w='x'>" + b"<w:a>" * 5000 + b"</w:a>" * 5000 + b"</w:document>"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (PLAIN, "no_words"),
        (PLAIN[: len(PLAIN) // 2], "broken_docx"),
        (repacked(PLAIN, {DOCUMENT: b"<w:document"}), "broken_docx"),
        (repacked(PLAIN, {DOCUMENT: DEEP}), "broken_docx"),
        (repacked(PLAIN, {"[Content_Types].xml": b"<Types/>"}), "broken_docx"),
        (repacked(PLAIN, {DOCUMENT: LAUGHS}), "bomb"),
        (repacked(PLAIN, {DOCUMENT: b" " * (limits.UNPACKED_XML + 1)}), "bomb"),
        (repacked(PLAIN, {"word/media/a.bin": b"\0" * 2 * limits.RATIO_FROM}), "bomb"),
        (repacked(PLAIN, {f"a{n}": b"" for n in range(limits.PARTS)}), "bomb"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_cure(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        extract(data, "a.docx")
    assert caught.value.note.code == code
    assert "hãy" in str(caught.value)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/workbook.xml", "excel"),
        ("ppt/presentation.xml", "powerpoint"),
        ("content.xml", "open_document"),
        ("anything", "archive"),
    ],
)
def test_other_packed_files_are_refused_by_their_name(part: str, code: str) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr(part, "x")
    with pytest.raises(UnreadableError) as caught:
        extract(target.getvalue(), "a.docx")
    assert caught.value.note.code == code


def test_a_word_file_of_another_name_is_told() -> None:
    document = docx.Document()
    document.add_paragraph("Chữ")
    found = extract(saved(document), "a.pdf")
    assert (found.kind, codes(found)) == ("docx", ["other_ending"])


PARAGRAPHS = st.lists(
    st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn", "Co"]), max_size=30), max_size=5
)


@given(PARAGRAPHS)
def test_any_words_come_out_normalised_the_same_every_time(paragraphs: list[str]) -> None:
    document = docx.Document()
    document.add_paragraph("x")
    for words in paragraphs:
        document.add_paragraph(words)
    found = read(document)
    assert rules.normalise(found.text) == found.text
    assert extract(saved(document), "a.docx").text == found.text


@given(st.integers(0, len(PLAIN) - 1), st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused_never_a_fault(place: int, byte: int) -> None:
    data = PLAIN[:place] + bytes([byte]) + PLAIN[place + 1 :]
    try:
        extract(data, "a.docx")
    except UnreadableError as error:
        refused = str(error)
    else:
        refused = "hãy"
    assert "hãy" in refused
