"""Which commune a point is in: surely by an imported boundary, else by what is nearest."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from pytest_django import DjangoAssertNumQueries

import tinhso
from tinhso.kernel.declarations import DeclarationError, LoadReport
from tinhso.kernel.ledger.actors import LOADER, Actor
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.places import actions, layers, queries
from tinhso.kernel.places import loading as places_loading
from tinhso.kernel.places.extents import extent
from tinhso.kernel.places.models import Boundary
from tinhso.kernel.places.rules import Box, Feature, NotAPlaceError, tile_of
from tinhso.kernel.units import loading
from tinhso.kernel.units.queries import by_code

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY, BEFORE = date(2026, 11, 22), date(2025, 12, 31)
ADMINISTRATOR = Actor("account:1")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def example(db: None, settings: LazySettings) -> None:  # noqa: ARG001 (asks for the database)
    folder = Path(tinhso.__file__).parent / "provinces" / "example"
    settings.TINHSO_PROVINCE = folder
    loading.load(folder, actor=LOADER, now=NOW)


def square(code: str, west: float, south: float, side: float = 0.1) -> dict[str, Any]:
    ring = [
        [west, south],
        [west + side, south],
        [west + side, south + side],
        [west, south + side],
        [west, south],
    ]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"ma": code}, "geometry": geometry}


def geojson(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def import_(content: bytes) -> LoadReport:
    return actions.import_boundaries(
        content,
        on=TODAY,
        source="Ví dụ",
        code_property="ma",
        within=extent().box,
        actor=ADMINISTRATOR,
        now=NOW,
    )


def test_without_boundaries_the_nearest_centres_are_offered_and_none_is_said_to_hold_it() -> None:
    found = queries.resolve(21.60, 104.43, TODAY)
    assert found.inside is None
    assert [one.commune.name_vi for one in found.nearest][:2] == ["Xã Mây Gió", "Xã Chợ Phiên"]
    assert found.nearest[0].metres == pytest.approx(1520, rel=0.01)


def test_the_communes_are_those_of_the_day() -> None:
    nearest = queries.resolve(21.60, 104.43, BEFORE).nearest
    assert {one.commune.name_vi for one in nearest} == {
        "Xã Bản Mây",
        "Xã Bản Gió",
        "Thị trấn Chợ Phiên",
    }


def test_a_place_outside_the_province_and_what_is_no_place_are_told_apart() -> None:
    with pytest.raises(queries.OutsideProvinceError):
        queries.resolve(10.77, 106.70, TODAY)
    with pytest.raises(NotAPlaceError):
        queries.resolve(1060.0, 21.0, TODAY)


def test_an_imported_boundary_decides() -> None:
    report = import_(geojson(square("99007", 104.40, 21.55), square("99001", 104.50, 21.55)))
    assert (report.created, report.changed) == (2, 0)
    found = queries.resolve(21.60, 104.45, TODAY)
    assert found.inside == by_code("99007", TODAY)
    assert found.nearest[0].commune == by_code("99001", TODAY)
    assert queries.resolve(21.30, 104.30, TODAY).inside is None
    assert queries.resolve(21.60, 104.45, BEFORE).inside is None
    body = Event.objects.order_by("-id").values_list("body", flat=True)[0]
    assert '"kind":"places.boundaries.imported"' in body


def test_importing_again_replaces_and_the_same_again_does_nothing() -> None:
    import_(geojson(square("99007", 104.40, 21.55)))
    moved = geojson(square("99007", 104.60, 21.55))
    report = import_(moved)
    assert (report.created, report.changed) == (0, 1)
    assert Boundary.objects.count() == 1
    assert queries.resolve(21.60, 104.45, TODAY).inside is None
    events = Event.objects.count()
    report = import_(moved)
    assert (report.changed, report.unchanged) == (0, 1)
    assert Event.objects.count() == events


def test_a_province_that_has_boundaries_brings_them_as_a_file(
    tmp_path: Path, settings: LazySettings
) -> None:
    text = (Path(settings.TINHSO_PROVINCE) / "places.yaml").read_text(encoding="utf-8")
    (tmp_path / "places.yaml").write_text(
        text
        + """
boundaries: {file: official.geojson, code_property: ma, day: 2026-11-22, source: Ví dụ}
""",
        encoding="utf-8",
    )
    with pytest.raises(DeclarationError, match=r"places.yaml:4:20: official.geojson can't be read"):
        places_loading.load(tmp_path, actor=LOADER, now=NOW)
    (tmp_path / "official.geojson").write_bytes(geojson(square("12345", 104.40, 21.55)))
    with pytest.raises(DeclarationError, match=r"feature 1: .*12345"):
        places_loading.load(tmp_path, actor=LOADER, now=NOW)
    (tmp_path / "official.geojson").write_bytes(geojson(square("99007", 104.40, 21.55)))
    assert places_loading.load(tmp_path, actor=LOADER, now=NOW).created == 1
    assert places_loading.load(tmp_path, actor=LOADER, now=NOW).unchanged == 1
    assert queries.resolve(21.60, 104.45, TODAY).inside == by_code("99007", TODAY)


@pytest.mark.parametrize("name", ["thai_nguyen", "example"])
def test_the_provinces_that_ship_say_where_they_lie(name: str) -> None:
    folder = Path(tinhso.__file__).parent / "provinces" / name
    assert places_loading.load(folder, actor=LOADER, now=NOW).notes


def test_all_mistakes_are_told_and_nothing_is_imported() -> None:
    bowtie = square("99013", 104.4, 21.4)
    bowtie["geometry"]["coordinates"] = [
        [[104.4, 21.4], [104.5, 21.5], [104.5, 21.4], [104.4, 21.5], [104.4, 21.4]]
    ]
    point = square("99016", 104.4, 21.4)
    point["geometry"] = {"type": "Point", "coordinates": [104.4, 21.4]}
    metres = square("99001", 431_000, 2_380_000, 1000)
    content = geojson(
        square("99007", 104.4, 21.5),
        square("12345", 104.4, 21.5),
        square("99007", 104.4, 21.5),
        bowtie,
        point,
        metres,
        {"type": "Feature"},
        7,
    )
    with pytest.raises(actions.BoundariesRefusedError) as caught:
        import_(content)
    assert [one.feature for one in caught.value.mistakes] == [2, 3, 4, 5, 6, 7, 8]
    assert Boundary.objects.count() == 0
    assert not Event.objects.filter(body__contains="places.boundaries").exists()


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"features": 3}', geojson()])
def test_a_file_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(actions.BoundariesRefusedError):
        import_(content)


def test_a_layer_becomes_a_tile_with_aggregates_at_low_zooms() -> None:
    import mapbox_vector_tile

    from tinhso.kernel.declarations import Text

    asked: list[tuple[Box, int]] = []

    def features(box: Box, zoom: int) -> list[Feature]:
        asked.append((box, zoom))
        return [Feature(21.6001, 104.4301, {"state": "ok"}), Feature(21.6, 104.43, {"state": "ok"})]

    layer = layers.Layer("test.reports", Text(vi="Thử", en="Test"), features, lambda: "1")
    far, near = tile_of(21.6, 104.43, 10), tile_of(21.6, 104.43, 14)
    (together,) = mapbox_vector_tile.decode(queries.tile(layer, far))["points"]["features"]
    assert together["properties"] == {"state": "ok", "count": 2}
    apart = mapbox_vector_tile.decode(queries.tile(layer, near))["points"]["features"]
    assert len(apart) == 2
    assert [zoom for _box, zoom in asked] == [10, 14]
    assert asked[0][0].west < far.box.west


def test_resolving_costs_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        queries.resolve(21.60, 104.43, TODAY)


def test_the_centres_of_communes_carry_their_names() -> None:
    points = queries.commune_points(TODAY)
    assert {one.properties["name"] for one in points} == {
        "Mây Gió",
        "Chợ Phiên",
        "Cầu Đá",
        "Bậc Thang",
    }
