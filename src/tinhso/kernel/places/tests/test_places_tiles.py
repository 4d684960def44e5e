"""Our tiles, read by somebody else's decoder."""

from typing import Any

import mapbox_vector_tile
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.kernel.places.rules import Feature, Tile, tile_of
from tinhso.kernel.places.tiles import EXTENT, Area, Value, encode

TILE = Tile(10, 813, 449)
BOX = TILE.box
MIDDLE = ((BOX.south + BOX.north) / 2, (BOX.west + BOX.east) / 2)


def decoded(content: bytes) -> dict[str, Any]:
    """Decode with the origin above, as the standard counts."""
    found: dict[str, Any] = mapbox_vector_tile.decode(
        content, default_options={"y_coord_down": True}
    )
    return found


def test_a_point_keeps_its_place_its_id_and_all_that_is_told_of_it() -> None:
    told: dict[str, Value] = {
        "title": "Ổ gà ở Phổ Yên",
        "count": 12,
        "depth": -0.5,
        "urgent": True,
        "below": -3,
    }
    tile = encode(TILE, [("points", [Feature(*MIDDLE, told, 15)])])
    layer = decoded(tile)["points"]
    assert (layer["extent"], layer["version"]) == (EXTENT, 2)
    (feature,) = layer["features"]
    assert feature["properties"] == told
    assert isinstance(feature["properties"]["urgent"], bool)
    assert feature["id"] == 15
    x, y = feature["geometry"]["coordinates"]
    assert x == EXTENT / 2
    assert y == pytest.approx(EXTENT / 2, abs=20)


def test_yes_one_and_one_point_nought_are_three_values() -> None:
    told: dict[str, Value] = {"a": True, "b": 1, "c": 1.0, "d": "1"}
    (feature,) = decoded(encode(TILE, [("points", [Feature(*MIDDLE, told)])]))["points"]["features"]
    assert {key: (type(value), value) for key, value in feature["properties"].items()} == {
        key: (type(value), value) for key, value in told.items()
    }


def test_what_lies_outside_is_left_out_and_an_empty_tile_is_no_bytes() -> None:
    far = Feature(BOX.north + 1, BOX.west - 1, {})
    assert encode(TILE, [("points", [far])]) == b""
    assert encode(TILE, []) == b""
    both = encode(TILE, [("points", [far, Feature(*MIDDLE, {})]), ("empty", [])])
    assert list(decoded(both)) == ["points"]
    assert len(decoded(both)["points"]["features"]) == 1


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.floats(21.3, 22.8), st.floats(105.4, 106.3)), min_size=1, max_size=30),
    st.integers(6, 15),
)
def test_every_point_of_any_set_comes_back_in_its_tile(
    points: list[tuple[float, float]], zoom: int
) -> None:
    tile = tile_of(*points[0], zoom)
    features = [Feature(*point, {"n": number}) for number, point in enumerate(points)]
    found = decoded(encode(tile, [("points", features)]))["points"]["features"]
    back = {one["properties"]["n"] for one in found}
    here = {n for n, point in enumerate(points) if tile_of(*point, zoom) == tile}
    assert here <= back


def test_an_area_is_clipped_to_the_tile_and_keeps_its_hole() -> None:
    half_width = BOX.east - BOX.west
    outer = shapely.box(
        BOX.west - half_width, BOX.south - half_width, BOX.east + half_width, BOX.north + half_width
    )
    hole = shapely.Point(MIDDLE[1], MIDDLE[0]).buffer(0.02)
    tile = encode(TILE, [("areas", [Area(outer.difference(hole), {"name": "Phú Lạc"}, 3)])])
    (feature,) = decoded(tile)["areas"]["features"]
    assert feature["geometry"]["type"] == "Polygon"
    ring, inner = feature["geometry"]["coordinates"]
    assert max(max(abs(x), abs(y)) for x, y in ring) <= EXTENT + 64 + 2
    middle = shapely.Polygon(inner).centroid
    assert (middle.x, middle.y) == pytest.approx((EXTENT / 2, EXTENT / 2), abs=25)
    assert shapely.Polygon(ring, [inner]).is_valid


def test_an_area_of_several_parts_comes_back_as_several() -> None:
    parts = shapely.MultiPolygon(
        [
            shapely.box(BOX.west + 0.01, BOX.south + 0.01, BOX.west + 0.05, BOX.south + 0.05),
            shapely.box(BOX.east - 0.05, BOX.north - 0.05, BOX.east - 0.01, BOX.north - 0.01),
        ]
    )
    (feature,) = decoded(encode(TILE, [("areas", [Area(parts, {})])]))["areas"]["features"]
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert len(feature["geometry"]["coordinates"]) == 2
