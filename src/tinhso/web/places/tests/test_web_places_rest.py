"""What maps and forms are answered."""

from datetime import UTC, datetime
from pathlib import Path

import mapbox_vector_tile
import pytest
import shapely
import shapely.geometry
from django.conf import LazySettings
from django.test import Client

import tinhso
from tinhso.kernel.declarations import Text
from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.places import layers
from tinhso.kernel.places.rules import Box, Feature
from tinhso.kernel.units import loading

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db
state = {"version": "1"}


def features(box: Box, zoom: int) -> list[Feature]:  # noqa: ARG001 (a layer's form)
    here = Feature(21.5887, 105.834, {"state": "ok", "title": "Ổ gà"})
    return [here] if box.holds(here.latitude, here.longitude) else []


LAYER = layers.Layer(
    "test.points", Text(vi="Thử", en="Test"), features, lambda: state["version"], seconds=30
)


@pytest.fixture(autouse=True)
def thai_nguyen(db: None) -> None:  # noqa: ARG001 (asks for the database)
    folder = Path(tinhso.__file__).parent / "provinces" / "thai_nguyen"
    loading.load(folder, actor=LOADER, now=NOW)


@pytest.fixture
def layer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "_layers", {})
    layers.register(LAYER)
    state["version"] = "1"


def test_a_point_is_answered_with_the_nearest_commune_to_be_confirmed(client: Client) -> None:
    answer = client.get("/places/resolve?lat=21.684&lon=105.653").json()
    assert (answer["code"], answer["name"], answer["is_certain"]) == ("05788", "Xã Phú Lạc", False)
    assert answer["sentence"] == "Gần trung tâm Xã Phú Lạc nhất, hãy xác nhận."
    assert len(answer["nearest"]) == 3
    assert answer["nearest"][0]["kilometres"] < 1
    assert answer["nearest"][1]["distance"].endswith(" km")


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("", "Chưa đọc được vị trí"),
        ("?lat=x&lon=1", "Chưa đọc được vị trí"),
        ("?lat=nan&lon=inf", "Chưa đọc được vị trí"),
        ("?lat=1e400&lon=1", "Chưa đọc được vị trí"),
        ("?lat=10.8&lon=106.7", "ngoài tỉnh"),
    ],
)
def test_what_is_no_place_here_is_refused_in_words(client: Client, query: str, word: str) -> None:
    answer = client.get(f"/places/resolve{query}")
    assert answer.status_code == 400
    assert word in answer.json()["error"]


def test_searching_gives_one_commune_or_asks(client: Client) -> None:
    one = client.get("/places/search?q=tan linh, dai tu").json()
    assert one["only"] == "05788"
    assert one["candidates"][0]["note"] == "Trước đây là Xã Tân Linh (Huyện Đại Từ)"
    several = client.get("/places/search?q=cam gia").json()
    assert several["only"] is None
    assert {found["name"] for found in several["candidates"][:2]} == {
        "Phường Gia Sàng",
        "Phường Tích Lương",
    }
    assert client.get("/places/search").json() == {"only": None, "candidates": []}
    assert client.get("/places/search?q=so cong thuong").json()["only"] is None


def test_the_communes_of_today_are_points_with_names(client: Client) -> None:
    answer = client.get("/places/communes.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    found = answer.json()["features"]
    assert len(found) == 92
    assert {"name": "Phú Lạc", "code": "05788", "kind": "xã"} in [
        one["properties"] for one in found
    ]
    again = client.get("/places/communes.geojson", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_the_outline_holds_every_commune_and_names_whom_it_is_owed_to(client: Client) -> None:
    (feature,) = client.get("/places/outline.geojson").json()["features"]
    assert "CC BY 4.0" in feature["properties"]["attribution"]
    outline = shapely.geometry.shape(feature["geometry"])
    assert outline.is_valid
    points = client.get("/places/communes.geojson").json()["features"]
    for point in points:
        assert outline.contains(shapely.Point(point["geometry"]["coordinates"]))


def test_a_province_without_an_outline_has_none(client: Client, settings: LazySettings) -> None:
    settings.TINHSO_PROVINCE = Path(tinhso.__file__).parent / "provinces" / "example"
    assert client.get("/places/outline.geojson").json()["features"] == []


@pytest.mark.usefixtures("layer")
def test_a_tile_is_drawn_and_kept_until_the_layer_changes(client: Client) -> None:
    answer = client.get("/tiles/test.points/10/813/449.mvt")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, max-age=30"
    (point,) = mapbox_vector_tile.decode(answer.content)["points"]["features"]
    assert point["properties"] == {"state": "ok", "title": "Ổ gà"}
    kept = {"If-None-Match": answer["ETag"]}
    assert client.get("/tiles/test.points/10/813/449.mvt", headers=kept).status_code == 304
    state["version"] = "2"
    assert client.get("/tiles/test.points/10/813/449.mvt", headers=kept).status_code == 200


@pytest.mark.usefixtures("layer")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("test.points/10/0/0", 204),
        ("test.points/10/9999/0", 404),
        ("test.points/99/0/0", 404),
        ("nobody/10/813/449", 404),
    ],
)
def test_empty_tiles_and_those_that_there_are_not(client: Client, path: str, status: int) -> None:
    assert client.get(f"/tiles/{path}.mvt").status_code == status
