"""A web page gives its words in order, and nothing of what leads around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.documents import rules
from tinhso.kernel.documents.extraction import Extracted, UnreadableError, extract


def page(body: str, head: str = "") -> Extracted:
    words = f'<!doctype html><html><head><meta charset="utf-8">{head}</head><body>{body}</body>'
    return extract(words.encode(), "trang.html")


def test_headings_paragraphs_and_lists_stand_each_on_a_line() -> None:
    read = page(
        "<h1>Đầu đề</h1><p>Một <b>hai</b>\n ba.<br>Bốn.</p>"
        "<div>năm <span>sáu</span><p>bảy</p>tám</div>"
        "<h2>Nhỏ</h2><ul><li>a<ul><li>b</li></ul><li><p>c</p><p>d</p></ul>"
        '<ol start="3"><li>đ<li>e</ol>'
    )
    assert read.text == (
        "# Đầu đề\n\nMột hai ba. Bốn.\n\nnăm sáu\n\nbảy\n\ntám\n\n"
        "## Nhỏ\n\n- a\n- b\n- c\n\nd\n\n3. đ\n4. e"
    )
    assert read.notes == ()


def test_scripts_menus_and_hidden_words_are_left_out_and_that_is_told() -> None:
    read = page(
        "<nav>Trang chủ</nav><p>Chữ<script>alert(1)</script> thật</p><aside>Xem thêm</aside>"
        '<p hidden>ẩn</p><div style="color:red; display : none">Nạp tiền</div><footer>©</footer>',
        "<title>Tên</title><style>p{}</style>",
    )
    assert read.text == "Chữ thật"
    assert [note.code for note in read.notes] == ["left_out"]


def test_the_one_article_of_a_page_is_what_is_read() -> None:
    assert page("<p>Quanh</p><article><h1>Bài</h1><p>Chữ</p></article><p>Dưới</p>").text == (
        "# Bài\n\nChữ"
    )
    assert page("<article>Một</article><article>Hai</article>").text == "Một\n\nHai"


def test_tables_keep_cells_in_their_columns() -> None:
    read = page(
        "<table><caption>Bảng 1</caption><thead><tr><th>Năm<th colspan=2>GRDP</thead>"
        "<tr><td rowspan=2>2024<td>162,5<td>ước<tr><td>160<td>chính\n thức</table><p>Hết."
    )
    assert read.text == ("Bảng 1\n\nNăm\tGRDP\n2024\t162,5\tước\n\t160\tchính thức\n\nHết.")
    assert [note.code for note in read.notes] == ["tables"]
    (table,) = read.tables
    assert [read.text[cell.start : cell.end] for cell in table.rows[2]] == [
        *("", "160", "chính thức"),
    ]


def test_a_table_that_only_lays_out_the_page_is_read_as_paragraphs() -> None:
    outer = "<table><tr><td><p>Trái</p></td><td><table><tr><td>a<td>b<tr><td>c<td>d</table></table>"
    assert page(outer).text == "Trái\n\na\tb\nc\td"
    assert page("<table><tr><td>UBND<td>CỘNG HÒA</table>").text == "UBND\n\nCỘNG HÒA"


def test_entities_of_the_page_are_not_expanded_and_nothing_is_fetched() -> None:
    data = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">'
        '<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>Chữ &b; &x;</p></body></html>'
    )
    text = extract(data.encode(), "a.html").text
    assert "aaa" not in text
    assert "root:" not in text


def test_a_page_too_deep_to_be_read_whole_is_refused_rather_than_cut_off() -> None:
    with pytest.raises(UnreadableError, match="nhiều lớp"):
        page("<div>" * 5000 + "sâu" + "</div>" * 5000)


def test_a_page_in_utf_16_is_read() -> None:
    assert extract("<html><body><p>Tỉnh</p>".encode("utf-16"), "a.htm").text == "Tỉnh"


def test_a_page_of_another_name_is_told() -> None:
    read = extract(b"<html><body><p>x</p>", "a.txt")
    assert (read.kind, [note.code for note in read.notes]) == ("html", ["other_ending"])


PARTS = (
    "<p>|</p>|<div>|<h1>|</h1>|<h3>|<table>|<tr>|<td>|<td colspan=2>|<td rowspan=9>|</table>|<ul>"
    "|<ol>|<li>|<b>|</b>|<br>|<script>|</script>|<!--|-->|một|hai|&amp;|\t|\n|# |- |<a x"
)
FRAGMENT = st.lists(st.sampled_from(PARTS.split("|")), max_size=40).map("".join)


@given(FRAGMENT)
def test_any_page_is_read_into_normalised_text_the_same_every_time(body: str) -> None:
    try:
        read = page("<p>x" + body)
    except UnreadableError:
        return
    assert rules.normalise(read.text) == read.text
    assert page("<p>x" + body) == read
