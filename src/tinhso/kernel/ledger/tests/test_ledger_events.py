"""The exact bytes of events, and commitments."""

import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.ledger.rules.events import (
    LARGEST_BODY,
    EventError,
    canonical,
    commitment,
    event_body,
    utc_text,
)

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
KEYS = st.text(st.characters(max_codepoint=126, exclude_characters="\0"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
    max_leaves=12,
)
EVENT = UUID("01a20355-f030-7b21-9005-f163f3818747")
AT = datetime(2026, 11, 24, 2, 12, tzinfo=UTC)


@given(VALUES)
def test_canonical_text_is_that_of_rfc_8785(value: object) -> None:
    assert canonical(value).encode() == rfc8785.dumps(value)  # type: ignore[arg-type]  # drawn JSON


@pytest.mark.parametrize(
    ("value", "cure"),
    [
        ({"share": 27.6}, "as a string"),
        ({"count": 2**53}, "as a string"),
        ({"photo": b"\xff"}, "as a string"),
        ({"name": "a\0b"}, r"U\+0000"),
        ({"name": "\ud800"}, "valid Unicode"),
        ({"tên": 1}, "ASCII"),
    ],
)
def test_what_has_no_one_way_to_be_written_is_refused(value: object, cure: str) -> None:
    with pytest.raises(EventError, match=cure):
        canonical(value)  # type: ignore[arg-type]  # wrong on purpose


def body(**changes: object) -> str:
    given = {"kind": "test.happened", "subject": "unit:1", "actor": "system:clock", "at": AT}
    return event_body(EVENT, **{**given, "data": {}, "commitments": {}, **changes})  # type: ignore[arg-type]


def test_an_event_names_itself_and_its_moment_in_utc() -> None:
    vietnam = AT.astimezone(timezone(timedelta(hours=7)))
    assert body(at=vietnam) == body()
    assert json.loads(body())["id"] == str(EVENT)
    assert json.loads(body())["at"] == "2026-11-24T02:12:00.000000Z"


@pytest.mark.parametrize(
    ("changes", "cure"),
    [
        ({"kind": "Filed"}, "dotted lower-case"),
        ({"kind": "filed"}, "dotted lower-case"),
        ({"subject": ""}, "names its subject"),
        ({"actor": ""}, "and its actor"),
        ({"data": {"text": "a" * LARGEST_BODY}}, "commit to the rest"),
    ],
)
def test_an_event_that_says_too_little_or_too_much_is_refused(
    changes: dict[str, object], cure: str
) -> None:
    with pytest.raises(EventError, match=cure):
        body(**changes)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(EventError, match="time zone"):
        utc_text(AT.replace(tzinfo=None))


@given(TEXT, TEXT, st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_a_commitment_binds_to_value_and_salt(a: str, b: str, s: bytes, t: bytes) -> None:
    assert (commitment(a, s) == commitment(b, t)) == ((a, s) == (b, t))
    assert commitment(a, s) == commitment(a.encode(), s)
