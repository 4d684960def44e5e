"""Points, boxes, distances, map tiles and aggregates. Pure: no Django.

Longitude and latitude in degrees, WGS 84; tiles as in every web map (Web Mercator, EPSG:3857).
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

EARTH_RADIUS_M = 6_371_008.8
MERCATOR_LIMIT = 85.0511287798066
MAX_ZOOM = 22


class NotAPlaceError(ValueError):
    """Numbers that are no place on earth, or no tile."""


@dataclass(frozen=True, slots=True)
class Box:
    """What lies between two meridians and two parallels; edges belong to it."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Return whether the point lies inside or on the edge."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east

    def meets(self, other: "Box") -> bool:
        """Return whether the two have a point in common."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )

    def grown(self, part: float) -> "Box":
        """Return the box with `part` of its width and height added on every side."""
        dx, dy = (self.east - self.west) * part, (self.north - self.south) * part
        return Box(self.west - dx, self.south - dy, self.east + dx, self.north + dy)


@dataclass(frozen=True, slots=True)
class Feature:
    """A point on a map with what is told of it; values are text, numbers or yes and no."""

    latitude: float
    longitude: float
    properties: Mapping[str, str | int | float | bool]
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of the world's map: at zoom z there are 2^z columns and rows."""

    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if not 0 <= self.z <= MAX_ZOOM or not all(0 <= n < 1 << self.z for n in (self.x, self.y)):
            raise NotAPlaceError(f"there is no tile {self.z}/{self.x}/{self.y}")

    @property
    def box(self) -> Box:
        """The degrees that the tile covers."""
        n = 1 << self.z
        west, east = (self.x / n * 360 - 180, (self.x + 1) / n * 360 - 180)
        return Box(west, _latitude((self.y + 1) / n), east, _latitude(self.y / n))


def place(latitude: float, longitude: float) -> tuple[float, float]:
    """Return the two unchanged; raises NotAPlaceError unless they are a place on earth."""
    fine = math.isfinite(latitude) and math.isfinite(longitude)
    if not fine or abs(latitude) > 90 or abs(longitude) > 180:
        raise NotAPlaceError(f"{latitude}, {longitude} is no latitude and longitude")
    return latitude, longitude


def metres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Return the distance over the ground between two (latitude, longitude), in metres."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, one)) for one in (here, there))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))


def mercator(latitude: float, longitude: float) -> tuple[float, float]:
    """Return where a point lies on the world's square map: both from 0 to 1, from the north-west.

    Beyond the map's edge (85.05 degrees) the edge is meant.
    """
    clipped = math.radians(max(-MERCATOR_LIMIT, min(MERCATOR_LIMIT, latitude)))
    return (
        (longitude + 180) / 360,
        (1 - math.asinh(math.tan(clipped)) / math.pi) / 2,
    )


def tile_of(latitude: float, longitude: float, zoom: int) -> Tile:
    """Return the tile in which a point lies."""
    n = 1 << zoom
    x, y = mercator(latitude, longitude)
    return Tile(zoom, min(n - 1, max(0, int(x * n))), min(n - 1, max(0, int(y * n))))


def aggregate(features: Iterable[Feature], zoom: int, *, across: int = 8) -> list[Feature]:
    """Return one feature for each cell of a grid of `across` cells a tile, at its centre of mass.

    A lone feature stays as it is. Several become one with `count`, and with their common value of
    every property that they all share; its id is left out. In the order of cells, so that the
    same features always give the same answer.
    """
    cells: dict[tuple[int, int], list[Feature]] = {}
    n = (1 << zoom) * across
    for feature in features:
        x, y = mercator(feature.latitude, feature.longitude)
        cells.setdefault((int(y * n), int(x * n)), []).append(feature)
    return [_together(cells[cell]) for cell in sorted(cells)]


def _together(features: list[Feature]) -> Feature:
    first = features[0]
    if len(features) == 1:
        return first
    shared = {
        name: value
        for name, value in first.properties.items()
        if name != "count" and all(one.properties.get(name) == value for one in features)
    }
    weights = [int(one.properties.get("count", 1)) for one in features]
    total = sum(weights)
    latitude = sum(one.latitude * w for one, w in zip(features, weights, strict=True)) / total
    longitude = sum(one.longitude * w for one, w in zip(features, weights, strict=True)) / total
    return Feature(latitude, longitude, {**shared, "count": total})


def _latitude(down: float) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down))))
