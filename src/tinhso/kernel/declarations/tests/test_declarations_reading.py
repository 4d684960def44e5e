"""What is written in a file is what is read, and a mistake says where it is and how to mend it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, model_validator

from tinhso.kernel.declarations import DeclarationError, Text, load_yaml, load_yaml_text, read_yaml


class Part(BaseModel):
    code: str
    amount: Decimal | None = None
    open: bool = True
    since: date | None = None


class Whole(BaseModel):
    title: Text
    parts: list[Part] = []
    years: dict[int, Part] = {}


class Answer(BaseModel):
    value: str


def mistakes(text: str, model: type[BaseModel] = Whole) -> list[str]:
    with pytest.raises(DeclarationError) as caught:
        load_yaml_text(text, model, file="a.yaml")
    return [str(problem) for problem in caught.value.problems]


TITLE = "title: {vi: Chợ, en: Markets}\n"


def test_scalars_are_typed_by_the_model_and_not_by_yaml() -> None:
    whole = load_yaml_text(
        TITLE + "parts:\n- {code: 05474, amount: 1.010, open: no, since: 2025-07-01}\n"
        "- {code: no}\n- {code: 0x1F}\n- {code: 12:30}\nyears: {2025: {code: 1e3}}\n",
        Whole,
    )
    first = whole.parts[0]
    assert first.code == "05474"
    assert str(first.amount) == "1.010"
    assert first.open is False
    assert first.since == date(2025, 7, 1)
    assert [part.code for part in whole.parts[1:]] == ["no", "0x1F", "12:30"]
    assert whole.years[2025].code == "1e3"


@given(st.from_regex(r"[0-9.:_eE+-]{1,12}|[A-Za-z]{1,8}", fullmatch=True))
def test_any_word_or_number_written_plainly_stays_as_written(word: str) -> None:
    text = f"value: {word}"
    try:
        written = yaml.load(text, Loader=yaml.BaseLoader)["value"]  # noqa: S506 - makes strings only
    except yaml.YAMLError:
        return
    if isinstance(written, str) and word != "null":
        assert load_yaml_text(text, Answer).value == written


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
def test_quoted_text_comes_back_whole(text: str) -> None:
    written = yaml.safe_dump({"value": text}, default_style='"', allow_unicode=True)
    assert load_yaml_text(written, Answer).value == text


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_nothing_written_is_not_given(nothing: str) -> None:
    whole = load_yaml_text(TITLE + f"parts:\n- code: a\n  amount: {nothing}\n", Whole)
    assert whole.parts[0].amount is None
    assert load_yaml_text(f'value: "{nothing}"', Answer).value == nothing


def test_every_mistake_is_reported_at_once_with_its_place() -> None:
    assert mistakes(
        "title: {vi: Chợ}\n"
        "parts:\n"
        "- code: a\n"
        "  amount: 1,5\n"
        "  opne: yes\n"
        "- code: {a: b}\n"
        "  open: maybe\n"
        "  since: 31/12/2026\n"
    ) == [
        "a.yaml:1:1: “en” is missing: add it here",
        "a.yaml:4:11: “1,5” should be a number such as 1030.5",
        "a.yaml:5:9: “opne” isn't known here: did you mean “open”?",
        "a.yaml:6:3: “code” should be one text, not a mapping",
        "a.yaml:7:9: “maybe” should be yes or no",
        "a.yaml:8:10: “31/12/2026” should be a date such as 2026-11-22",
    ]


def test_a_key_written_twice_is_a_mistake() -> None:
    assert mistakes(TITLE + "parts: []\nparts: []\n") == [
        "a.yaml:3:1: “parts” is already in line 2: keep one of them"
    ]


def test_an_unknown_key_far_from_any_known_one_lists_what_is_known() -> None:
    assert mistakes(TITLE + "zzz: 1\n") == [
        "a.yaml:2:6: “zzz” isn't known here: known are parts, title, years"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: [", "isn't YAML here"),
        ("", "the file is empty"),
        ("a: 1\n--- \nb: 2\n", "isn't YAML here"),
        ("value: &x [*x]", "write it out"),
        ("value: &x 1\nother: *x", "write it out"),
        ("value: !!python/name:os.system x", "leave it out"),
        ("? [a, b]\n: 1", "a key must be a word"),
        ("title:\n\tvi: a", "isn't YAML here"),
        ("- a\n- b", "should be a mapping"),
        ("value: \x00", "isn't YAML"),
        ("value:", "“value” is empty"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_with_a_reason(text: str, words: str) -> None:
    assert any(words in mistake for mistake in mistakes(text, Answer))


def test_a_missing_file_and_a_wrong_encoding_say_so(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match="no such file"):
        load_yaml(tmp_path / "none.yaml", Answer)
    (tmp_path / "old.yaml").write_bytes("value: a\nother: Chợ".encode("utf-16-le"))
    with pytest.raises(DeclarationError, match="UTF-8"):
        load_yaml(tmp_path / "old.yaml", Answer)
    (tmp_path / "latin.yaml").write_bytes(b"value: a\nx: \xe9")
    with pytest.raises(DeclarationError, match=r"latin.yaml:2:4: isn't UTF-8"):
        load_yaml(tmp_path / "latin.yaml", Answer)


def test_a_rooms_own_rule_points_into_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(TITLE + "parts:\n- code: a\n- code: b\n", encoding="utf-8")
    source = read_yaml(file, Whole)
    problem = source.problem(("parts", 1, "code"), "isn't a unit")
    assert (problem.line, problem.column) == (4, 9)
    assert source.problem(("parts", 1, "amount"), "is needed").line == 4


def test_a_models_own_rule_keeps_its_words() -> None:
    class Span(BaseModel):
        low: int
        high: int

        @model_validator(mode="after")
        def ordered(self) -> "Span":
            if self.low > self.high:
                raise ValueError("low must not exceed high")
            return self

    class Spans(BaseModel):
        spans: list[Span]

    assert mistakes("spans:\n- {low: 1, high: 2}\n- {low: 3, high: 2}\n", Spans) == [
        "a.yaml:3:3: low must not exceed high"
    ]


def test_text_speaks_the_readers_language() -> None:
    text = Text(vi="Chợ", en="Market")
    assert text.in_language("en-gb") == "Market"
    assert text.in_language("vi") == "Chợ"
    assert text.in_language("fr") == "Chợ"
