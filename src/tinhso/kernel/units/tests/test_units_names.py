"""Vietnamese names: what agrees with what was typed, and their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.units.names import agrees, fold, sort_key, words

IN_ORDER = [
    "An Khánh",
    "Ba Bể",
    "Bá Xuyên",
    "Bạch Thông",
    "Bách Quang",
    "Bắc Kạn",
    "Bằng Thành",
    "Bằng Vân",
    "Cao Minh",
    "Cẩm Giàng",
    "Dân Tiến",
    "Đại Phúc",
    "Đại Từ",
    "Định Hóa",
    "Đồng Hỷ",
    "Đồng Phúc",
    "Đức Xuân",
    "Gia Sàng",
    "Na Rì",
    "Nà Phặc",
    "Phú Bình",
    "Phú Đình",
    "Quan Triều",
    "Tân Thành",
    "Tích Lương",
    "Thanh Mai",
    "Văn Lang",
    "Văn Lăng",
    "Xuân Dương",
    "Yên Bình",
]


def test_names_stand_in_the_order_of_the_vietnamese_alphabet() -> None:
    for one in (
        ["Da", "Đa", "Ea"],
        ["ba", "bà", "bả", "bã", "bá", "bạ", "băng", "bâng"],
        ["oanh", "ôn", "ơn", "ung", "ưng"],
        ["An", "An Khánh", "Anh"],
        ["Khu 2", "Khu A"],
        ["Văn Lang", "Văn Lăng"],
        ["Ba Bể", "Bá Xuyên", "Bạch Thông", "Bắc Kạn", "Bằng Vân"],
    ):
        assert sorted(one, key=sort_key) == one


@given(st.lists(st.sampled_from(IN_ORDER), min_size=2, max_size=2))
def test_tones_decide_only_between_names_of_the_same_letters(pair: list[str]) -> None:
    one, other = pair
    toneless = sort_key(one).split("\x01")[0], sort_key(other).split("\x01")[0]
    if toneless[0] != toneless[1]:
        assert (sort_key(one) < sort_key(other)) == (toneless[0] < toneless[1])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("phu lac", "Phú Lạc"),
        ("PHÚ LẠC", "Phú Lạc"),
        ("x. Phú Lạc", "Xã Phú Lạc"),
        ("UBND xã Phú Lạc", "Xã Phú Lạc"),
        ("tp thai nguyen", "Thành phố Thái Nguyên"),
        ("Định Hoá", "Định Hóa"),
        ("Phu\u0301 La\u0323c", "Phú Lạc"),
        ("Sở KH&CN", "Sở KH & CN"),
    ],
)
def test_what_is_meant_agrees(typed: str, name: str) -> None:
    assert agrees(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Văn Lăng", "Văn Lang"),
        ("Văn Lang", "Văn Lăng"),
        ("Phú", "Phú Lạc"),
        ("Phù Lạc", "Phú Lạc"),
        ("Dại Từ", "Đại Từ"),
    ],
)
def test_what_is_something_else_does_not(typed: str, name: str) -> None:
    assert not agrees(typed, name)


@given(st.sampled_from(IN_ORDER))
def test_every_name_agrees_with_itself_without_diacritics(name: str) -> None:
    assert agrees(name, name)
    assert agrees(fold(name), name)
    assert agrees(fold(name).upper(), name)


@given(st.text())
def test_any_text_can_be_folded_and_ordered(text: str) -> None:
    assert fold(text) == fold(fold(text))
    assert all(letter in "abcdefghijklmnopqrstuvwxyz0123456789 " for letter in fold(text))
    assert sort_key(text) == sort_key(text)
    assert words(text) == words(text).strip()
