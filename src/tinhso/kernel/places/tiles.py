"""Mapbox Vector Tile 2.1, written here: protocol buffers by hand, about as much as is needed.

https://github.com/mapbox/vector-tile-spec/tree/master/2.1 (fields named as there).
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shapely import Polygon, clip_by_rect
from shapely.geometry.base import BaseGeometry

from tinhso.kernel.places.rules import Feature, Tile, mercator

EXTENT = 4096
BUFFER = 64
POINT, POLYGON = 1, 3
MOVE_TO, LINE_TO, CLOSE_PATH = 1, 2, 7
Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Area:
    """A polygon, or several, in degrees, with what is told of it."""

    shape: BaseGeometry
    properties: Mapping[str, Value]
    id: int | None = None


def encode(tile: Tile, layers: Iterable[tuple[str, Sequence[Feature | Area]]]) -> bytes:
    """Return the tile of named layers; what lies outside it (and a small margin) is left out.

    An empty layer is left out; a tile without layers is no bytes at all.
    """
    return b"".join(_layer(tile, name, features) for name, features in layers)


def _layer(tile: Tile, name: str, features: Sequence[Feature | Area]) -> bytes:
    keys: dict[str, int] = {}
    values: dict[tuple[type, Value], int] = {}
    encoded = []
    for feature in features:
        kind, geometry = (
            _point(tile, feature) if isinstance(feature, Feature) else _area(tile, feature)
        )
        if not geometry:
            continue
        tags: list[int] = []
        for key, value in feature.properties.items():
            tags.append(keys.setdefault(key, len(keys)))
            tags.append(values.setdefault((type(value), value), len(values)))
        body = b"" if feature.id is None else _key(1, 0) + _varint(feature.id)
        body += _packed(2, tags) + _key(3, 0) + _varint(kind) + _packed(4, geometry)
        encoded.append(_bytes(2, body))
    if not encoded:
        return b""
    head = _key(15, 0) + _varint(2) + _bytes(1, name.encode())
    words = b"".join(_bytes(3, key.encode()) for key in keys)
    told = b"".join(_bytes(4, _value(value)) for _kind, value in values)
    return _bytes(3, head + b"".join(encoded) + words + told + _key(5, 0) + _varint(EXTENT))


def _point(tile: Tile, feature: Feature) -> tuple[int, list[int]]:
    x, y = _inside(tile, feature.latitude, feature.longitude)
    if not all(-BUFFER <= n <= EXTENT + BUFFER for n in (x, y)):
        return POINT, []
    return POINT, [_command(MOVE_TO, 1), _zigzag(x), _zigzag(y)]


def _area(tile: Tile, area: Area) -> tuple[int, list[int]]:
    box = tile.box.grown(BUFFER / EXTENT)
    clipped = clip_by_rect(area.shape, box.west, box.south, box.east, box.north)
    commands: list[int] = []
    cursor = (0, 0)
    for polygon in getattr(clipped, "geoms", [clipped]):
        if not isinstance(polygon, Polygon) or polygon.is_empty:
            continue
        for index, ring in enumerate((polygon.exterior, *polygon.interiors)):
            points = _ring(tile, list(ring.coords), outer=index == 0)
            if not points:
                break
            for at, point in enumerate(points):
                if at < 2:
                    commands.append(
                        _command(LINE_TO, len(points) - 1) if at else _command(MOVE_TO, 1)
                    )
                commands += [_zigzag(point[0] - cursor[0]), _zigzag(point[1] - cursor[1])]
                cursor = point
            commands.append(_command(CLOSE_PATH, 1))
    return POLYGON, commands


def _ring(tile: Tile, degrees: list[tuple[float, ...]], *, outer: bool) -> list[tuple[int, int]]:
    """Return a ring in tile units, wound as the standard asks; [] if it is too small."""
    points: list[tuple[int, int]] = []
    for longitude, latitude, *_ in degrees:
        point = _inside(tile, latitude, longitude)
        if not points or points[-1] != point:
            points.append(point)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    area = sum(
        x1 * y2 - x2 * y1
        for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True)
    )
    if len(points) < 3 or area == 0:
        return []
    return points if (area > 0) == outer else points[::-1]


def _inside(tile: Tile, latitude: float, longitude: float) -> tuple[int, int]:
    n = 1 << tile.z
    x, y = mercator(latitude, longitude)
    return round((x * n - tile.x) * EXTENT), round((y * n - tile.y) * EXTENT)


def _value(value: Value) -> bytes:
    if isinstance(value, bool):
        return _key(7, 0) + _varint(value)
    if isinstance(value, int):
        return _key(6, 0) + _varint(_zigzag(value))
    if isinstance(value, float):
        return _key(3, 1) + struct.pack("<d", value)
    return _bytes(1, value.encode())


def _command(kind: int, count: int) -> int:
    return (count << 3) | kind


def _zigzag(number: int) -> int:
    return (number << 1) ^ (number >> 63)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append((number & 0x7F) | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _key(field: int, wire: int) -> bytes:
    return _varint((field << 3) | wire)


def _bytes(field: int, content: bytes) -> bytes:
    return _key(field, 2) + _varint(len(content)) + content


def _packed(field: int, numbers: Iterable[int]) -> bytes:
    content = b"".join(map(_varint, numbers))
    return _bytes(field, content) if content else b""
