"""What a data message carries: rows, how they are to be handled, and what it says of itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from tinhso.kernel.declarations import Text
from tinhso.systems.exchange.rules.sdmx.components import Codes
from tinhso.systems.exchange.rules.sdmx.structures import named

SCHEMA = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/"
    "2.0.0/sdmx-json-data-schema.json"
)
INFORMATION, REPLACE, DELETE = "Information", "Replace", "Delete"
WRITTEN_AT_ONCE = 200
"""Observations joined before they are handed on: fewer, larger pieces are sent faster."""

Values = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One observation: the dimensions' values in the order of the key, value, attributes."""

    key: tuple[str, ...]
    value: Decimal | None
    attributes: Values


@dataclass(frozen=True)
class Part:
    """Rows that are to be handled in one way (information, replaced or deleted)."""

    action: str
    rows: Iterable[Row]


@dataclass(frozen=True)
class Frame:
    """What a message says of itself: whose data, in which packaging, with which attributes.

    `codes` gives the titles of the coded components' values.
    """

    agency: str
    agency_title: Text
    flow: str
    flow_title: Text
    structure: str
    language: str
    prepared: datetime
    test: bool
    at_observation: str
    attributes: tuple[str, ...]
    values: bool
    codes: Mapping[str, Codes]


def number(value: Decimal) -> str:
    """Return a number's exact digits, without trailing zeros."""
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def meta(frame: Frame, schema: str = SCHEMA, kind: str = "data") -> dict[str, Any]:
    """Return a message's own head."""
    return {
        "schema": schema,
        "id": f"{kind}-{frame.prepared:%Y%m%dT%H%M%S%f}",
        "test": frame.test,
        "prepared": frame.prepared.isoformat(),
        "contentLanguages": [frame.language, "en" if frame.language == "vi" else "vi"],
        "sender": named(frame.agency, frame.agency_title, frame.language),
    }
