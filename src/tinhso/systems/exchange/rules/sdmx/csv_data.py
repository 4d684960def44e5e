"""SDMX-CSV 2.0.0 data messages, written line by line."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tinhso.systems.exchange.rules.sdmx.components import (
    BY_ID,
    DIMENSIONS,
    KEY,
    MEASURE,
    VALUE,
    Component,
)
from tinhso.systems.exchange.rules.sdmx.messages import WRITTEN_AT_ONCE, Frame, Part, Row, number


class _Line:
    """A file of which every line is handed on at once."""

    def write(self, line: str) -> str:
        return line


@dataclass(frozen=True)
class CsvWish:
    """How SDMX-CSV is wanted: `labels` id, name or both; `keys` none, obs, series or both."""

    labels: str = "id"
    keys: str = "none"


def as_csv(frame: Frame, parts: Iterable[Part], wish: CsvWish) -> Iterator[str]:
    """Yield an SDMX-CSV data message, RFC 4180, every observation on a line of its own."""
    write = csv.writer(_Line()).writerow
    columns = [*DIMENSIONS, *([MEASURE] if frame.values else [])]
    columns += [BY_ID[one] for one in frame.attributes]
    yield write(_head(frame, columns, wish))
    flow = f"{frame.agency}:{frame.flow}(1.0)"
    start = ["dataflow", flow]
    if wish.labels == "both":
        start[1] = f"{flow}: {frame.flow_title.in_language(frame.language)}"
    elif wish.labels == "name":
        start.append(frame.flow_title.in_language(frame.language))
    waiting: list[str] = []
    for part in parts:
        for row in part.rows:
            cells = [*start, part.action[0], *_key_cells(row, wish)]
            for one in columns:
                cells += _cells(frame, one, _said(frame, one, row), wish)
            waiting.append(write(cells))
            if len(waiting) == WRITTEN_AT_ONCE:
                yield "".join(waiting)
                waiting = []
    yield "".join(waiting)


def _head(frame: Frame, columns: Sequence[Component], wish: CsvWish) -> list[str]:
    head = ["STRUCTURE", "STRUCTURE_ID"]
    if wish.labels == "name":
        head.append("STRUCTURE_NAME")
    head.append("ACTION")
    if wish.keys in ("series", "both"):
        head.append("SERIES_KEY")
    if wish.keys in ("obs", "both"):
        head.append("OBS_KEY")
    for one in columns:
        title = one.title.in_language(frame.language)
        if wish.labels == "both":
            head.append(f"{one.id}: {title}")
        elif wish.labels == "name":
            head += [one.id, title]
        else:
            head.append(one.id)
    return head


def _key_cells(row: Row, wish: CsvWish) -> list[str]:
    cells = []
    if wish.keys in ("series", "both"):
        cells.append(".".join(row.key[:-1]))
    if wish.keys in ("obs", "both"):
        cells.append(".".join(row.key))
    return cells


def _said(frame: Frame, one: Component, row: Row) -> str:
    if one.id in KEY:
        return row.key[KEY.index(one.id)]
    if one.id == VALUE:
        return "" if row.value is None else number(row.value)
    if one.id == "DEMONSTRATION":
        return "true" if frame.test else "false"
    value = row.attributes.get(one.id)
    return "" if value is None else str(value)


def _cells(frame: Frame, one: Component, value: str, wish: CsvWish) -> list[str]:
    if wish.labels == "id":
        return [value]
    title = frame.codes.get(one.codelist, {}).get(value)
    words = title.in_language(frame.language) if title else ""
    if wish.labels == "name":
        return [value, words]
    return [f"{value}: {words}" if words else value]
