"""Names are proposed from words alone; streets and schools that bear names are not people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.systems.hotline import rules


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nhà ông Nguyễn Văn Tám lấn đường", ("Nguyễn Văn Tám",)),
        ("Trần Thị Hoa đổ rác ra suối", ("Trần Thị Hoa",)),
        ("Chị Hoa và anh Dũng cãi nhau", ("Hoa", "Dũng")),
        ("nha ba nguyen thi lan do rac", ("nguyen thi lan",)),
        ("Ông Hà nói ông Hà không biết", ("Hà",)),
    ],
)
def test_names_of_people_are_proposed(text: str, names: tuple[str, ...]) -> None:
    assert rules.proposed_names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Đường Hoàng Văn Thụ ngập nước",
        "Ổ gà trên đường Lương Ngọc Quyến",
        "Trường Nguyễn Huệ thiếu nước",
        "Cầu Gia Bảy hỏng lan can",
        "Phường Phan Đình Phùng mất điện",
        "bà con rất khổ, anh em thợ chưa đến",
        "duong hoang van thu ngap",
    ],
)
def test_a_street_named_after_somebody_is_no_person(text: str) -> None:
    assert rules.proposed_names(text) == ()


@given(st.text(max_size=200) | st.from_regex(r"((Ông|Lê|đường|Hoa|,|\.) ){0,8}", fullmatch=True))
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    pieces = rules.pieces(text)
    assert "".join(piece.text for piece in pieces) == text
    assert tuple(dict.fromkeys(p.name for p in pieces if p.name)) == rules.proposed_names(text)


def test_a_masked_name_is_gone_wherever_it_stands_and_no_other_word_is() -> None:
    text = "Hoa bán hoa; chị Hoa. Hoàng không liên quan, Nguyễn Thị Hoa thì có."
    masked = rules.without_names(text, ["Hoa", "Nguyễn Thị Hoa"])
    assert masked == "••• bán hoa; chị •••. Hoàng không liên quan, ••• thì có."
