"""Boxes, distances, tiles of the world's map and aggregates."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.places.rules import (
    Box,
    Feature,
    NotAPlaceError,
    Tile,
    aggregate,
    mercator,
    metres,
    place,
    tile_of,
)

LATITUDES = st.floats(-85, 85)
LONGITUDES = st.floats(-179.999, 179.999)
THAI_NGUYEN, BAC_KAN = (21.5887, 105.834), (22.1085, 105.86)


@given(LATITUDES, LONGITUDES, st.integers(0, 18))
def test_a_point_lies_in_its_tile(latitude: float, longitude: float, zoom: int) -> None:
    box = tile_of(latitude, longitude, zoom).box
    slack = 1e-9
    wider = Box(box.west - slack, box.south - slack, box.east + slack, box.north + slack)
    assert wider.holds(latitude, longitude)


def test_the_tile_of_thai_nguyen_is_the_one_that_every_web_map_asks_for() -> None:
    assert tile_of(*THAI_NGUYEN, 10) == Tile(10, 813, 449)
    assert Tile(0, 0, 0).box.west == -180
    assert math.isclose(Tile(0, 0, 0).box.north, 85.0511287798066)


@pytest.mark.parametrize(("z", "x", "y"), [(-1, 0, 0), (23, 0, 0), (1, 2, 0), (1, 0, -1)])
def test_there_are_no_other_tiles(z: int, x: int, y: int) -> None:
    with pytest.raises(NotAPlaceError):
        Tile(z, x, y)


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(91, 0), (0, 181), (math.nan, 0), (0, math.inf)]
)
def test_what_is_no_place_on_earth_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(NotAPlaceError):
        place(latitude, longitude)


def test_distance_over_the_ground() -> None:
    assert metres(THAI_NGUYEN, BAC_KAN) == pytest.approx(57_861, rel=0.001)
    assert metres(THAI_NGUYEN, THAI_NGUYEN) == 0


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_distance_is_the_same_both_ways(a: float, b: float, c: float, d: float) -> None:
    assert metres((a, b), (c, d)) == pytest.approx(metres((c, d), (a, b)))


FEATURES = st.lists(
    st.builds(
        Feature,
        st.floats(21.3, 22.8),
        st.floats(105.4, 106.3),
        st.fixed_dictionaries(
            {"state": st.sampled_from(["ok", "bad"])}, optional={"count": st.integers(2, 9)}
        ),
    ),
    max_size=60,
)


@given(FEATURES, st.integers(5, 14))
def test_aggregates_lose_nobody(features: list[Feature], zoom: int) -> None:
    def people(these: list[Feature]) -> int:
        return sum(int(one.properties.get("count", 1)) for one in these)

    together = aggregate(features, zoom)
    assert people(together) == people(features)
    assert len(together) <= len(features)
    cells = {
        tuple(int(n * (1 << zoom) * 8) for n in mercator(one.latitude, one.longitude))
        for one in features
    }
    assert len(together) == len(cells)


@given(FEATURES)
def test_aggregates_say_only_what_is_true_of_all(features: list[Feature]) -> None:
    for one in aggregate(features, 0):
        state = one.properties.get("state")
        if state is not None:
            assert {feature.properties["state"] for feature in features} == {state}


def test_a_lone_feature_stays_what_it_is() -> None:
    alone = Feature(21.5, 105.8, {"title": "Ổ gà", "href": "/r/1"}, 7)
    assert aggregate([alone], 8) == [alone]
