"""Likeness and topics as rules: what must hold whatever is written."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.units.names import fold
from tinhso.systems.hotline.alike.rules import topics, trying, words
from tinhso.systems.hotline.alike.rules.likeness import Told, distance_m, likeness
from tinhso.systems.hotline.alike.rules.topics import Confirmed, Seed, Topics

NOW = datetime(2026, 11, 17, tzinfo=UTC)
SEEDS = (Seed("pothole", ("ổ gà", "đường hỏng")), Seed("waste", ("rác", "mùi hôi")))
texts = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạ ,.", max_size=80)
confirmed_reports = st.builds(Confirmed, texts, st.sampled_from(["pothole", "waste", "gone"]))
told = st.builds(
    Told,
    text=texts,
    at=st.integers(0, 300).map(lambda days: NOW - timedelta(days=days)),
    latitude=st.none() | st.floats(21, 22),
    longitude=st.none() | st.floats(105, 106),
    area=st.sampled_from(["", "a", "b"]),
    about=st.dictionaries(st.sampled_from("xyz"), st.floats(0.01, 1), max_size=3),
)


@given(told, told)
def test_likeness_is_a_share_and_the_same_from_either_side(one: Told, other: Told) -> None:
    there, back = likeness(one, other), likeness(other, one)
    assert 0 <= there.score <= 1
    assert there.score == pytest.approx(back.score)


@given(told, told, st.floats(1, 30))
def test_a_report_longer_ago_is_never_more_alike(one: Told, other: Told, days: float) -> None:
    now = max(one.at, other.at)
    near = Told(other.text, now, other.latitude, other.longitude, area=other.area)
    far = Told(
        other.text, now - timedelta(days=days), other.latitude, other.longitude, area=other.area
    )
    mine = Told(one.text, now, one.latitude, one.longitude, area=one.area)
    assert likeness(mine, far).score <= likeness(mine, near).score


@given(texts)
def test_a_text_is_as_like_itself_as_can_be_with_and_without_diacritics(text: str) -> None:
    mine, bare = words.pieces(words.plain(text)), words.pieces(words.plain(fold(text)))
    assert words.shared(mine, bare) == pytest.approx(1.0 if mine else 0.0)


def test_a_slip_and_shorthand_change_little() -> None:
    one = words.pieces(words.plain("Đường vào xóm Núi Dài ngập nước không đi được"))
    other = words.pieces(words.plain("duong vao xom nui dai ngap nuoc ko di dc"))
    slip = words.pieces(words.plain("duong vao xom nui dai ngap nuocs khong di duoc"))
    assert words.shared(one, other) > 0.99
    assert words.shared(one, slip) > 0.85


def test_distance_is_that_of_the_globe() -> None:
    assert distance_m((21.0, 105.0), (21.0, 105.0)) == 0
    assert distance_m((21.0, 105.0), (22.0, 105.0)) == pytest.approx(111_195, rel=1e-3)


def test_the_same_words_five_kilometres_away_are_another_thing() -> None:
    here = Told("Ổ gà to trước cổng trường", NOW, 21.5, 105.8, about={"pothole": 1.0})
    there = Told("Ổ gà to trước cổng trường", NOW, 21.545, 105.8, about={"pothole": 1.0})
    assert likeness(here, here).is_alike
    assert not likeness(here, there).is_alike


def test_a_pin_on_the_public_grid_counts_as_somewhere_within_it() -> None:
    here = Told("Ổ gà to trước cổng trường", NOW, 21.5, 105.8, about={"pothole": 1.0})
    grid = Told(here.text, NOW, 21.5025, 105.8, blur_m=380, about=here.about)
    exact = Told(here.text, NOW, 21.5025, 105.8, about=here.about)
    assert likeness(here, grid).score > likeness(here, exact).score


def test_numbers_are_nobodys_word() -> None:
    assert words.tokens("gọi 0912345678, số nhà 12A, mạng 4G") == {
        "goi", "so", "so nha", "nha", "mang", "mang 4g", "4g", "goi so", "nha mang",
    }  # fmt: skip


def test_keywords_alone_suggest_and_unknown_words_suggest_nothing() -> None:
    model = topics.seeded(SEEDS)
    assert next(iter(model.shares("duong nhieu o ga qua"))) == "pothole"
    assert model.shares("xyz") == {}


@given(st.lists(confirmed_reports))
def test_what_is_learned_does_not_depend_on_the_order(confirmed: list[Confirmed]) -> None:
    mixed = list(confirmed)
    random.Random(1).shuffle(mixed)
    assert topics.learned(confirmed) == topics.learned(mixed)


@given(
    st.lists(
        st.builds(Confirmed, texts, st.sampled_from(["pothole", "waste", "gone"])), max_size=9
    ),
    texts,
)
def test_shares_sum_to_one_and_name_kept_categories_only(
    confirmed: list[Confirmed], text: str
) -> None:
    shares = topics.taught(SEEDS, topics.learned(confirmed)).shares(text)
    if shares:
        assert sum(shares.values()) == pytest.approx(1)
        assert set(shares) == {"pothole", "waste"}
        assert list(shares.values()) == sorted(shares.values(), reverse=True)


def test_people_teach_what_the_keywords_did_not_know() -> None:
    confirmed = [Confirmed("xác lợn chết vứt ngoài mương", "waste")] * 3
    before = topics.seeded(SEEDS).shares("xác lợn chết")
    after = topics.taught(SEEDS, topics.learned(confirmed)).shares("xác lợn chết")
    assert before == {}
    assert after["waste"] > 0.9


def test_a_word_met_less_than_three_times_is_not_kept() -> None:
    learned = topics.learned([Confirmed("nhà bà Bưởi có rác", "waste")] * 2)
    assert learned.stood == {}
    assert learned.reports == {"waste": 2}


def test_the_trial_guesses_the_newest_from_the_older_ones() -> None:
    new = [Confirmed("hố tử thần", "pothole")] * 2
    old = [Confirmed("hố tử thần giữa phố", "pothole")] * 8 + [Confirmed("túi bóng", "waste")] * 10
    tried = trying.trial(SEEDS, [*new, *old])
    assert tried.scores["pothole"] == trying.Score(2, 2, 2)
    assert (tried.tried, tried.first, tried.among) == (4, 1.0, 1.0)
    assert trying.Trial().among is None


def test_what_is_suggested_wrongly_is_told() -> None:
    holes = [Confirmed("ổ gà", "pothole")] * 4
    tried = trying.trial(SEEDS, [Confirmed("rác mùi hôi", "pothole"), *holes])
    assert tried.confused == [("pothole", "waste", 1)]
    assert tried.scores["pothole"] == trying.Score(1, 0, 1)


def test_the_most_telling_words_of_a_category_are_those_it_alone_has() -> None:
    confirmed = [Confirmed("túi bóng ngoài đường", "waste")] * 4
    confirmed += [Confirmed("lún ngoài đường", "pothole")] * 4
    found = topics.telling(topics.learned(confirmed), of="waste", most=10)
    assert "tui bong" in found
    assert "ngoai duong" not in found
    assert topics.telling(Topics(), of="waste", most=3) == []
