"""SDMX-JSON 2.0.0 data messages, written piece by piece.

Rows come in and text goes out; no more is kept in memory than the values of dimensions met so
far. That is why `structures`, which lists them, stands after `dataSets`: JSON's order means
nothing.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from tinhso.kernel.declarations import Text
from tinhso.systems.exchange.rules.sdmx.components import (
    ATTRIBUTES,
    DIMENSIONS,
    KEY,
    MEASURE,
    TIME,
    VALUE,
    Component,
)
from tinhso.systems.exchange.rules.sdmx.identifiers import period_of
from tinhso.systems.exchange.rules.sdmx.messages import (
    WRITTEN_AT_ONCE,
    Frame,
    Part,
    Row,
    meta,
    number,
)
from tinhso.systems.exchange.rules.sdmx.selection import ALL_DIMENSIONS, series_dimensions
from tinhso.systems.exchange.rules.sdmx.structures import named, relationship, urn


class _JsonWriter:
    """Gives every dimension's values their places as they come."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.places: dict[str, dict[str, int]] = {one: {} for one in KEY}
        self.series_dimensions = series_dimensions(frame.at_observation)
        asked = [one for one in ATTRIBUTES if one.id in frame.attributes]
        self.of_dataset = [one for one in asked if one.level == "dataset"]
        self.of_series = [
            one
            for one in asked
            if one.level == "series" and set(one.depends_on) <= set(self.series_dimensions)
        ]
        above = {one.id for one in (*self.of_dataset, *self.of_series)}
        self.of_observation = [one for one in asked if one.id not in above]
        self.indexes = {
            one.id: {code: place for place, code in enumerate(frame.codes[one.codelist])}
            for one in asked
            if one.codelist
        }
        self.series_at = [KEY.index(one) for one in self.series_dimensions]
        self.observation_at = [
            place for place, one in enumerate(KEY) if one not in self.series_dimensions
        ]

    def key(self, row: Row, at: Sequence[int]) -> str:
        """Return the places of some of a row's values, as in 0:3:1."""
        found = []
        for place in at:
            known = self.places[KEY[place]]
            found.append(str(known.setdefault(row.key[place], len(known))))
        return ":".join(found)

    def said(self, one: Component, row: Row) -> Any:
        """Return an attribute's value: its place in the code list, or itself."""
        value = row.attributes.get(one.id)
        if value is None or value == "":
            return None
        return self.indexes[one.id][str(value)] if one.codelist else value

    def observation(self, row: Row) -> str:
        """Return `"0":[162500000000000,0,...]`; the number keeps all its digits."""
        said = [json.dumps(self.said(one, row), ensure_ascii=False) for one in self.of_observation]
        if self.frame.values:
            said.insert(0, "null" if row.value is None else number(row.value))
        return f'"{self.key(row, self.observation_at)}":[{",".join(said)}]'

    def data_set(self, part: Part) -> Iterator[str]:
        """Yield one data set."""
        links = [
            {"rel": "dataflow", "urn": urn("dataflow", self.frame.agency, self.frame.flow)},
        ]
        head: dict[str, Any] = {"structure": 0, "action": part.action, "links": links}
        if self.of_dataset:
            head["attributes"] = [
                self.frame.test if one.id == "DEMONSTRATION" else None for one in self.of_dataset
            ]
        yield json.dumps(head, ensure_ascii=False)[:-1]
        if self.frame.at_observation == ALL_DIMENSIONS:
            yield ',"observations":{'
            yield from self._joined(part.rows)
            yield "}}"
            return
        yield ',"series":{'
        between = ""
        at = self.series_at
        for _key, group in groupby(part.rows, key=lambda row: [row.key[place] for place in at]):
            rows = iter(group)
            first = next(rows)
            attributes = [self.said(one, first) for one in self.of_series]
            key = self.key(first, at)
            said = json.dumps(attributes, ensure_ascii=False)
            about = f'"attributes":{said},' if self.of_series else ""
            yield f'{between}"{key}":{{{about}"observations":{{{self.observation(first)}'
            yield from self._joined(rows, ",")
            yield "}}"
            between = ","
        yield "}}"

    def _joined(self, rows: Iterable[Row], between: str = "") -> Iterator[str]:
        waiting: list[str] = []
        for row in rows:
            waiting.append(self.observation(row))
            if len(waiting) == WRITTEN_AT_ONCE:
                yield between + ",".join(waiting)
                between, waiting = ",", []
        if waiting:
            yield between + ",".join(waiting)

    def structure(self, data_sets: int) -> dict[str, Any]:
        """Return what explains the data sets."""
        frame = self.frame
        dimensions: dict[str, list[dict[str, Any]]] = {
            "dataSet": [],
            "series": [],
            "observation": [],
        }
        for place, one in enumerate(DIMENSIONS):
            level = "series" if one.id in self.series_dimensions else "observation"
            dimensions[level].append(
                {
                    **named(one.id, one.title, frame.language),
                    "keyPosition": place,
                    "roles": [one.id],
                    "values": [self._value(one, value) for value in self.places[one.id]],
                }
            )
        measures = [
            {
                **named(MEASURE.id, MEASURE.title, frame.language),
                "roles": [VALUE],
                "format": {"dataType": MEASURE.data_type},
            }
        ]
        return {
            "links": [
                {"rel": "dataflow", "urn": urn("dataflow", frame.agency, frame.flow)},
                {
                    "rel": "datastructure",
                    "urn": urn("datastructure", frame.agency, frame.structure),
                },
            ],
            **{k: v for k, v in named("", frame.flow_title, frame.language).items() if k != "id"},
            "dataSets": list(range(data_sets)),
            "dimensions": dimensions,
            "measures": {"observation": measures if frame.values else []},
            "attributes": {
                "dataSet": [self._attribute(one) for one in self.of_dataset],
                "series": [self._attribute(one) for one in self.of_series],
                "observation": [self._attribute(one) for one in self.of_observation],
            },
        }

    def _attribute(self, one: Component) -> dict[str, Any]:
        said: dict[str, Any] = {
            **named(one.id, one.title, self.frame.language),
            "roles": [one.id],
            "relationship": relationship(one),
            "isMandatory": one.required,
        }
        if one.codelist:
            codes = self.frame.codes[one.codelist]
            said["values"] = [
                named(code, title, self.frame.language) for code, title in codes.items()
            ]
        else:
            said["format"] = {"dataType": one.data_type}
        return said

    def _value(self, one: Component, value: str) -> dict[str, Any]:
        if one.codelist:
            title = self.frame.codes[one.codelist].get(value, Text(vi=value, en=value))
            return named(value, title, self.frame.language)
        said: dict[str, Any] = {"id": value, "name": value}
        if "/" in value:  # which no identifier may have
            said = {"value": value}
        if one.id == TIME:
            period = period_of(value)
            said |= {
                "start": f"{period.start.isoformat()}T00:00:00Z",
                "end": f"{period.end.isoformat()}T23:59:59Z",
            }
        return said


def as_json(frame: Frame, parts: Iterable[Part]) -> Iterator[str]:
    """Yield an SDMX-JSON data message; rows of one series come one after another."""
    writer = _JsonWriter(frame)
    yield f'{{"meta":{json.dumps(meta(frame), ensure_ascii=False)},"data":{{"dataSets":['
    count = 0
    for part in parts:
        yield "," if count else ""
        yield from writer.data_set(part)
        count += 1
    yield f'],"structures":[{json.dumps(writer.structure(count), ensure_ascii=False)}]}}}}'
