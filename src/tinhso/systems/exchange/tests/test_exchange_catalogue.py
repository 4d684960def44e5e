"""The catalogue that data portals harvest, and the page that people read."""

import os
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings
from rdflib import DCAT, DCTERMS, Graph, Literal, URIRef

from tinhso.web.offers import FORMS, offered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
SHARED = Path(os.environ.get("TINHSO_SHARED", Path(__file__).resolve().parents[6] / "shared"))
BASE = "http://testserver"


def harvested(form: str = "ttl", name: str = "turtle") -> Graph:
    response = Client().get(f"/catalogue.{form}")
    assert response.status_code == 200
    return Graph().parse(data=response.getvalue().decode(), format=name)


@pytest.mark.parametrize("shapes", ["dcat-ap-3.0.1.ttl", "dcat-ap-3.0.1-range.ttl"])
def test_it_passes_the_profiles_shapes(shapes: str) -> None:
    file = SHARED / "shapes" / shapes
    if not file.exists():
        pytest.skip(f"the profile's shapes are not beside this checkout: {file}")
    import pyshacl

    conforms, _graph, words = pyshacl.validate(
        harvested(), shacl_graph=Graph().parse(file), inference="none", advanced=False
    )
    assert conforms, words


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # rdflib's own, reading JSON-LD
def test_every_form_says_the_same() -> None:
    turtle = harvested()
    assert len(turtle) > 100
    for form, name in (("jsonld", "json-ld"), ("rdf", "xml")):
        assert len(harvested(form, name)) == len(turtle)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("*/*", "text/turtle"),
    ],
)
def test_the_form_is_negotiated(accept: str, media_type: str) -> None:
    response = Client().get("/catalogue", headers={"accept": accept})
    assert response.headers["Content-Type"].startswith(media_type)


def test_people_are_led_to_the_page_and_what_is_not_offered_is_said() -> None:
    seen = Client().get("/catalogue", headers={"accept": "text/html"})
    assert (seen.status_code, seen.headers["Location"]) == (303, "/data/")
    assert Client().get("/catalogue", headers={"accept": "image/png"}).status_code == 406
    assert Client().get("/catalogue.xlsx").status_code == 406


def test_every_dataset_and_every_file_in_it_opens() -> None:
    graph = harvested()
    datasets = {str(one) for one in graph.objects(None, DCAT.dataset)}
    assert f"{BASE}/data/so-lieu/" in datasets
    assert f"{BASE}/data/so-lieu-economy/" in datasets
    files = {str(one) for one in graph.objects(None, DCAT.downloadURL)}
    for address in sorted(datasets | files):
        response = Client().get(address.removeprefix(BASE))
        assert response.status_code == 200, address
        response.getvalue()
        response.getvalue()


def test_a_dataset_says_when_it_changed_and_of_which_days_it_speaks() -> None:
    graph = harvested()
    dataset = URIRef(f"{BASE}/data/so-lieu/")
    assert list(graph.objects(dataset, DCTERMS.modified))
    period = graph.value(dataset, DCTERMS.temporal)
    assert str(graph.value(period, DCAT.startDate)) < str(graph.value(period, DCAT.endDate))
    assert Literal("Mọi số liệu của tỉnh", lang="vi") in set(graph.objects(dataset, DCTERMS.title))


def test_the_licence_that_nobody_adopted_is_said_to_be_assumed() -> None:
    page = Client().get("/data/").getvalue().decode()
    assert "CC BY 4.0" in page
    assert "chưa được xác nhận" in page


def test_a_province_that_says_nothing_gives_on_no_terms(settings: Settings) -> None:
    settings.TINHSO_PROVINCE = settings.TINHSO_PROVINCE.parent / "example"
    assert "chưa công bố giấy phép" in Client().get("/data/").getvalue().decode()
    assert not list(harvested().objects(None, DCTERMS.license))


def test_the_page_explains_every_column_and_how_to_cite() -> None:
    for offer in offered():
        page = Client().get(f"/data/{offer.code}/").getvalue().decode()
        assert offer.columns
        for column in offer.columns:
            assert f">{column.name}</dt>" in page
        assert "lấy ngày" in page
        assert {file.form for file in offer.files} <= FORMS.keys()
    assert Client().get("/data/nothing/").status_code == 404


def test_the_columns_named_are_those_of_the_file() -> None:
    for offer in offered():
        file = next(one for one in offer.files if one.form == "csv")
        head = Client().get(file.href).getvalue().decode("utf-8-sig").splitlines()[0]
        assert head.split(",") == [column.name for column in offer.columns], offer.code
