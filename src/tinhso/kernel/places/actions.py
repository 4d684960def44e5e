"""Importing official boundaries."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import shapely
from django.db import transaction
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from tinhso.kernel.declarations import LoadReport
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.places.models import Boundary
from tinhso.kernel.places.rules import Box
from tinhso.kernel.units.models import Unit
from tinhso.kernel.units.queries import communes


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a feature of the file, counted from 1; 0 is the file itself."""

    feature: int
    message: str


class BoundariesRefusedError(ValueError):
    """Boundaries that can't be imported; nothing was."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = mistakes
        super().__init__("; ".join(f"{one.feature}: {one.message}" for one in mistakes))


@transaction.atomic
def import_boundaries(
    content: bytes,
    *,
    on: date,
    source: str,
    code_property: str,
    within: Box,
    actor: Actor,
    now: datetime,
) -> LoadReport:
    """Take the boundaries of the communes standing on a day from GeoJSON.

    `content` is a FeatureCollection in WGS 84 (RFC 7946) whose features carry the commune's code
    in `code_property` and lie `within` the province's box. Nothing is imported unless all of it is
    right; nothing is written where nothing changed. Raises BoundariesRefusedError with every
    mistake.
    """
    units = {unit.code: unit for unit in communes(on)}
    mistakes: list[Mistake] = []
    shapes: dict[str, BaseGeometry] = {}
    for number, found in _features(content, mistakes):
        mistake = _take(found, code_property, units, shapes, within)
        if mistake:
            mistakes.append(Mistake(number, mistake))
    if not shapes and not mistakes:
        mistakes.append(Mistake(0, _("Tệp không có ranh giới nào.")))
    if mistakes:
        raise BoundariesRefusedError(mistakes)
    known = {
        unit: (bytes(shape), said)
        for unit, shape, said in Boundary.objects.values_list("unit_id", "shape", "source")
    }
    rows = [_row(units[code], shape, source, now) for code, shape in shapes.items()]
    written = [row for row in rows if known.get(row.unit_id) != (row.shape, row.source)]
    created = sum(row.unit_id not in known for row in written)
    Boundary.objects.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["unit"],
        update_fields=["shape", "west", "south", "east", "north", "source", "imported_at"],
    )
    if written:
        record(
            "places.boundaries.imported",
            "places",
            actor=actor,
            now=now,
            data={"count": len(written), "on": on.isoformat(), "source": source},
            commitments={"file": content},
        )
    return LoadReport("places", created, len(written) - created, len(rows) - len(written))


def _row(unit: Unit, shape: BaseGeometry, source: str, now: datetime) -> Boundary:
    west, south, east, north = shape.bounds
    return Boundary(
        unit=unit,
        shape=shapely.to_wkb(shape),
        west=west,
        south=south,
        east=east,
        north=north,
        source=source,
        imported_at=now,
    )


def _features(content: bytes, mistakes: list[Mistake]) -> Iterator[tuple[int, Any]]:
    try:
        collection = json.loads(content)
        features = collection["features"]
        is_list = isinstance(features, list)
    except (ValueError, TypeError, KeyError, RecursionError):
        is_list = False
    if not is_list:
        mistakes.append(Mistake(0, _("Tệp không phải GeoJSON FeatureCollection.")))
        return
    yield from enumerate(features, start=1)


def _take(
    found: Any,
    code_property: str,
    units: dict[str, Unit],
    shapes: dict[str, BaseGeometry],
    within: Box,
) -> str:
    """Add a feature's boundary to `shapes`; return what is wrong with it, or nothing."""
    properties = found.get("properties") if isinstance(found, dict) else None
    code = str((properties or {}).get(code_property, ""))
    if code not in units:
        return _("Không có xã, phường nào mang mã “%(code)s” vào ngày đã chọn.") % {"code": code}
    if code in shapes:
        return _("Mã %(code)s đã có ở trên.") % {"code": code}
    try:
        shape = shapely.from_geojson(json.dumps(found.get("geometry")))
    except shapely.errors.GEOSException:
        return _("Hình không đọc được.")
    if shape is None or shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty:
        return _("Ranh giới phải là Polygon hoặc MultiPolygon.")
    if not shape.is_valid:
        return _("Hình tự cắt chính nó: %(why)s.") % {"why": shapely.is_valid_reason(shape)}
    if not Box(*shape.bounds).meets(within):
        return _("Hình nằm ngoài tỉnh; tọa độ phải là WGS 84 (kinh độ, vĩ độ).")
    shapes[code] = shape
    return ""
