"""How a text is normalised, cut and found."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.documents import rules

TEXT = st.text(alphabet=st.sampled_from("aăâđêôơưếỗỵ AB.,?1 \n\r\t-#”…"), max_size=80)


@given(TEXT)
def test_normalising_twice_changes_nothing_so_offsets_stay_true(text: str) -> None:
    once = rules.normalise(text)
    assert rules.normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once


@given(TEXT)
def test_sentences_cover_every_letter_once_and_in_order(text: str) -> None:
    text = rules.normalise(text)
    spans = rules.sentences(text)
    blocks = [block.span for block in rules.blocks(text)]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    told = "".join(text[s.start : s.end] for s in spans)
    shown = "".join(text[b.start : b.end] for b in blocks)
    assert "".join(told.split()) == "".join(shown.split())


def test_a_number_does_not_end_a_sentence() -> None:
    text = "Ước đạt 1.030 nghìn tỷ đồng. Thu 27,6 tỷ USD."
    assert [text[s.start : s.end] for s in rules.sentences(text)] == [
        "Ước đạt 1.030 nghìn tỷ đồng.",
        "Thu 27,6 tỷ USD.",
    ]


def test_a_title_before_a_name_does_not_end_a_sentence() -> None:
    text = "Lãnh đạo TP. Thái Nguyên và GS. An dự. Cuộc họp kết thúc!”"
    assert len(rules.sentences(text)) == 2


def test_a_sentence_is_found_around_a_figure() -> None:
    text = "# Đầu đề\n\nCâu một. Xuất khẩu ước đạt 27,6 tỷ USD. Câu ba."
    span = rules.sentence_around(text, rules.find_quote(text, "27,6 tỷ USD"))
    assert text[span.start : span.end] == "Xuất khẩu ước đạt 27,6 tỷ USD."


def test_headings_and_items_are_shown_without_their_marks() -> None:
    text = "# Đầu đề\n- một\n* hai\nba"
    assert [(b.kind, text[b.span.start : b.span.end]) for b in rules.blocks(text)] == [
        ("heading", "Đầu đề"),
        ("item", "một"),
        ("item", "hai"),
        ("paragraph", "ba"),
    ]


@pytest.mark.parametrize("quote", ["không có", "hai lần", ""])
def test_words_are_cited_only_where_they_stand_exactly_once(quote: str) -> None:
    with pytest.raises(rules.QuoteError):
        rules.find_quote("hai lần và hai lần", quote)


def test_a_decomposed_quote_is_found_in_a_composed_text() -> None:
    quote = unicodedata.normalize("NFD", "tỷ đồng")
    assert rules.find_quote("18.540 tỷ đồng", quote) == rules.Span(7, 14)


@pytest.mark.parametrize(
    "query", ["xuất khẩu", "xuat khau", "27,6", "2840/QĐ-UBND", "2840/qd-ubnd", "2840", "XUẤT"]
)
def test_a_document_is_found_with_and_without_diacritics(query: str) -> None:
    found_by = rules.words("Quyết định 2840/QĐ-UBND: xuất khẩu 27,6 tỷ USD")
    assert set(rules.sought(query)) <= found_by


def test_words_typed_with_diacritics_find_no_others() -> None:
    assert not set(rules.sought("chè")) <= rules.words("che khuất")
    assert set(rules.sought("che")) <= rules.words("đồi chè")


def test_rows_of_cells_are_a_table_whose_cells_can_be_cited() -> None:
    text = "Bảng 1\n\nNăm\tGRDP\n2024\t162,5\n\tước\n\nHết."
    (table,) = rules.tables(text)
    cells = [[text[cell.start : cell.end] for cell in row] for row in table.rows]
    assert cells == [["Năm", "GRDP"], ["2024", "162,5"], ["", "ước"]]
    assert [block.kind for block in rules.blocks(text)] == [
        *("paragraph", "row", "row", "row", "paragraph"),
    ]
    assert rules.sentence_around(text, cell := table.rows[1][1]) == cell


def test_paragraphs_that_begin_with_a_tab_are_no_table() -> None:
    assert rules.tables("\tĐiều 1. Một\n\tĐiều 2. Hai") == ()
    assert rules.tables("Họ tên:\tA") == ()
