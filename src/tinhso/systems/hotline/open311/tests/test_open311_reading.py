"""Reading by GeoReport v2; each test names the section of the standard that it stands for."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from tinhso.kernel.cases import actions as cases
from tinhso.systems.hotline.tests.story import told

from .asking import Api, shown

pytestmark = pytest.mark.django_db
# "Date/time format": the W3C's note, with a zone.
W3C = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
OF_A_REQUEST = {
    "service_request_id",
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "description",
    "agency_responsible",
    "service_notice",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
}


def spark(element: Any) -> Any:
    """Return what JSON says of an XML element by the Spark convention."""
    lists = {"services", "service_requests", "attributes", "values", "errors", "endpoints"}
    if element.tag in lists | {"formats", "photos"}:
        return [spark(child) for child in element]
    return {child.tag: spark(child) for child in element} if len(element) else element.text


def in_words(value: Any) -> Any:
    """Return a value of JSON as XML writes it."""
    if isinstance(value, dict):
        return {name: in_words(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [in_words(inner) for inner in value]
    if isinstance(value, bool):
        return str(value).lower()
    return None if value in (None, "") else str(value)


def numbers(found: list[dict[str, Any]]) -> list[str]:
    return [one["service_request_id"] for one in found]


# Service Discovery


def test_discovery_says_all_its_fields_in_both_formats(api: Api) -> None:
    found = api.get("/open311/discovery.json").json()
    assert set(found) == {"changeset", "contact", "key_service", "endpoints"}
    endpoint = found["endpoints"][0]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["url"] == "http://testserver/open311/v2"
    assert endpoint["type"] == "test"  # a demonstration is never mistaken for a province
    assert endpoint["formats"] == ["text/xml", "application/json"]
    root = etree.fromstring(api.get("/open311/discovery.xml").content)
    assert root.tag == "discovery"
    assert spark(root) == in_words(found)


def test_a_changed_category_changes_the_changeset(api: Api) -> None:
    from tinhso.kernel.registers.models import Record

    before = api.get("/open311/discovery.json").json()["changeset"]
    later = Record.objects.get(register="hotline_categories", code="waste").changed_at
    Record.objects.filter(code="waste").update(changed_at=later + timedelta(days=1))
    assert api.get("/open311/discovery.json").json()["changeset"] > before


# GET Service List


def test_services_are_the_categories_with_their_fields_as_groups(api: Api) -> None:
    found = {one["service_code"]: one for one in api.read("services")}
    assert set(found) == {"pothole", "street-light", "waste", "unclassified"}
    assert found["pothole"] == {
        "service_code": "pothole",
        "service_name": "Đường hỏng, ổ gà",
        "description": "Giao thông: Đường hỏng, ổ gà",
        "metadata": True,
        "type": "realtime",
        "keywords": "ổ gà, đường hỏng",
        "group": "Giao thông",
    }
    assert found["waste"]["metadata"] is False


def test_json_is_the_xml_by_the_spark_convention(api: Api, answered: str) -> None:
    for path in ("services", "services/pothole", "requests", f"requests/{answered}"):
        assert spark(api.read_xml(path)) == in_words(api.read(path))
    root = api.read_xml("requests", extensions="true")
    assert (root.tag, root[0].tag) == ("service_requests", "request")
    assert spark(root) == in_words(api.read("requests", extensions="true"))


def test_a_client_that_prefers_english_is_answered_in_english(api: Api) -> None:
    response = api.get("/open311/v2/services.json", headers={"Accept-Language": "en-GB,en;q=0.8"})
    assert response["Content-Language"] == "en"
    assert "Accept-Language" in response["Vary"]
    assert "Damaged road, potholes" in response.content.decode()


# GET Service Definition


def test_a_definition_lists_the_questions_in_order_with_their_choices(api: Api) -> None:
    found = api.read("services/pothole")
    assert found["service_code"] == "pothole"
    size, traffic, depth, care = found["attributes"]
    assert size == {
        "variable": True,
        "code": "pothole-size",
        "datatype": "singlevaluelist",
        "required": True,
        "datatype_description": None,
        "order": 1,
        "description": "Ổ gà rộng chừng nào?",
        "values": [
            {"key": "hand", "name": "Bằng bàn tay"},
            {"key": "wheel", "name": "Bằng bánh xe"},
            {"key": "car", "name": "Bằng ô tô"},
        ],
    }
    assert (traffic["datatype"], traffic["required"]) == ("multivaluelist", False)
    assert (depth["datatype"], depth["values"]) == ("number", [])
    assert care["variable"] is False  # it only tells the reporter something


def test_a_service_without_questions_has_an_empty_definition(api: Api) -> None:
    assert api.read("services/waste")["attributes"] == []
    assert api.read_xml("services/waste").findall("attributes/attribute") == []


# GET Service Requests


def test_a_request_has_the_fields_of_the_standard_and_no_others(api: Api, answered: str) -> None:
    (found,) = api.read("requests", service_request_id=answered)
    assert set(found) == OF_A_REQUEST
    assert (found["service_code"], found["service_name"]) == ("pothole", "Đường hỏng, ổ gà")
    assert found["description"] == "Ổ gà sâu.\nGiữa đường."
    assert (found["lat"], found["long"]) == (21.601234, 104.401234)
    assert (found["address_id"], found["zipcode"]) == ("99001", None)
    for name in ("requested_datetime", "updated_datetime", "expected_datetime"):
        assert W3C.fullmatch(found[name])


def test_what_nobody_reviewed_has_no_words_and_no_exact_pin(api: Api, now: datetime) -> None:
    report = told(now, latitude=21.601234, longitude=104.401234)
    report.seen()
    found = api.read(f"requests/{report.filed.number}")[0]
    assert (found["description"], found["media_url"]) == (None, None)
    assert (found["lat"], found["long"]) == (21.6, 104.4)
    assert (found["service_code"], found["service_name"]) == ("unclassified", "Chưa phân loại")
    everything = api.get("/open311/v2/requests.xml", {"extensions": "true"}).content.decode()
    assert "Nguyễn" not in everything
    assert "0912 345" not in everything


def test_open_is_what_may_still_move_and_closed_what_may_not(api: Api, now: datetime) -> None:
    waits = told(now, "a").classified().answered()
    agreed = told(now, "b").classified().answered()
    cases.act(agreed.step(), "agree", {}, actor=agreed.reporter, now=now)
    waits.seen()
    agreed.seen()
    assert numbers(api.read("requests", status="closed")) == [agreed.filed.number]
    assert numbers(api.read("requests", status="open")) == [waits.filed.number]
    both = {waits.filed.number, agreed.filed.number}
    assert set(numbers(api.read("requests", status="open,closed"))) == both
    closed = api.read(f"requests/{agreed.filed.number}")[0]
    assert closed["updated_datetime"] == closed["requested_datetime"]  # all in one moment here


def test_numbers_override_every_other_argument(api: Api, answered: str, now: datetime) -> None:
    other = shown(told(now, "other"))
    asked = {"service_request_id": f"{answered}, {other},nowhere", "status": "closed"}
    found = api.read("requests", **asked, start_date="2001-01-01T00:00:00Z")
    assert set(numbers(found)) == {answered, other}


def test_codes_may_be_several_and_may_be_the_unclassified(
    api: Api, answered: str, now: datetime
) -> None:
    new = shown(told(now, "new"))
    assert numbers(api.read("requests", service_code="waste")) == []
    assert numbers(api.read("requests", service_code="waste,pothole")) == [answered]
    assert numbers(api.read("requests", service_code="unclassified")) == [new]


def test_the_window_is_the_last_ninety_days_and_at_most_ninety(api: Api, now: datetime) -> None:
    told(now - timedelta(days=91), "old").seen()
    recent = told(now - timedelta(days=89), "recent")
    recent.seen()
    assert numbers(api.read("requests")) == [recent.filed.number]
    start = (now - timedelta(days=120)).isoformat()
    assert len(api.read("requests", start_date=start)) == 2
    (error,) = api.read("requests", 400, start_date=start, end_date=now.isoformat())
    assert error["code"] == 400
    assert "90" in error["description"]


def test_pages_part_the_newest_first(api: Api, now: datetime) -> None:
    filed = [told(now - timedelta(hours=hours), str(hours)) for hours in range(5)]
    filed[-1].seen()
    pages = [api.read("requests", page=page, per_page=2) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert [n for page in pages for n in numbers(page)] == [one.filed.number for one in filed]
    assert numbers(api.read("requests", page_size=2)) == numbers(pages[0])


def test_what_changed_since_is_found_whenever_it_was_filed(api: Api, now: datetime) -> None:
    early = told(now - timedelta(days=200), "early")
    early.later(days=199).classified().answered()
    quiet = told(now - timedelta(days=2), "quiet")
    quiet.seen()
    since = (now - timedelta(days=1, hours=12)).isoformat()
    assert numbers(api.read("requests", updated_after=since)) == [early.filed.number]
    until = (now - timedelta(days=1, hours=12)).isoformat()
    assert numbers(api.read("requests", updated_before=until)) == [quiet.filed.number]


def test_extended_attributes_come_when_they_are_asked_for(api: Api, answered: str) -> None:
    found = api.read(f"requests/{answered}", extensions="true")[0]["extended_attributes"]
    assert (found["state"], found["late"], found["hops"]) == ("answered", False, 0)
    assert found["page"] == f"http://testserver/reports/{answered}/"
    assert found["exact_position"] is True


# GET service_request_id from a token


def test_a_number_is_its_own_token(api: Api, answered: str) -> None:
    expected = [{"service_request_id": answered, "token": answered}]
    assert api.read(f"tokens/{answered}") == expected


# Errors


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("services/nothing", "service_code"),
        ("requests/TN-00-AAAAAA", "service_request_id"),
        ("tokens/123456", "token"),
    ],
)
def test_what_does_not_exist_is_404_and_named(api: Api, path: str, name: str) -> None:
    (error,) = api.read(path, 404)
    assert error["code"] == 404
    assert error["description"].startswith(name)
    root = api.read_xml(path, 404)
    assert root.tag == "errors"
    assert root.findtext("error/code") == "404"
    assert root.findtext("error/description") == error["description"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "broken"},
        {"start_date": "2026-01-01"},
        {"start_date": "2026-01-01T00:00:00"},
        {"start_date": "2026-02-30T00:00:00Z"},
        {"start_date": "2026-02-02T00:00:00Z", "end_date": "2026-01-02T00:00:00Z"},
        {"page": "0"},
        {"page": "½"},
        {"per_page": "1001"},
        {"per_page": "x", "page_size": "5"},
        {"extensions": "perhaps"},
        {"service_code": "a\0b"},
    ],
)
def test_what_is_wrong_is_400_and_named(api: Api, wrong: dict[str, str]) -> None:
    (error,) = api.read("requests", 400, **wrong)
    assert any(name in error["description"] for name in wrong)


def test_empty_arguments_count_as_not_given(api: Api, answered: str) -> None:
    names = ["service_request_id", "service_code", "start_date", "end_date", "status", "page"]
    empty = dict.fromkeys([*names, "per_page", "updated_after", "extensions"], "")
    assert numbers(api.read("requests", **empty)) == [answered]


def test_a_zone_that_postgresql_does_not_know_is_an_instant_all_the_same(api: Api) -> None:
    assert api.read("requests", updated_after="1464-06-18T23:02:28+19:01") == []


def test_an_unencoded_plus_of_a_zone_is_understood(api: Api, answered: str) -> None:
    asked = "/open311/v2/requests.json?start_date=2026-01-01T00:00:00+07:00"
    assert api.get(asked).status_code == 200
    del answered


@pytest.mark.parametrize("path", ["", "v2/", "v2/nothing.json", "v2/services.csv", "v3/x.xml"])
def test_an_address_that_is_none_is_answered_in_the_standards_way(api: Api, path: str) -> None:
    response = api.get(f"/open311/{path or 'x'}")
    assert response.status_code == 404
    if path.endswith(".json"):
        assert response.json()[0]["code"] == 404
    else:
        assert etree.fromstring(response.content).findtext("error/code") == "404"


def test_a_page_of_another_site_may_ask_and_may_not_be_told_who_visits(api: Api) -> None:
    response = api.get("/open311/v2/services.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response


def test_a_wrong_method_is_told_which_are_right(api: Api) -> None:
    response = api.delete("/open311/v2/requests.json")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")
    assert response.json()[0]["code"] == 405


# What it costs


@pytest.mark.parametrize(
    ("path", "queries"), [("services", 3), ("services/pothole", 2), ("requests", 8)]
)
def test_an_answer_asks_the_database_no_more_for_more_reports(
    api: Api, now: datetime, path: str, queries: int
) -> None:
    for key in ("a", "b", "c"):
        shown(told(now, key).classified())
    api.read(path)
    with CaptureQueriesContext(connection) as asked:
        api.read(path)
    assert len(asked) == queries, "\n".join(one["sql"] for one in asked)
