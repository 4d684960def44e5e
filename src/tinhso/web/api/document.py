"""The OpenAPI 3.1 document of everything that rooms have described."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from tinhso.kernel.declarations import Text
from tinhso.web.api.described import Group, Operation, Parameter, Reply
from tinhso.web.province import this_province

VERSION = "3.1.0"
OF_THE_API = "2"
"""Raised when something that programs rely on changes."""
PART = re.compile(r"<(?:[^>:]+:)?([^>]+)>")
OF_CONVERTERS: Mapping[str, Mapping[str, Any]] = {
    "IntConverter": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1},
    "SlugConverter": {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"},
    "UUIDConverter": {"type": "string", "format": "uuid"},
}
ILLEGIBLE = Reply(
    400,
    Text(vi="Địa chỉ có ký tự U+0000.", en="The address holds U+0000."),
    {"text/html": None},
)
"""What every address answers unless it says it in its own words."""
ONE_PART = {"type": "string", "pattern": "^[^/\\u0000]+$"}


class NoSuchAddressError(LookupError):
    """Something is described that has no address."""


def document(groups: list[Group], language: str, *, server: str) -> dict[str, Any]:
    """Return the document in a language; `server` is the address of this site.

    Raises NoSuchAddressError where a room describes an address that there isn't.
    """
    province = this_province()
    english = language.startswith("en")
    paths: dict[str, dict[str, Any]] = {}
    schemas: dict[str, Any] = {}
    for group in groups:
        schemas |= group.schemas
        for operation in group.operations:
            path, parts = address_of(operation)
            described = _operation(operation, group, parts, language)
            paths.setdefault(path, {})[operation.method] = described
    name = province.full_name.in_language(language)
    return {
        "openapi": VERSION,
        "info": {
            "title": f"API of {name}" if english else f"Giao diện lập trình của {name}",
            "version": OF_THE_API,
        },
        "servers": [{"url": server}],
        "tags": [_tag(group, language) for group in groups],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def address_of(operation: Operation) -> tuple[str, dict[str, Mapping[str, Any]]]:
    """Return the path of an operation as OpenAPI writes it, and the schema of each of its parts."""
    found = _addresses().get(operation.address)
    if found is None:
        raise NoSuchAddressError(f"there is no address named “{operation.address}”")
    path, parts = found
    if operation.path:
        names = re.findall(r"\{(\w+)\}", operation.path)
        return operation.path, dict.fromkeys(names, ONE_PART)
    return path, parts


@lru_cache(maxsize=1)
def _addresses() -> dict[str, tuple[str, dict[str, Mapping[str, Any]]]]:
    return {name: (path, parts) for name, path, parts in _walk(get_resolver(), "/", "", {})}


def _walk(
    resolver: URLResolver, before: str, spaces: str, parts: dict[str, Mapping[str, Any]]
) -> Iterator[tuple[str, str, dict[str, Mapping[str, Any]]]]:
    for one in resolver.url_patterns:
        pattern = one.pattern
        if not isinstance(pattern, RoutePattern):
            continue
        path = before + PART.sub(r"{\1}", str(pattern))
        known = parts | {
            name: OF_CONVERTERS.get(type(converter).__name__, ONE_PART)
            for name, converter in pattern.converters.items()
        }
        if isinstance(one, URLPattern):
            yield f"{spaces}{one.name}", path, known
        else:
            inner = f"{spaces}{one.namespace}:" if one.namespace else spaces
            yield from _walk(one, path, inner, known)


def _tag(group: Group, language: str) -> dict[str, Any]:
    tag: dict[str, Any] = {
        "name": group.title.in_language(language),
        "description": group.text.in_language(language),
    }
    if group.standard:
        tag["externalDocs"] = {"url": group.standard}
    return tag


def _operation(
    operation: Operation, group: Group, parts: Mapping[str, Mapping[str, Any]], language: str
) -> dict[str, Any]:
    said = {one.name for one in operation.parameters if one.where == "path"}
    found: dict[str, Any] = {
        "operationId": f"{operation.method}_{operation.address.replace(':', '_')}",
        "summary": operation.title.in_language(language),
        "tags": [group.title.in_language(language)],
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": schema}
            for name, schema in parts.items()
            if name not in said
        ]
        + [_parameter(one, language) for one in operation.parameters],
        "responses": {
            str(one.status): _reply(one, language) for one in (ILLEGIBLE, *operation.replies)
        },
    }
    if operation.text:
        found["description"] = operation.text.in_language(language)
    if operation.body:
        content = {kind: {"schema": schema} for kind, schema in operation.body.items()}
        found["requestBody"] = {"required": True, "content": content}
    return found


def _parameter(one: Parameter, language: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "in": one.where,
        "required": one.required or one.where == "path",
        "description": one.meaning.in_language(language),
        "schema": one.schema,
    }


def _reply(one: Reply, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {"description": one.meaning.in_language(language)}
    if one.contents:
        found["content"] = {
            kind: {} if schema is None else {"schema": schema}
            for kind, schema in one.contents.items()
        }
    return found
