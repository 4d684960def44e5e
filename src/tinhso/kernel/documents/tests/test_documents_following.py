"""Citations survive a new version of their text wherever the same words still stand."""

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tinhso.kernel.declarations import Text
from tinhso.kernel.documents import actions, queries, rules
from tinhso.kernel.documents.models import Citation, Document
from tinhso.kernel.documents.rules import Span, find_quote, follow
from tinhso.kernel.ledger.actors import LOADER

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

PARTS = "xuất|khẩu|đạt|27,6|tỷ|USD|tăng|12,7|%|năm|2020|.|;|\n"
WORDS = st.sampled_from(PARTS.split("|"))
TEXTS = st.lists(WORDS, min_size=2, max_size=30).map(" ".join)


@st.composite
def cited(draw: st.DrawFn) -> tuple[str, Span]:
    """Draw a text and whole words of it."""
    words = draw(st.lists(WORDS, min_size=2, max_size=30))
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, min(first + 4, len(words) - 1)))
    start = len(" ".join([*words[:first], ""])) if first else 0
    quote = " ".join(words[first : last + 1])
    assume(quote.strip())
    return " ".join(words), Span(start, start + len(quote))


@given(cited(), TEXTS, st.data())
def test_what_is_inserted_elsewhere_never_loses_a_citation(
    before: tuple[str, Span], inserted: str, data: st.DataObject
) -> None:
    old, span = before
    gaps = [place for place, letter in enumerate(old) if letter == " "]
    outside = [place for place in gaps if place < span.start or place >= span.end]
    place = data.draw(st.sampled_from([*outside, len(old)]))
    new = f"{old[:place]} {inserted}{old[place:]}"
    found = follow(old, span, new)
    assert found is not None
    assert new[found.start : found.end] == old[span.start : span.end]


@given(cited(), TEXTS)
def test_what_is_found_is_always_the_same_words_uncut(before: tuple[str, Span], new: str) -> None:
    old, span = before
    found = follow(old, span, new)
    if found:
        assert new[found.start : found.end] == old[span.start : span.end]


OLD = "Năm 2024, xuất khẩu ước đạt 27,6 tỷ USD. Nhập khẩu đạt 18 tỷ USD."


@pytest.mark.parametrize(
    ("quote", "new", "found"),
    [
        # edits on both sides: told by the words around
        ("27,6 tỷ USD", "Cả năm 2024, xuất khẩu ước đạt 27,6 tỷ USD. Nhập khẩu giảm.", True),
        # the words moved to another paragraph with their sentence
        ("27,6 tỷ USD", "Nhập khẩu đạt 18 tỷ USD.\n\nVà xuất khẩu ước đạt 27,6 tỷ USD!", True),
        # the same figure of something else
        ("18", "Toàn tỉnh có 18 chợ hạng hai.", False),
        ("27,6 tỷ USD", "Vốn đăng ký 27,6 tỷ USD", False),
        # twice in places alike
        ("đạt 18", "x Nhập khẩu đạt 18 tỷ USD. y Nhập khẩu đạt 18 tỷ USD. z", False),
        # twice, one of them where it stood
        ("18", "Mới. Nhập khẩu đạt 18 tỷ USD, tức 18 lần. Hết.", True),
        # changed, or cut out of a longer figure
        ("27,6 tỷ USD", "Năm 2024, xuất khẩu ước đạt 27,8 tỷ USD.", False),
        ("18", "Nhập khẩu đạt 118 tỷ USD.", False),
    ],
)  # fmt: skip
def test_words_are_followed_where_they_can_be_told(quote: str, new: str, found: bool) -> None:
    span = follow(OLD, find_quote(OLD, quote), new)
    assert bool(span) == found
    assert span is None or new[span.start : span.end] == quote


def test_twice_the_same_words_are_told_by_what_stands_around() -> None:
    new = "Mới. Nhập khẩu đạt 18 tỷ USD, tức 18 lần. Hết."
    span = follow(OLD, find_quote(OLD, "18"), new)
    assert span == Span(new.index("18"), new.index("18") + 2)


def enter(text: str) -> Document:
    title = Text(vi="Báo cáo", en="Report")
    paper = actions.Paper(code="bao-cao", title=title, kind="report", text=text)
    return actions.enter_document(paper, actor=LOADER, now=NOW)[0]


@pytest.mark.django_db
def test_a_citation_is_found_in_the_new_version_and_the_old_one_stays() -> None:
    old = enter(OLD)
    kept = actions.cite_words(old, "27,6 tỷ USD", actor=LOADER, now=NOW)
    lost = actions.cite_words(old, "18 tỷ USD", actor=LOADER, now=NOW)
    new = enter("Mở đầu.\n\nNăm 2024, xuất khẩu ước đạt 27,6 tỷ USD. Nhập khẩu giảm.")
    unsaved = queries.follow(kept, new)
    assert unsaved is not None
    assert unsaved._state.adding
    carried = actions.cite(new, unsaved.start, unsaved.end, kept.quote, actor=LOADER, now=NOW)
    assert new.text[carried.start : carried.end] == "27,6 tỷ USD"
    assert queries.follow(kept, new) == carried
    assert queries.follow(lost, new) is None
    assert Citation.objects.filter(document=old).count() == 2
    assert rules.sentence_around(new.text, Span(carried.start, carried.end)).start > 0
