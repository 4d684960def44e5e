"""Reading YAML so that a mistake is found, named and placed instead of guessed at.

YAML itself guesses: it reads `05474` as a number, `1.010` as 1.01 and `no` as false. Here every
scalar stays the string that was written and the pydantic model says what it is. An empty value,
`~` or `null` without quotes is "not given". Keys written twice, keys the model doesn't know,
anchors and tags are mistakes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from tinhso.kernel.declarations.explaining import Location, explain, location_of
from tinhso.kernel.declarations.problems import DeclarationError, Problem

Model = TypeVar("Model", bound=BaseModel)
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"

NOT_GIVEN = frozenset({"", "~", "null"})
STANDARD_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))


@dataclass(frozen=True)
class Source(Generic[Model]):
    """A file that was read: its typed value, and the means to point into it.

    Rooms whose rules go beyond types (a step leads nowhere, a unit isn't known) make their own
    problems with `problem` and raise them all in one `DeclarationError`.
    """

    value: Model
    file: str
    _root: yaml.Node

    def problem(self, location: Location, message: str) -> Problem:
        """Return a problem at a place such as `("steps", "received", "actions", 0)`.

        Parts of the location that the file doesn't hold are left out: the nearest place is named.
        """
        line, column = location_of(self._root, location)
        return Problem(self.file, line, column, message)


def load_yaml(path: Path, model: type[Model]) -> Model:
    """Return the file's content as `model`; raise DeclarationError with all its mistakes."""
    return read_yaml(path, model).value


def load_yaml_text(text: str, model: type[Model], *, file: str = "<text>") -> Model:
    """Return `text` as `model`; raise DeclarationError whose problems name `file`."""
    return _read(text, model, file).value


def read_yaml_text(text: str, model: type[Model], *, file: str) -> Source[Model]:
    """Return `text` as `model` with the places of its parts, named as those of `file`.

    Raises DeclarationError with every mistake found.
    """
    return _read(text, model, file)


def read_yaml(path: Path, model: type[Model]) -> Source[Model]:
    """Return the file's content as `model` with the places of its parts.

    Raises DeclarationError with every mistake found, also where the file is missing or isn't
    UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or "can't be read").lower()
        raise DeclarationError([Problem(str(path), 1, 1, f"can't be read: {reason}")]) from None
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        message = "isn't UTF-8 text: save the file again with the encoding UTF-8"
        raise DeclarationError([Problem(str(path), line, column, message)]) from None
    return _read(text, model, str(path))


def _read(text: str, model: type[Model], file: str) -> Source[Model]:
    root = _compose(text, file)
    problems = [
        Problem(file, node.start_mark.line + 1, node.start_mark.column + 1, message)
        for node, message in _structural_mistakes(root, set())
    ]
    if problems:
        raise DeclarationError(problems)
    try:
        value = model.model_validate(_plain(root), extra="forbid")
    except ValidationError as error:
        found = [explain(detail, model) for detail in error.errors(include_url=False)]
        raise DeclarationError(
            {Problem(file, *location_of(root, where), message) for where, message in found}
        ) from None
    return Source(value, file, root)


def _compose(text: str, file: str) -> yaml.Node:
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = f"isn't YAML here: {error.problem or error.context}; check indents and quotes"
        raise DeclarationError([Problem(file, line, column, message)]) from None
    except yaml.YAMLError as error:
        message = f"isn't YAML: {error}"
        raise DeclarationError([Problem(file, 1, 1, message)]) from None
    if root is None:
        raise DeclarationError([Problem(file, 1, 1, "the file is empty")])
    return root


def _structural_mistakes(node: yaml.Node, seen: set[int]) -> Iterator[tuple[yaml.Node, str]]:
    if id(node) in seen:
        yield node, "this part is used again elsewhere (& and *): write it out in both places"
        return
    seen.add(id(node))
    if node.tag not in STANDARD_TAGS:
        yield node, f"the tag {node.tag} isn't read: leave it out"
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _structural_mistakes(child, seen)
    elif isinstance(node, yaml.MappingNode):
        first: dict[str, int] = {}
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                yield key, "a key must be a word, not a list or a mapping: put it in quotes"
                continue
            if key.value in first:
                first_line = first[key.value]
                yield key, f"“{key.value}” is already in line {first_line}: keep one of them"
            first.setdefault(key.value, key.start_mark.line + 1)
            yield from _structural_mistakes(child, seen)


def _plain(node: yaml.Node) -> Plain:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(child) for key, child in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child) for child in node.value]
    text = str(node.value)
    quoted = isinstance(node, yaml.ScalarNode) and node.style in ("'", '"', "|", ">")
    return None if text in NOT_GIVEN and not quoted else text
