"""What holds of every query and every form, whoever sends it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tinhso.systems.hotline.open311.rules.asking import MOST, WINDOW, parse
from tinhso.systems.hotline.open311.rules.drawing import as_json, as_xml
from tinhso.systems.hotline.open311.rules.posting import Posted, read, text
from tinhso.systems.hotline.open311.rules.questions import Answer, Question, answers, options
from tinhso.systems.hotline.open311.rules.refusing import Refusal
from tinhso.systems.hotline.rules import Limits

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NAMES = st.sampled_from(
    ["service_request_id", "service_code", "start_date", "end_date", "status", "page", "per_page"]
)
SAID = st.one_of(st.text(max_size=30), st.datetimes().map(lambda at: f"{at.isoformat()}Z"))
DAY = timedelta(days=1)
NAIVE = NOW.replace(tzinfo=None)
NONE = "\ufffe\uffff"
T = TypeVar("T")
LIMITS = Limits(photos=5, shortest=10, longest=4000)
WORDS = st.text(st.characters(codec="utf-8"), max_size=200)


def tried(ask: Callable[[], T]) -> tuple[T | None, Refusal | None]:
    """Return what was understood, or why nothing was."""
    try:
        return ask(), None
    except Refusal as refusal:
        return None, refusal


@given(st.dictionaries(NAMES, st.lists(SAID, max_size=3)))
def test_every_query_is_understood_or_refused_by_name(query: dict[str, list[str]]) -> None:
    asked, refusal = tried(lambda: parse(query, now=NOW))
    if asked is None:
        assert refusal is not None
        assert refusal.status == 400
        assert any(name in refusal.sentences[0].en for name in query)
        return
    assert asked.since is not None
    assert asked.until is not None
    assert timedelta(0) <= asked.until - asked.since <= WINDOW
    assert 1 <= asked.page_size <= MOST


@given(st.datetimes(NAIVE - 9000 * DAY, NAIVE + 9000 * DAY), st.integers(-12, 14))
def test_an_instant_is_the_same_whatever_its_zone(at: datetime, hours: int) -> None:
    instant = at.replace(tzinfo=UTC, microsecond=0)
    sign = "-" if hours < 0 else "+"
    said = (instant + timedelta(hours=hours)).replace(tzinfo=None).isoformat()
    asked = parse({"start_date": [f"{said}{sign}{abs(hours):02}:00"]}, now=NOW)
    assert asked.since == instant


@given(st.dictionaries(st.text(max_size=30), st.lists(st.text(max_size=60), max_size=3)))
def test_every_form_is_read_or_refused(form: dict[str, list[str]]) -> None:
    posted, refusal = tried(lambda: read(form, LIMITS))
    if posted is None:
        assert refusal is not None
        assert refusal.status == 400
        assert all(sentence.vi and sentence.en for sentence in refusal.sentences)
        return
    assert posted.service_code


@given(WORDS, st.lists(st.builds(Answer, WORDS, WORDS), max_size=3))
def test_the_words_of_a_report_are_long_enough_and_not_too_long(
    description: str, answered: list[Answer]
) -> None:
    words = text(Posted("pothole", description.strip()), "Đường hỏng, ổ gà", answered, LIMITS)
    assert 10 <= len(words) <= LIMITS.longest
    assert description.strip() in words


@given(WORDS)
def test_xml_is_well_formed_and_says_what_json_says(words: str) -> None:
    root = etree.fromstring(as_xml("services", [{"service_name": words}]))
    said = root.findtext("service/service_name") or ""
    # XML has no way to write most control characters: they are left out, and nothing else.
    assert said == "".join(c for c in words if c in "\t\n\r" or (c >= " " and c not in NONE))
    assert as_json([words]).decode()


def test_a_choice_has_a_key_and_a_name_in_either_language() -> None:
    written = "hand: Bằng bàn tay / A hand\n\nall: Tất cả"
    assert [one.name for one in options(written, "vi")] == ["Bằng bàn tay", "Tất cả"]
    assert [one.name for one in options(written, "en")] == ["A hand", "Tất cả"]
    with pytest.raises(ValueError, match="isn't of the form"):
        options("no colon", "vi")


LISTED = Question("kind", "multivaluelist", True, 1, "Loại?", options=options("a: Á\nb: B", "vi"))
TOLD = Question("care", "string", False, 2, "Cẩn thận.", variable=False)


def test_answers_come_in_order_and_in_words() -> None:
    since = Question("since", "datetime", False, 0, "Từ lúc nào?")
    given_ = {"kind": ["b", "a", "b"], "since": ["2026-11-22T08:00:00+07:00"]}
    found = answers([LISTED, TOLD, since], given_)
    assert found == [
        Answer("Từ lúc nào?", "2026-11-22T08:00:00+07:00"),
        Answer("Loại?", "B, Á"),
    ]


@pytest.mark.parametrize(
    ("given_", "wrong"),
    [
        ({}, "kind"),
        ({"kind": ["c"]}, "kind"),
        ({"kind": ["a"], "care": ["yes"]}, "care"),
        ({"kind": ["a"], "other": ["x"]}, "other"),
    ],
)
def test_a_wrong_answer_names_its_attribute(given_: dict[str, list[str]], wrong: str) -> None:
    with pytest.raises(Refusal) as refused:
        answers([LISTED, TOLD], given_)
    assert refused.value.sentences[0].en.startswith(f"attribute[{wrong}]")
