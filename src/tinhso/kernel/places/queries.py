"""Reading places: which commune a point is in, what lies in a tile."""

from dataclasses import dataclass
from datetime import date

import shapely
from django.db.models import Value

from tinhso.kernel.places import layers, tiles
from tinhso.kernel.places.extents import extent
from tinhso.kernel.places.models import Boundary, Box, Corner, Holds
from tinhso.kernel.places.rules import Feature, Tile, aggregate, metres, place
from tinhso.kernel.units.models import Unit
from tinhso.kernel.units.queries import communes, standing_on

NEAREST = 3


class OutsideProvinceError(ValueError):
    """A point that is a place, but not in this province."""


@dataclass(frozen=True, slots=True)
class Near:
    """A commune and how far its centre is from the point, in metres."""

    commune: Unit
    metres: float


@dataclass(frozen=True, slots=True)
class Resolved:
    """Which commune a point is in.

    `inside` is known only where the boundary was imported. Otherwise `nearest` are the communes
    whose centres are nearest, which is often, but not always, the same: a person confirms.
    """

    inside: Unit | None
    nearest: tuple[Near, ...]


def resolve(latitude: float, longitude: float, at: date) -> Resolved:
    """Return the commune of a point on a day, or the nearest ones.

    Raises NotAPlaceError for numbers that are no place, OutsideProvinceError for a place outside
    the province's box.
    """
    here = place(latitude, longitude)
    if not extent().box.holds(*here):
        raise OutsideProvinceError(f"{latitude}, {longitude} is outside the province")
    boundary = _holding(latitude, longitude, at)
    near = sorted(
        (
            Near(unit, metres(here, (unit.latitude, unit.longitude)))
            for unit in communes(at).filter(latitude__isnull=False)
            if unit.latitude is not None and unit.longitude is not None
        ),
        key=lambda one: one.metres,
    )
    return Resolved(boundary, tuple(near[:NEAREST]))


def commune_points(at: date) -> list[Feature]:
    """Return the centres of the communes on a day, with their names."""
    return [
        Feature(
            unit.latitude,
            unit.longitude,
            {"name": unit.short_title, "code": unit.code, "kind": unit.subtype},
            unit.pk,
        )
        for unit in communes(at)
        if unit.latitude is not None and unit.longitude is not None
    ]


def tile(layer: layers.Layer, which: Tile) -> bytes:
    """Return a layer's vector tile: one layer "points", aggregated below zoom 13."""
    found = layer.features(which.box.grown(tiles.BUFFER / tiles.EXTENT), which.z)
    if which.z < layers.AGGREGATED_BELOW:
        found = aggregate(found, which.z)
    return tiles.encode(which, [("points", found)])


def _holding(latitude: float, longitude: float, at: date) -> Unit | None:
    box = Box(Corner("west", "south"), Corner("east", "north"))
    candidates = (
        Boundary.objects.filter(standing_on(at, "unit__"))
        .filter(Holds(box, Corner(Value(longitude), Value(latitude))))
        .select_related("unit")
        .order_by("unit__sort_key")
    )
    point = shapely.Point(longitude, latitude)
    for one in candidates:
        if shapely.from_wkb(bytes(one.shape)).covers(point):
            return one.unit
    return None
