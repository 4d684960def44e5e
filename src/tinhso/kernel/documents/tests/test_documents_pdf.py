"""A PDF gives its paragraphs whole, its tables by cells, and never takes the server along."""

import zlib

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.documents import rules
from tinhso.kernel.documents.extraction import UnreadableError, extract, limits
from tinhso.kernel.documents.extraction.pdf_lines import (
    Grid,
    Line,
    Page,
    assemble,
    without_running_heads,
)
from tinhso.kernel.documents.tests.small_pdf import pdf, scanned, stream, words

REPORT = """
#set page(paper: "a4", numbering: "1", margin: 2.5cm, header: [Báo cáo số 12/BC-UBND])
#set text(size: 13pt, lang: "vi")
#set par(justify: true, first-line-indent: 1cm)
= Báo cáo kết quả năm 2024
Năm 2024, tổng sản phẩm trên địa bàn ước đạt 162,5 nghìn tỷ đồng, gấp 1,4 lần năm 2020; giá trị
xuất khẩu ước đạt 27,6 tỷ USD, tăng 12,7 % so với năm 2020, cao hơn bình quân chung của cả nước.

Thu ngân sách vượt kế hoạch.
- một mục dài hơn một dòng để xem các dòng của nó có được nối lại với nhau hay không khi được đọc
- hai
#table(columns: 3, [Năm], [GRDP], [Ghi chú], [2023], [150], [chính thức],
  [2024], [162,5], [ước tính, chờ số liệu công bố chính thức của cơ quan thống kê])
#let long = "Công nghiệp tiếp tục là động lực tăng trưởng của tỉnh. "
#(long * 60)

Đoạn cuối ở trang sau.
#pagebreak()
Trang ba.
"""


def read(data: bytes) -> tuple[str, list[str]]:
    found = extract(data, "a.pdf")
    return found.text, [note.code for note in found.notes]


def test_a_report_is_read_in_paragraphs_with_its_table() -> None:
    text, notes = read(typst.compile(REPORT.encode()))
    blocks = text.split("\n\n")
    assert blocks[0] == "# Báo cáo kết quả năm 2024"
    assert blocks[1].startswith("Năm 2024, tổng sản phẩm")
    assert blocks[1].endswith("cao hơn bình quân chung của cả nước.")
    assert blocks[2] == "Thu ngân sách vượt kế hoạch."
    assert blocks[3].split("\n")[0].endswith("với nhau hay không khi được đọc")
    assert blocks[3].split("\n")[1] == "- hai"
    assert blocks[4].split("\n")[2] == (
        "2024\t162,5\tước tính, chờ số liệu công bố chính thức của cơ quan thống kê"
    )
    assert blocks[5].count("Công nghiệp tiếp tục") == 60  # across the page
    assert blocks[6:] == ["Đoạn cuối ở trang sau.", "Trang ba."]
    assert notes == ["pages", "running_heads", "tables"]


def test_the_same_bytes_give_the_same_text() -> None:
    data = typst.compile(REPORT.encode())
    assert extract(data, "a.pdf") == extract(data, "b.pdf")


def test_letters_drawn_in_old_fonts_are_converted_by_the_fonts_name() -> None:
    line = ["Th¸i Nguyªn lµ tØnh trung du"]
    assert read(pdf([words(line)], font=".VnTime")) == (
        "Thái Nguyên là tỉnh trung du",
        ["pages", "from_tcvn3"],
    )
    assert read(pdf([words(line)], font="ABCDEF+.VnTimeH"))[0] == "THÁI NGUYÊN LÀ TỈNH TRUNG DU"
    line = ["Thaùi Nguyeân laø tænh Ñoàng"]
    assert read(pdf([words(line)], font="VNI-Times")) == (
        "Thái Nguyên là tỉnh Đồng",
        ["pages", "from_vni"],
    )


def test_letters_drawn_twice_to_look_bold_are_read_once() -> None:
    page = words(["A bold line"]) + words(["A bold line"]).replace(b" 72 ", b" 72.4 ")
    assert read(pdf([page]))[0] == "A bold line"


def test_a_scan_is_named_even_with_the_stamp_of_a_signature_on_it() -> None:
    for content in (b"", words(["Signed by: Office", "Time: 2024-11-15"])):
        with pytest.raises(UnreadableError, match="ảnh quét"):
            extract(scanned([content]), "a.pdf")


def test_pages_that_are_scans_among_others_are_named() -> None:
    long = words(["This page has a layer of words of its own."] * 12)
    text, notes = read(scanned([long, b"", long]))
    assert "layer of words" in text
    assert notes == ["pages", "blank_pages"]
    found = extract(scanned([long, b"", long]), "a.pdf")
    assert str(found.notes[1]) == "Trang không có lớp chữ, chưa đọc được: 2."


LOCKED = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32
    + b"> >> /ID [<00> <00>]"
)  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf([words(["x"])], trailer=LOCKED), "locked_pdf"),
        (pdf([b""]), "no_words"),
        (pdf([words(["x"])])[:300], "broken_pdf"),
        (b"%PDF-1.7\n", "broken_pdf"),
        (pdf([words(["x"])] * (limits.PAGES + 1)), "too_many_pages"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_cure(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        extract(data, "a.pdf")
    assert caught.value.note.code == code
    assert "hãy" in str(caught.value)


def test_a_page_that_unpacks_to_gigabytes_is_refused() -> None:
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * limits.MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    bomb = head + block * (limits.CHILD_MEMORY // limits.MEGABYTE)
    assert len(bomb) < limits.FILE
    data = pdf([b""]).replace(stream(b""), stream(bomb, more=b" /Filter /FlateDecode"))
    with pytest.raises(UnreadableError) as caught:
        extract(data, "a.pdf")
    assert caught.value.note.code == "heavy_pdf"


def line(text: str, top: float, x0: float = 70, x1: float = 520, size: float = 13) -> Line:
    return Line((text,), x0, x1, top, size)


def test_words_broken_by_a_hyphen_are_joined_and_compounds_keep_theirs() -> None:
    def joined(*texts: str) -> str:
        return assemble([Page(1, [line(text, 20.0 * place) for place, text in enumerate(texts)])])

    assert joined("the communi-", "cation of all") == "the communication of all"
    assert joined("thời kỳ hậu Covid-", "19 của tỉnh") == "thời kỳ hậu Covid-19 của tỉnh"
    assert joined("phát triển kinh tế-", "xã hội") == "phát triển kinh tế-xã hội"
    assert joined("kinh tế -", "xã hội") == "kinh tế - xã hội"
    assert joined("a long-term view", "of long-", "term plans") == (
        "a long-term view of long-term plans"
    )


def test_page_numbers_go_and_figures_alone_on_a_line_stay() -> None:
    pages = [
        Page(1, [line("Báo cáo", 50), line("27", 70), line("Hết trang", 90), line("1", 800)]),
        Page(2, [line("Sang trang", 50), line("Hết", 70), line("2", 800)]),
    ]
    assert without_running_heads(pages)
    assert [[one.text for one in page.lines] for page in pages] == [
        ["Báo cáo", "27", "Hết trang"],
        ["Sang trang", "Hết"],
    ]


def test_a_table_goes_on_over_the_page_without_its_repeated_head() -> None:
    head = ("Năm", "GRDP")
    pages = [
        Page(1, [Grid((head, ("2023", "150")), 700)]),
        Page(2, [Grid((head, ("2024", "162,5")), 50)]),
    ]
    assert assemble(pages) == "Năm\tGRDP\n2023\t150\n2024\t162,5"


LINES = st.lists(
    st.builds(
        line,
        st.text("aăđ -.1(\t", min_size=1, max_size=12).map(lambda text: "x" + text),
        st.floats(0, 800),
        st.floats(50, 200),
        st.floats(201, 550),
        st.sampled_from([11.0, 13.0, 20.0]),
    ),
    max_size=12,
)


@given(st.lists(LINES, max_size=3))
def test_no_letter_is_lost_in_joining_lines_but_hyphens(pages: list[list[Line]]) -> None:
    text = assemble([Page(number, list(lines)) for number, lines in enumerate(pages, start=1)])

    def letters(words: str) -> str:
        return "".join(letter for letter in words if letter.isalnum())

    assert letters(text) == letters("".join(one.text for lines in pages for one in lines))
    assert rules.normalise(text) == text
