"""The SDMX service over HTTP: what is selected, in which form, and what is said when it is not."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from pytest_django import Settings as DjangoSettings

from tinhso.kernel.indicators.actions import withdraw_figure
from tinhso.kernel.indicators.models import Observation
from tinhso.kernel.ledger.actors import LOADER
from tinhso.systems.exchange.queries import observations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
FLOW = "/sdmx/3.0/data/dataflow/VN19/DF_OBSERVATION/1.0"
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def get(path: str, **headers: str) -> HttpResponseBase:
    return Client().get(
        path, headers={name.replace("_", "-"): one for name, one in headers.items()}
    )


def lines(path: str, accept: str = "text/csv") -> list[dict[str, str]]:
    import csv

    response = get(path, accept=accept)
    assert response.status_code == 200, response.getvalue()
    return list(csv.DictReader(response.getvalue().decode().splitlines()))


def error(path: str, **headers: str) -> tuple[int, dict[str, Any]]:
    response = get(path, **headers)
    return response.status_code, json.loads(response.getvalue())["errors"][0]


def test_a_key_selects_a_series() -> None:
    found = lines(f"{FLOW}/A.GRDP.LEVEL")
    assert {(row["FREQ"], row["INDICATOR"], row["MEASURE"]) for row in found} == {
        ("A", "GRDP", "LEVEL")
    }
    of_2024 = {row["OBS_VALUE"] for row in found if row["TIME_PERIOD"] == "2024"}
    assert of_2024 == {"162500000000000"}


def test_filters_narrow_it() -> None:
    found = lines(f"{FLOW}/A.GRDP.LEVEL?c[TIME_PERIOD]=ge:2023%2Ble:2024&c[OBS_STATUS]=ne:E")
    assert {row["TIME_PERIOD"] for row in found} == {"2023", "2024"}
    assert {row["OBS_STATUS"] for row in found} == {"A"}
    over = lines(f"{FLOW}/A.GRDP.LEVEL?c[OBS_VALUE]=gt:150000000000000")
    assert all(Decimal(row["OBS_VALUE"]) > 150 * 10**12 for row in over)
    assert {row["RANKED_AMONG"] for row in lines(f"{FLOW}?c[RANKED_AMONG]=63")} == {"63"}
    sources = {row["SOURCE"] for row in lines(f"{FLOW}?c[SOURCE]=sw:tom-luoc-k")}
    assert sources == {"tom-luoc-ket-qua-2024"}


def test_the_first_and_the_last_observations_of_every_series() -> None:
    every = lines(f"{FLOW}/A.GRDP.GROWTH_RATE.*._Z.so-lieu-cong-khai")
    last = lines(f"{FLOW}/A.GRDP.GROWTH_RATE.*._Z.so-lieu-cong-khai?lastNObservations=1")
    first = lines(f"{FLOW}/A.GRDP.GROWTH_RATE.*._Z.so-lieu-cong-khai?firstNObservations=1")
    by_area = {row["REF_AREA"] for row in every}
    assert len(last) == len(first) == len(by_area)
    for area in by_area:
        times = [row["TIME_PERIOD"] for row in every if row["REF_AREA"] == area]
        assert [row["TIME_PERIOD"] for row in last if row["REF_AREA"] == area] == [max(times)]
        assert [row["TIME_PERIOD"] for row in first if row["REF_AREA"] == area] == [min(times)]


def test_attributes_and_measures_are_those_asked_for() -> None:
    row = lines(f"{FLOW}/A.GRDP?attributes=OBS_STATUS&measures=none")[0]
    assert {"OBS_VALUE", "UNIT_MEASURE"} & set(row) == set()
    assert "OBS_STATUS" in row


def test_the_words_behind_a_figure_go_with_it() -> None:
    row = next(
        one for one in lines(f"{FLOW}/A.GRDP.LEVEL") if one["SOURCE"].startswith("tom-luoc-k")
    )
    assert "162,5 nghìn tỷ đồng" in row["QUOTE"]
    page = Client().get(row["CITATION"].removeprefix("http://testserver"))
    assert page.status_code == 200


def test_what_was_recorded_or_taken_back_since_is_told_apart() -> None:
    gone = Observation.objects.filter(superseded_at__isnull=True).first()
    assert gone is not None
    before = (NOW - timedelta(hours=1)).isoformat()
    assert error(f"{FLOW}?updatedAfter={before}")[0] == 404
    withdraw_figure(gone, reason="Nhập nhầm", actor=LOADER, now=NOW)
    body = json.loads(get(f"{FLOW}?updatedAfter={before}").getvalue())
    assert [one["action"] for one in body["data"]["dataSets"]] == ["Delete"]
    assert {row["ACTION"] for row in lines(f"{FLOW}?updatedAfter={before}")} == {"D"}
    long_ago = "2020-01-01T00:00:00Z"
    assert {row["ACTION"] for row in lines(f"{FLOW}?updatedAfter={long_ago}")} == {"R"}


def test_data_are_given_as_they_were() -> None:
    figure = Observation.objects.filter(superseded_at__isnull=True).first()
    assert figure is not None
    everything = len(lines(FLOW))
    withdraw_figure(figure, reason="Nhập nhầm", actor=LOADER, now=NOW)
    assert len(lines(FLOW)) == everything - 1
    assert len(lines(f"{FLOW}?asOf={(NOW - timedelta(hours=1)).isoformat()}")) == everything


def test_a_field_is_a_dataflow_of_its_own() -> None:
    found = {row["INDICATOR"] for row in lines("/sdmx/3.0/data/dataflow/VN19/DF_ECONOMY")}
    assert "GRDP" in found
    assert "EXPORTS" not in found


def test_labels_and_keys_of_csv_are_as_asked() -> None:
    both = lines(f"{FLOW}/A.GRDP.LEVEL", "application/vnd.sdmx.data+csv;labels=both;keys=both")[0]
    assert both["FREQ: Tần suất"] == "A: Năm"
    assert both["SERIES_KEY"].startswith("A.GRDP.LEVEL.")
    name = lines(f"{FLOW}/A.GRDP.LEVEL", "application/vnd.sdmx.data+csv;labels=name")[0]
    assert (name["FREQ"], name["Tần suất"]) == ("A", "Năm")


def test_answers_are_compressed_and_not_sent_twice() -> None:
    response = get(FLOW, accept_encoding="gzip")
    assert response.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(response.getvalue()))["data"]["dataSets"]
    plain = get(FLOW)
    plain.getvalue()  # which closes what it is read from
    assert get(FLOW, if_none_match=plain.headers["ETag"]).status_code == 304
    assert get(FLOW, if_modified_since=plain.headers["Last-Modified"]).status_code == 304
    assert "Accept" in plain.headers["Vary"]
    structures = get("/sdmx/3.0/structure/dataflow")
    again = get("/sdmx/3.0/structure/dataflow", if_none_match=structures.headers["ETag"])
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("path", "headers", "status", "code"),
    [
        (f"{FLOW}/A.NOTHING", {}, 404, 100),
        ("/sdmx/3.0/data/dataflow/VN19/DF_NOTHING", {}, 404, 100),
        (f"{FLOW}?c[TIME_PERIOD]=ge:soon", {}, 400, 140),
        (f"{FLOW}?c[OBS_VALUE]=1e999999", {}, 400, 140),
        (f"{FLOW}?c[SOURCE]=%00", {}, 400, 140),
        (FLOW, {"accept": "application/vnd.sdmx.data+xml;version=3.0.0"}, 406, 1406),
        ("/sdmx/3.0/structure/codelist/VN19/CL_NOTHING", {}, 404, 100),
        ("/sdmx/3.0/structure/nothing", {}, 400, 140),
        ("/sdmx/3.0/structure/dataflow?detail=some", {}, 400, 140),
        ("/sdmx/3.0/availability/dataflow/VN19/DF_OBSERVATION", {}, 501, 501),
        (f"{FLOW}?includeHistory=true", {}, 501, 501),
        (f"{FLOW}?c[SOURCE]={'x' * 9000}", {}, 414, 1414),
    ],
)
def test_what_is_wrong_is_an_sdmx_message(
    path: str, headers: dict[str, str], status: int, code: int
) -> None:
    got, said = error(path, **headers)
    assert (got, said["code"]) == (status, code)
    assert said["detail"]


def test_too_much_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observations, "MOST", 3)
    status, said = error(FLOW)
    assert (status, said["code"]) == (413, 130)
    assert len(lines(f"{FLOW}?limit=2&offset=1")) == 2


def test_nothing_can_be_sent() -> None:
    assert Client().post(FLOW).status_code == 405


def test_references_bring_what_is_needed_to_read_a_flow() -> None:
    body = json.loads(
        get("/sdmx/3.0/structure/dataflow/VN19/DF_ECONOMY/1.0?references=descendants").getvalue()
    )["data"]
    assert set(body) == {"dataflows", "dataStructures", "codelists", "conceptSchemes"}
    used = json.loads(
        get("/sdmx/3.0/structure/codelist/VN19/CL_FREQ?references=ancestors").getvalue()
    )["data"]
    assert set(used) == {"codelists", "dataStructures", "dataflows"}
    some = json.loads(get("/sdmx/3.0/structure/codelist/VN19/CL_FREQ/1.0/A,Q").getvalue())["data"]
    assert [one["id"] for one in some["codelists"][0]["codes"]] == ["A", "Q"]
    assert some["codelists"][0]["isPartial"] is True
    stub = json.loads(get("/sdmx/3.0/structure/codelist?detail=allstubs").getvalue())["data"]
    assert all("codes" not in one for one in stub["codelists"])


def test_names_are_in_the_language_asked_for_and_in_both() -> None:
    path = "/sdmx/3.0/structure/codelist/VN19/CL_FREQ/1.0/A"
    code = json.loads(get(path, accept_language="en").getvalue())["data"]["codelists"][0]["codes"][
        0
    ]
    assert code["name"] == "Annual"
    assert code["names"] == {"vi": "Năm", "en": "Annual"}


def test_a_demonstration_says_so(settings: DjangoSettings) -> None:
    settings.TINHSO_DEMONSTRATION = True
    assert json.loads(get(FLOW).getvalue())["meta"]["test"] is True
    assert lines(f"{FLOW}/A.GRDP")[0]["DEMONSTRATION"] == "true"


def test_a_query_costs_a_few_statements_however_much_it_gives(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(7):
        get(FLOW).getvalue()


PIECES = st.sampled_from(
    [
        "dataflow", "*", "VN19", "DF_OBSERVATION", "1.0", "A.GRDP", "..", "A", "%", "c[FREQ]", "c[",
        "TIME_PERIOD", "c[TIME_PERIOD]", "ge:", "2024-M09", "=", "&", ",", "+", "0001-01-01/P9999Y",
        "c[REF_AREA]", "19@20250701", "c[OBS_VALUE]", "c[RANKED_AMONG]", "99999999999999999999",
        "NaN", "-1", "c[BASE_PERIOD]", "_Z", "c[SOURCE]", "$C3$28", "co:", "updatedAfter",
        "9999-12-31T23:59:59-14:00", "limit", "offset", "5", "asOf", "0001-01-01T00:00:00+14:00",
    ]
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(PIECES | st.text(max_size=5), max_size=6),
    st.lists(PIECES | st.text(max_size=5), max_size=12),
    st.sampled_from(["data", "structure"]),
)
def test_no_query_whatever_ends_in_an_error_of_ours(
    path: list[str], query: list[str], kind: str
) -> None:
    address = "/".join(path).replace("?", "").replace("#", "")
    response = Client().get(
        f"/sdmx/3.0/{kind}/{address}", QUERY_STRING="".join(query).encode().decode("latin-1")
    )
    assert response.status_code in (200, 301, 304, 400, 404, 406, 413, 414, 501)
    response.getvalue()
