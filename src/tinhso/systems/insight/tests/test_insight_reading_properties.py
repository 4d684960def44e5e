"""What holds of every reading, whatever the text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.systems.insight.rules.reading.folding import Composed, folded
from tinhso.systems.insight.tests.reading_world import claims, reader

PIECES = st.sampled_from(
    [
        "GRDP ", "năm 2023 ", "ước đạt ", "tăng 8,5% ", "so với cùng kỳ",
        "27,6 tỷ USD ", ", ", "; ",
        "trong đó ", "(", ")", "đứng thứ tư cả nước", "118/126 xã ", "đạt chuẩn NTM ", ". ", "\n",
        "tỷ lệ hộ nghèo ", "giảm từ 5% ", "xuống còn 3% ", "lần lượt ", "và ", "về vốn ",
        "%", "15 ",
        "hoá ", "thuỷ sản ", "Huyện Đại Từ ", "9 tháng ", "bằng 54% kế hoạch ", ": ",
        "nhóm 10 tỉnh ", "8-8,5% ", "tương ứng là ", "quý I/2023 ", "hai huyện ",
        "188bet ", "1.2.3.4", "³", "İ",
    ]
)  # fmt: skip
REPORTS = st.lists(PIECES, max_size=40).map("".join)


@given(st.one_of(REPORTS, st.text(max_size=300)))
def test_any_text_is_read_and_every_quote_stands_where_it_says(text: str) -> None:
    reading = reader().read(text)
    for claim in reading.claims:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.quote
        assert claim.sentence.start <= claim.start < claim.end <= claim.sentence.end
    for odd in reading.oddities:
        assert text[odd.start : odd.end] == odd.quote


@given(REPORTS)
def test_the_same_text_says_the_same(text: str) -> None:
    assert reader().read(text) == reader().read(text)


@given(REPORTS)
def test_decomposed_letters_say_the_same(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    apart = unicodedata.normalize("NFD", text)

    def said(of: str) -> list[tuple[object, ...]]:
        return [
            (
                unicodedata.normalize("NFC", one.quote),
                one.indicator,
                one.value,
                one.period,
                one.kind,
            )
            for one in claims(of)
        ]

    assert said(apart) == said(composed)
    assert all(apart[one.start : one.end] == one.quote for one in claims(apart))


@given(st.text())
def test_folding_moves_nothing(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text())
def test_composing_knows_where_everything_stood(text: str) -> None:
    composed = Composed(text)
    assert composed.text == unicodedata.normalize("NFC", text)
    assert composed.before(0) == 0
    assert composed.before(len(composed.text)) == len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("thuỷ sản", "thủy sản"),
        ("hoá", "hóa"),
        ("tỉ lệ", "tỷ lệ"),
        ("quí I", "quý I"),
        ("toán", "toán"),
    ],
)
def test_two_spellings_are_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_an_advertisement_in_a_sentence_is_shown_and_counts_nothing() -> None:
    reading = reader().read("Sở nhận hướng dẫn của Nạp Tiền 188bet , thu ngân sách đạt 5 tỷ đồng.")
    assert [(odd.kind, odd.quote) for odd in reading.oddities] == [("spam", "Nạp Tiền 188bet")]
    assert [claim.indicator for claim in reading.claims] == ["budget_revenue"]


def test_a_slip_of_the_pen_is_read_as_it_was_meant_and_shown() -> None:
    reading = reader().read("Năm 2023, toàn tỉnh có 215 doanh công nghệ số.")
    assert [(odd.kind, odd.quote) for odd in reading.oddities] == [("typo", "doanh")]
    assert [claim.indicator for claim in reading.claims] == ["digital_enterprises"]
