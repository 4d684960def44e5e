"""Turning a type checker's finding into a place in the file and a sentence with its cure."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, TypeAlias, get_args

import yaml
from pydantic import BaseModel
from pydantic_core import ErrorDetails

Location: TypeAlias = tuple[int | str, ...]

EXPECTED = {
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "decimal_parsing": "a number such as 1030.5",
    "float_parsing": "a number such as 1030.5",
    "bool_parsing": "yes or no",
    "date_parsing": "a date such as 2026-11-22",
    "date_from_datetime_parsing": "a date such as 2026-11-22",
    "date_from_datetime_inexact": "a date such as 2026-11-22",
    "datetime_parsing": "a moment such as 2026-11-22T09:00+07:00",
    "datetime_from_date_parsing": "a moment such as 2026-11-22T09:00+07:00",
    "time_parsing": "a time of day such as 07:30",
}
SHAPES = {
    "string_type": "one text",
    "model_type": "a mapping (key: value)",
    "dict_type": "a mapping (key: value)",
    "list_type": "a list (- item)",
    "tuple_type": "a list (- item)",
    "set_type": "a list (- item)",
}


def explain(detail: ErrorDetails, model: type[BaseModel]) -> tuple[Location, str]:
    """Return where in the file a finding lies and a sentence that says what to do."""
    location, kind, value = detail["loc"], detail["type"], detail["input"]
    name = str(location[-1]) if location else "the file"
    if kind == "missing":
        return location, f"“{name}” is missing: add it here"
    if kind == "extra_forbidden":
        known = sorted(_keys(_models_at(model, location[:-1])))
        return location, f"“{name}” isn't known here{_suggestion(name, known)}"
    if value is None:
        return location, f"“{name}” is empty: give it a value"
    if kind in EXPECTED:
        return location, f"“{value}” should be {EXPECTED[kind]}"
    if kind in SHAPES:
        return location, f"“{name}” should be {SHAPES[kind]}, not {_shape(value)}"
    if kind in ("literal_error", "enum"):
        return location, f"“{value}” should be {detail.get('ctx', {})['expected']}"
    message = detail["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return location, f"{message}{_quoted(value)}"


def location_of(root: yaml.Node, location: Location) -> tuple[int, int]:
    """Return line and column, from 1, of the nearest thing on the way to `location`.

    A key is pointed at rather than its value where the value is a mapping or a list; parts of the
    location that aren't in the file (a missing key, the name of a union's member) are passed over.
    """
    node, place = root, root
    for part in location:
        found = _child(node, part)
        if found is not None:
            place, node = found
    return place.start_mark.line + 1, place.start_mark.column + 1


def _child(node: yaml.Node, part: int | str) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return (value if isinstance(value, yaml.ScalarNode) else key), value
    elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None


def _models_at(model: type[BaseModel], location: Location) -> set[type[BaseModel]]:
    current = {model}
    for part in location:
        inner = {
            found
            for candidate in current
            for name, field in candidate.model_fields.items()
            if part in (name, field.alias)
            for found in _models_in(field.annotation)
        }
        current = inner or current
    return current


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _keys(models: Iterable[type[BaseModel]]) -> set[str]:
    return {field.alias or name for model in models for name, field in model.model_fields.items()}


def _suggestion(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    if close:
        return f": did you mean “{close[0]}”?"
    return f": known are {', '.join(known)}" if known else ""


def _shape(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else f"“{value}”"


def _quoted(value: object) -> str:
    return f" (“{value}”)" if isinstance(value, str) and len(value) < 80 else ""
