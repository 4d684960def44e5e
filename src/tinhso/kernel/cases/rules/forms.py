"""Forms: a strict part of JSON Schema 2020-12, its fields, and what is wrong in an answer.

`x-title-en`, `x-description-en` and `x-widget` are ours; every other word means what the standard
says. Six names are columns of the case and not kept in its form: see `COLUMNS`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Self, TypeAlias

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from tinhso.kernel.declarations import JSON, Text

COLUMNS = frozenset({"title", "category", "priority", "unit", "place", "latitude", "longitude"})
FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,58}")
DRAFT = "https://json-schema.org/draft/2020-12/schema"

Kind: TypeAlias = Literal["string", "integer", "number", "boolean", "array"]
Widget: TypeAlias = Literal["line", "paragraph", "choice", "commune", "unit", "photos", "phone"]


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"isn't a regular expression: {error}") from None
    return text


class Part(BaseModel):
    """What every part of a form's schema shares."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)


class Choice(Part):
    """One of the answers a field offers."""

    const: str
    title: str
    title_en: str = Field(alias="x-title-en")

    @property
    def text(self) -> Text:
        """Its words in both languages."""
        return Text(vi=self.title, en=self.title_en)


class Items(Part):
    """What a list holds: the ids of photos."""

    type: Literal["string"]
    format: Literal["uuid"]


class Property(Part):
    """One question of a form."""

    type: Kind
    title: str
    title_en: str = Field(alias="x-title-en")
    description: str | None = None
    description_en: str | None = Field(default=None, alias="x-description-en")
    widget: Widget | None = Field(default=None, alias="x-widget")
    choices_from: str | None = Field(default=None, alias="x-choices", pattern=r"^[a-z0-9_]+$")
    asked_of: Literal["staff"] | None = Field(default=None, alias="x-asked-of")
    format: Literal["date", "uuid"] | None = None
    min_length: int | None = Field(default=None, alias="minLength")
    max_length: int | None = Field(default=None, alias="maxLength")
    pattern: Annotated[str, AfterValidator(_pattern)] | None = None
    minimum: float | None = None
    maximum: float | None = None
    one_of: tuple[Choice, ...] = Field(default=(), alias="oneOf")
    items: Items | None = None
    min_items: int | None = Field(default=None, alias="minItems")
    max_items: int | None = Field(default=None, alias="maxItems")

    @property
    def text(self) -> Text:
        """The question in both languages."""
        return Text(vi=self.title, en=self.title_en)

    @property
    def help(self) -> Text | None:
        """The words of help under it, where there are any."""
        if not self.description:
            return None
        return Text(vi=self.description, en=self.description_en or self.description)


class Form(Part):
    """A form: its questions in order, and which must be answered."""

    schema_: Literal["https://json-schema.org/draft/2020-12/schema"] = Field(alias="$schema")
    id_: str | None = Field(default=None, alias="$id")
    title: str
    title_en: str = Field(alias="x-title-en")
    type: Literal["object"]
    required: tuple[str, ...] = ()
    additional_properties: Annotated[bool, Field(alias="additionalProperties")] = False
    properties: dict[str, Property] = Field(min_length=1)

    @property
    def photos(self) -> tuple[str, Property] | None:
        """The first question that asks for photos, by name; None where none does."""
        return next((item for item in self.properties.items() if item[1].widget == "photos"), None)

    @classmethod
    def empty(cls) -> Self:
        """Return the form of a procedure that asks nothing after filing."""
        return cls.model_construct(
            schema_=DRAFT, title="-", title_en="-", type="object", properties={}
        )


@dataclass(frozen=True)
class Fault:
    """One wrong answer: which field, what kind of wrong, and the number that bounds it."""

    field: str
    kind: Literal[
        "missing", "too_short", "too_long", "too_small", "too_big", "not_offered",
        "not_a_number", "not_a_date", "pattern", "too_many", "too_few", "unknown", "wrong"
    ]  # fmt: skip
    bound: int | float | None = None


KINDS: Mapping[str, Any] = {
    "minLength": "too_short",
    "maxLength": "too_long",
    "minimum": "too_small",
    "maximum": "too_big",
    "oneOf": "not_offered",
    "enum": "not_offered",
    "pattern": "pattern",
    "minItems": "too_few",
    "maxItems": "too_many",
    "additionalProperties": "unknown",
}


def faults(form: Form, answers: Mapping[str, JSON], asked: Mapping[str, bool]) -> list[Fault]:
    """Return what is wrong in `answers`, at most one fault a field, in the form's order.

    `asked` maps the fields asked for to whether an answer is required; others are unknown. An
    empty text or list counts as not answered.
    """
    found = {
        name: Fault(name, "missing")
        for name, required in asked.items()
        if required and is_empty(answers.get(name))
    }
    for name, value in answers.items():
        if name in found or is_empty(value):
            continue
        if name not in asked:
            found[name] = Fault(name, "unknown")
            continue
        error = next(iter(_validator(form.properties[name]).iter_errors(value)), None)
        if error is not None:
            found[name] = _fault(name, form.properties[name], error)
    order = list(form.properties)
    return sorted(found.values(), key=lambda f: order.index(f.field) if f.field in order else 999)


def is_empty(value: JSON) -> bool:
    """Tell whether an answer says nothing."""
    return value is None or value in ("", []) or (isinstance(value, str) and not value.strip())


@cache
def _validator(prop: Property) -> Draft202012Validator:
    schema = prop.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    return Draft202012Validator(schema, format_checker=FormatChecker(("date", "uuid")))


def _fault(name: str, prop: Property, error: ValidationError) -> Fault:
    keyword = str(error.validator)
    if keyword == "type":
        return Fault(name, "not_a_number" if prop.type in ("integer", "number") else "wrong")
    if keyword == "format":
        return Fault(name, "not_a_date" if prop.format == "date" else "wrong")
    bound = error.validator_value if isinstance(error.validator_value, int | float) else None
    return Fault(name, KINDS.get(keyword, "wrong"), bound)
