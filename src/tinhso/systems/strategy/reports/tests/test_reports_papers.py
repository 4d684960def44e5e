"""The same figures on the page, in DOCX and in PDF; and the state's format, measured."""

import re
from collections.abc import Callable
from io import BytesIO

import pdfplumber
import pytest
from docx import Document
from docx.document import Document as Word
from docx.shared import Length, Pt

from tinhso.web.papers.content import Report
from tinhso.web.papers.layout import LaidTable, Layout, Paragraph, lay
from tinhso.web.papers.pdf import to_pdf
from tinhso.web.papers.word import to_docx

Made = Callable[..., Report]
POINTS_OF_A_MILLIMETRE = 72 / 25.4


def words(text: str) -> str:
    """Return text without anything that only sets it apart."""
    return re.sub(r"[\s\N{WORD JOINER}]+", "", text)


def said(laid: Layout) -> list[str]:
    """Return every sentence and cell of a report, as they must stand on paper."""
    found = []
    for thing in (*laid.things, *laid.annexed):
        if isinstance(thing, Paragraph):
            found += [run.text for run in thing.runs]
        elif isinstance(thing, LaidTable):
            found += [cell.text for row in thing.rows for cell in row]
            found += list(thing.notes)
    return found + [one.words for one in laid.sources] + [laid.seal]


def text_of_word(document: Word) -> str:
    """Return every letter of a DOCX body, tables in their place."""
    return "".join(
        node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t")
    )


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("scope", "span"), [("resolution:dai-hoi-20", "2020-2025"), ("all", "2024")]
)
def test_docx_says_everything(made: Made, language: str, scope: str, span: str) -> None:
    report = made(scope, span)
    text = words(text_of_word(Document(BytesIO(to_docx(report, language)))))
    missing = [one for one in said(lay(report, language)) if words(one) not in text]
    assert not missing


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pdf_says_every_figure(made: Made, language: str) -> None:
    report = made()
    with pdfplumber.open(BytesIO(to_pdf(report, language))) as paper:
        text = " ".join(page.extract_text() for page in paper.pages)
    numbers = set(re.findall(r"\d[\d.,]*\d|\d", text))
    wanted = {
        number
        for one in said(lay(report, language))
        for number in re.findall(r"\d[\d.,]*\d|\d", one)
    }
    assert wanted <= numbers


def test_pdf_is_the_states_format(made: Made) -> None:
    with pdfplumber.open(BytesIO(to_pdf(made(), "vi"))) as paper:
        first, second = paper.pages[:2]
        assert (
            round(first.width / POINTS_OF_A_MILLIMETRE),
            round(first.height / POINTS_OF_A_MILLIMETRE),
        ) == (210, 297)
        body = [
            letter for letter in second.chars if letter["size"] > 13.5 and letter["text"].strip()
        ]
        assert min(one["x0"] for one in body) >= 30 * POINTS_OF_A_MILLIMETRE - 1
        assert max(one["x1"] for one in body) <= (210 - 15) * POINTS_OF_A_MILLIMETRE + 1
        fonts = {letter["fontname"].split("+")[1] for page in paper.pages for letter in page.chars}
        assert all(font.startswith("Tinos") for font in fonts)
        lines = first.extract_text().splitlines()
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in lines[0]
        assert second.extract_text().splitlines()[0] == "2"
        assert "Số: ………/BC-UBND" in first.extract_text()
        assert "DỰ THẢO" in first.extract_text()


def test_the_same_report_gives_the_same_pdf(made: Made) -> None:
    assert to_pdf(made(), "vi") == to_pdf(made(), "vi")


def test_docx_is_the_states_format(made: Made) -> None:
    document = Document(BytesIO(to_docx(made(), "vi")))
    section = document.sections[0]
    lengths = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(Length(length or 0).mm) for length in lengths] == [210, 297, 20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    headings = [
        one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"
    ]
    assert headings[0] == "I. KẾT QUẢ CHUNG"
    signed = document.tables[-1].rows[0].cells
    assert signed[0].paragraphs[0].text == "Nơi nhận:"
    assert signed[1].paragraphs[0].text == "TM. ỦY BAN NHÂN DÂN"


def test_every_chart_is_a_picture_with_words(made: Made) -> None:
    document = Document(BytesIO(to_docx(made(), "vi")))
    shapes = [one for one in document.element.body.iter() if one.tag.endswith("}docPr")]
    assert len(shapes) == 4
    assert all(": " in one.get("descr") for one in shapes)


def test_a_demonstration_says_so_on_every_page(made: Made) -> None:
    with pdfplumber.open(BytesIO(to_pdf(made(), "vi"))) as paper:
        assert all("Bản trình diễn" in page.extract_text() for page in paper.pages)
