"""What is asked about a category beyond the description (GeoReport v2, "GET Service Definition").

The questions are a register of the province; here they are read, shown and their answers checked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tinhso.kernel.declarations import Text

from .asking import EXAMPLE, moment
from .drawing import Value
from .refusing import BAD, Refusal, say

LISTS: Final = ("singlevaluelist", "multivaluelist")
NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}([.][0-9]{1,15})?")
LONGEST: Final = {"string": 200, "text": 1000}
FORMS: Final = {
    "number": say("một số, như 12.5.", "a number, as in 12.5."),
    "datetime": say(
        f"thời điểm kèm múi giờ, như {EXAMPLE}.", f"an instant with its zone, as in {EXAMPLE}."
    ),
    "string": say("một dòng, nhiều nhất 200 chữ cái.", "one line of at most 200 characters."),
    "text": say("nhiều nhất 1000 chữ cái.", "at most 1000 characters."),
}
_FIELD: Final = re.compile(r"attribute\[([^\[\]]{1,60})\](\[\])?")


@dataclass(frozen=True)
class Option:
    """One of the answers that a question offers: its key and its words."""

    key: str
    name: str


@dataclass(frozen=True)
class Question:
    """One question. One that isn't `variable` only tells the reader something."""

    code: str
    datatype: str
    required: bool
    order: int
    description: str
    datatype_description: str = ""
    variable: bool = True
    options: tuple[Option, ...] = ()

    def shown(self) -> dict[str, Value]:
        """Return the question as the standard lists an attribute."""
        return {
            "variable": self.variable,
            "code": self.code,
            "datatype": self.datatype,
            "required": self.required,
            "datatype_description": self.datatype_description or None,
            "order": self.order,
            "description": self.description,
            "values": [{"key": one.key, "name": one.name} for one in self.options],
        }


@dataclass(frozen=True)
class Answer:
    """What was answered, in words."""

    question: str
    words: str


def options(text: str, language: str) -> tuple[Option, ...]:
    """Read the answers that a question offers: one a line, `key: Vietnamese / English`.

    Raises ValueError where a line is none of that.
    """
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        key, colon, names = line.partition(":")
        vietnamese, _slash, english = (part.strip() for part in names.partition(" / "))
        if not (key.strip() and colon and vietnamese):
            raise ValueError(f"“{line}” isn't of the form key: name / English name")
        name = english if english and language == "en" else vietnamese
        found.append(Option(key.strip(), name))
    return tuple(found)


def given_answers(form: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return what a form holds as attribute[code]=value and attribute[code][]=value, by code."""
    found: dict[str, list[str]] = {}
    for name, values in form.items():
        match = _FIELD.fullmatch(name)
        written = [value.strip() for value in values if value.strip()]
        if match and written:
            found.setdefault(match[1], []).extend(written)
    return found


def answers(questions: Sequence[Question], given: Mapping[str, Sequence[str]]) -> list[Answer]:
    """Return the answers in the order of the questions.

    Raises Refusal (400) that names every attribute that is missing, wrong or not asked for.
    """
    asked = {one.code: one for one in questions if one.variable}
    strange = say("loại phản ánh này không hỏi.", "this service doesn't ask for it.")
    wrong = [_named(code, strange) for code in given if code not in asked]
    found = []
    for one in sorted(asked.values(), key=lambda question: question.order):
        values = given.get(one.code, ())
        fault = _fault(one, values)
        if fault:
            wrong.append(_named(one.code, fault))
        elif values:
            found.append(Answer(one.description, _words(one, values)))
    if wrong:
        raise Refusal(BAD, *wrong)
    return found


def _named(code: str, fault: Text) -> Text:
    return say(f"attribute[{code}]: {fault.vi}", f"attribute[{code}]: {fault.en}")


def _fault(question: Question, values: Sequence[str]) -> Text | None:
    """Return what is wrong with the values given for a question, None when nothing is."""
    if not values:
        return say("cần trả lời.", "it is required.") if question.required else None
    if len(values) > 1 and question.datatype != "multivaluelist":
        return say("chỉ một giá trị.", "one value only.")
    keys = [one.key for one in question.options]
    if question.datatype in LISTS:
        known = ", ".join(keys)
        right = all(value in keys for value in values)
        return None if right else say(f"một trong {known}.", f"one of {known}.")
    return None if _fits(question.datatype, values[0]) else FORMS[question.datatype]


def _fits(datatype: str, value: str) -> bool:
    if datatype == "number":
        return NUMBER.fullmatch(value) is not None
    if datatype == "datetime":
        try:
            return moment({"value": [value]}, "value") is not None
        except Refusal:
            return False
    is_line = "\n" not in value and "\r" not in value
    return len(value) <= LONGEST[datatype] and (is_line or datatype == "text")


def _words(question: Question, values: Sequence[str]) -> str:
    names = {one.key: one.name for one in question.options}
    return ", ".join(names.get(value, value) for value in dict.fromkeys(values))
