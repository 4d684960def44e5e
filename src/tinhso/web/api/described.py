"""How a room tells what programs may ask of it.

Whoever answers programs calls `register` in its AppConfig.ready(). An address is named, never
written: its path and the types of its parts are those of the URL configuration, so that the
description can't name an address that isn't there. Schemas are JSON Schema 2020-12.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tinhso.kernel.declarations import Text

Schema = Mapping[str, Any]
TEXT: Schema = {"type": "string"}


@dataclass(frozen=True)
class Parameter:
    """One thing that a program says beside the address."""

    name: str
    meaning: Text
    schema: Schema = field(default_factory=lambda: TEXT)
    where: Literal["query", "path", "header"] = "query"
    required: bool = False


@dataclass(frozen=True)
class Reply:
    """One answer: its HTTP status, what it means, and the schema of each of its media types."""

    status: int
    meaning: Text
    contents: Mapping[str, Schema | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Operation:
    """One thing to ask. `address` is the name of a URL; `path` only where a part of it is a path.

    `body` are the media types and schemas of what is sent with POST.
    """

    address: str
    title: Text
    replies: tuple[Reply, ...]
    parameters: tuple[Parameter, ...] = ()
    method: Literal["get", "post"] = "get"
    text: Text | None = None
    path: str = ""
    body: Mapping[str, Schema] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """What belongs together: one room's, or one standard's; `standard` is where that stands."""

    code: str
    title: Text
    text: Text
    operations: tuple[Operation, ...]
    schemas: Mapping[str, Schema] = field(default_factory=dict)
    standard: str = ""


Describing = Callable[[], Group]

_described: dict[str, tuple[int, Describing]] = {}


def register(code: str, describing: Describing, *, order: int = 50) -> None:
    """Make known what a room answers; raise ValueError when two describe under one code."""
    if _described.get(code, (order, describing)) != (order, describing):
        raise ValueError(f"two rooms describe their API as “{code}”: rename one")
    _described[code] = (order, describing)


def groups() -> list[Group]:
    """Return everything described, by the order that rooms gave."""
    ordered = sorted(_described.values(), key=lambda found: found[0])
    return [describing() for _order, describing in ordered]
