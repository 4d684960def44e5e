"""Finding the commune in free text: never chosen silently where several may be meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.systems.hotline.channels.rules.places import (
    Commune,
    Gazetteer,
    Named,
    Recognised,
    recognise,
)

GIO, PHIEN, DA = (
    Commune("1", "Xã Mây Gió"),
    Commune("2", "Xã Chợ Phiên"),
    Commune("3", "Phường Cầu Đá"),
)
CONG, TU = Commune("4", "Xã Thành Công"), Commune("5", "Xã Đại Từ")


def named(name: str, kind: str, *today: Commune, district: str = "", certain: bool = True) -> Named:
    around = frozenset({district}) if district else frozenset[str]()
    was = f"{name} ({district})" if district else ""
    return Named(name, kind, around, was, today, certain)


NAMES = Gazetteer.of(
    [
        named("Mây Gió", "xa", GIO),
        named("Chợ Phiên", "xa", PHIEN),
        named("Cầu Đá", "phuong", DA),
        named("Thành Công", "xa", CONG),
        named("Đại Từ", "xa", TU),
        named("Bản Mây", "xa", GIO, district="suoi mo"),
        named("Đồng Sen", "xa", PHIEN, DA, district="doi che", certain=False),
        named("Tân Linh", "xa", GIO, district="suoi mo"),
        named("Tân Linh", "xa", PHIEN, district="dai tu"),
        named("Cầu", "xa", PHIEN, district="suoi mo"),
    ],
    ["Suối Mơ", "Đồi Chè", "Đại Từ"],
)


def found(text: str, *, asked: bool = False) -> Recognised:
    return recognise(text, NAMES, asked=asked)


@pytest.mark.parametrize(
    ("text", "commune"),
    [
        ("Ổ gà lớn ở xã Mây Gió, gần trường", GIO),
        ("o ga lon o xa may gio gan truong", GIO),
        ("Ổ gà tại Mây Gió", GIO),
        ("den tat o cho phien 3 hom nay", PHIEN),
        ("P. Cầu Đá mất nước", DA),
        ("Rác ở xã Bản Mây cũ", GIO),
        ("Tân Linh, huyện Đại Từ: đường hỏng", PHIEN),
        ("duong hong o tan linh suoi mo", GIO),
        ("Công trình đã thành công ở xã Chợ Phiên", PHIEN),
        ("CẦU ĐÁ MẤT NƯỚC Ở PHƯỜNG CẦU ĐÁ", DA),
        ("đường hỏng ở xã Đại Từ", TU),
    ],
)
def test_a_commune_by_old_or_new_name(text: str, commune: Commune) -> None:
    assert found(text).only == commune


@pytest.mark.parametrize(
    ("text", "communes"),
    [
        ("Rác ở xã Đồng Sen", {PHIEN, DA}),  # divided
        ("Đường hỏng ở Tân Linh", {GIO, PHIEN}),  # two of one name
        ("Đường từ xã Mây Gió đến xã Chợ Phiên", {GIO, PHIEN}),  # two are named
        ("Đường hỏng ở Đại Từ", {TU}),  # the commune, or the district of old
        ("dự án chưa thành công", {CONG}),  # perhaps no place at all
    ],
)
def test_what_may_mean_several_is_asked(text: str, communes: set[Commune]) -> None:
    recognised = found(text)
    assert recognised.only is None
    assert set(recognised.communes) == communes


@pytest.mark.parametrize(
    "text", ["Đường hỏng quá", "huyện Đại Từ mưa to", "thành công rồi nhưng đường vẫn hỏng", ""]
)
def test_no_commune_is_none(text: str) -> None:
    assert found(text) == Recognised()


def test_diacritics_that_were_written_count() -> None:
    assert found("Ở xã Mấy Giò").communes == ()


def test_an_answer_to_the_question_may_be_the_bare_name() -> None:
    assert found("cho phien", asked=True).only == PHIEN


def test_a_divided_commune_is_named_when_asking() -> None:
    assert found("xã Đồng Sen").was == ("Đồng Sen (doi che)",)


@given(st.text(max_size=300), st.booleans())
def test_anything_may_be_written_and_only_known_communes_are_found(text: str, asked: bool) -> None:
    recognised = found(text, asked=asked)
    assert set(recognised.communes) <= {GIO, PHIEN, DA, CONG, TU}
    assert recognised.only is None or recognised.communes == (recognised.only,)


@given(
    st.sampled_from(["Ổ gà lớn quá", "den tat", "Mất nước 3 ngày"]),
    st.sampled_from([("xã Mây Gió", GIO), ("phường Cầu Đá", DA), ("xã Chợ Phiên", PHIEN)]),
    st.sampled_from(["{0} ở {1}", "{1}: {0}", "{0}, {1}.", "Tôi ở {1}\n{0}"]),
)
def test_where_in_the_text_it_stands_changes_nothing(
    words: str, place: tuple[str, Commune], way: str
) -> None:
    assert found(way.format(words, place[0])).only == place[1]
