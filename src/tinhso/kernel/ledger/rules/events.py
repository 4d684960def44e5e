"""The exact bytes of an event, and the salted commitments that stand in it."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias
from uuid import UUID

JSON: TypeAlias = bool | int | str | Sequence["JSON"] | Mapping[str, "JSON"] | None

LARGEST_BODY = 16_384
SALT_BYTES = 16
_LARGEST_INTEGER = 2**53 - 1
_KIND = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


class EventError(ValueError):
    """An event that cannot be written down as it is; the message says the cure."""


def canonical(value: JSON) -> str:
    """Return `value` as canonical JSON (RFC 8785, JSON Canonicalization Scheme).

    Numbers with a fraction are refused, because what a float prints as is no promise: write them
    as strings. Keys are ASCII, so that sorting by code point is the order RFC 8785 asks for.
    Raises EventError.
    """
    _check(value)
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def event_body(
    event: UUID,
    *,
    kind: str,
    subject: str,
    actor: str,
    at: datetime,
    data: Mapping[str, JSON],
    commitments: Mapping[str, str],
) -> str:
    """Return the canonical text of an event: what is hashed, kept and handed out.

    `at` is aware; it is written in UTC to the microsecond. Raises EventError.
    """
    if not _KIND.fullmatch(kind):
        raise EventError(f"kind {kind!r}: write dotted lower-case words, as in report.filed.")
    if not subject or not actor:
        raise EventError("An event names its subject (case:..., unit:12) and its actor.")
    body = canonical(
        {
            "actor": actor,
            "at": utc_text(at),
            "commitments": commitments,
            "data": data,
            "id": str(event),
            "kind": kind,
            "subject": subject,
        }
    )
    if len(body.encode()) > LARGEST_BODY:
        raise EventError(f"{kind}: an event holds at most {LARGEST_BODY} bytes; commit to the rest")
    return body


def utc_text(moment: datetime) -> str:
    """Return an aware moment as RFC 3339 in UTC with microseconds: 2026-11-22T05:00:00.000000Z."""
    if moment.tzinfo is None:
        raise EventError("A moment needs its time zone.")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def commitment(value: bytes | str, salt: bytes) -> str:
    """Return SHA-256(salt || value) in hex; text is taken as UTF-8.

    It binds to `value` and, once the salt is gone, tells nothing of it.
    """
    content = value.encode() if isinstance(value, str) else value
    return hashlib.sha256(salt + content).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence):
        return list(value)
    raise EventError(f"{type(value).__name__} has no place in an event; write it as a string.")


def _check(value: object) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, int):
        if abs(value) > _LARGEST_INTEGER:
            raise EventError(f"{value} is beyond 2^53: write it as a string.")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise EventError(f"key {key!r}: keys are ASCII text.")
            _check_text(key)
            _check(inner)
    elif isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        for inner in value:
            _check(inner)
    else:
        raise EventError(f"{type(value).__name__} has no place in an event; write it as a string.")


def _check_text(value: str) -> None:
    if "\0" in value:
        raise EventError("Text in an event cannot hold the character U+0000.")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise EventError("Text in an event must be valid Unicode.") from error
