"""Identifiers, times and queries, as properties."""

import contextlib
from datetime import date, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.systems.exchange.rules.sdmx import negotiation, selection
from tinhso.systems.exchange.rules.sdmx.errors import SdmxError
from tinhso.systems.exchange.rules.sdmx.identifiers import (
    area_id,
    area_of,
    escaped,
    period_of,
    time_of,
    unescaped,
)
from tinhso.systems.exchange.rules.sdmx.negotiation import DATA, chosen, preferred_language
from tinhso.systems.exchange.rules.sdmx.selection import Condition, parse, satisfies

ZONE = timezone(timedelta(hours=7))
YEARS = st.integers(1, 9990).map(lambda year: f"{year:04}")


@st.composite
def periods(draw: st.DrawFn) -> str:
    year = draw(YEARS)
    rest = draw(
        st.sampled_from(["", "-Q1", "-Q4", "-H1", "-H2", "-01", "-12", "-M1", "-M9", "-M12", "/"])
    )
    return f"{year}/{int(year) + draw(st.integers(0, 9)):04}" if rest == "/" else year + rest


@given(st.text(max_size=40))
def test_any_text_is_an_identifier_and_comes_back(text: str) -> None:
    identifier = escaped(text)
    assert set(identifier) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-$"
    )
    assert unescaped(identifier) == text


@given(periods())
def test_any_period_is_a_time_of_its_own_and_comes_back(period: str) -> None:
    assert period_of(time_of(period)).code == period


@given(periods(), periods())
def test_two_periods_are_never_one_time(one: str, other: str) -> None:
    assert (one == other) == (time_of(one) == time_of(other))


def test_times_are_written_as_the_standard_writes_them() -> None:
    assert [
        time_of(one) for one in ("2024", "2024-09", "2024-Q1", "2024-H1", "2024-M9", "2020/2025")
    ] == ["2024", "2024-M09", "2024-Q1", "2024-S1", "2024-01-01/P9M", "2020-01-01/P6Y"]


@given(st.text(min_size=1, max_size=20), st.none() | st.dates(date(1000, 1, 1)))
def test_an_area_is_known_by_its_code_and_since_when(code: str, since: date | None) -> None:
    assert area_of(area_id(code, since)) == (code, since)


def test_a_query_is_understood() -> None:
    asked = parse(
        "dataflow/VN19/DF_OBSERVATION/1.0/A.GRDP.LEVEL,A.EXPORTS",
        "c[TIME_PERIOD]=ge:2020%2Ble:2024,2018&lastNObservations=3&attributes=OBS_STATUS,UNIT_MEASURE",
        zone=ZONE,
    )
    assert asked.keys == (
        ("A", "GRDP", "LEVEL", None, None, None),
        ("A", "EXPORTS", None, None, None, None),
    )
    assert asked.where == (
        (
            "TIME_PERIOD",
            (
                (Condition("ge", "2020"), Condition("le", "2024")),
                (Condition("eq", "2018"),),
            ),
        ),
    )
    assert asked.last == 3
    assert asked.attributes == ("UNIT_MEASURE", "OBS_STATUS")


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("nonsense", "", 400),
        ("dataflow/a/b/c/1.2.3.4.5.6.7", "", 400),
        ("dataflow", "c[NOTHING]=1", 400),
        ("dataflow", "c[QUOTE]=1", 501),
        ("dataflow", "c[FREQ]=", 400),
        ("dataflow", "firstNObservations=0", 400),
        ("dataflow", "firstNObservations=-1", 400),
        ("dataflow", "includeHistory=true", 501),
        ("dataflow", "startPeriod=2020", 400),
        ("dataflow", "c[FREQ]=A&c[FREQ]=Q", 400),
        ("dataflow", "updatedAfter=yesterday", 400),
        ("dataflow", "dimensionAtObservation=SEX", 400),
        ("dataflow", "attributes=COLOUR", 400),
        ("dataflow", "measures=MASS", 400),
    ],
)
def test_what_is_wrong_is_said_with_the_standards_status(
    path: str, query: str, status: int
) -> None:
    with pytest.raises(SdmxError) as error:
        parse(path, query, zone=ZONE)
    assert error.value.status == status
    assert str(error.value)


@given(st.text(max_size=200), st.text(max_size=300))
def test_no_address_breaks_the_parser(path: str, query: str) -> None:
    with contextlib.suppress(SdmxError):  # anything else would end the test
        parse(path, query, zone=ZONE)


WORDS = st.sampled_from(["A", "B", "ne:A", "ge:A", "le:B", "sw:A", "co:B", "nc:A"])


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=3),
    st.sampled_from("ABC"),
)
def test_commas_mean_or_and_pluses_and(groups: list[list[str]], value: str) -> None:
    written = ",".join("+".join(group) for group in groups)
    asked = parse("dataflow", f"c[FREQ]={written}", zone=ZONE)
    alternatives = asked.where[0][1]
    one_by_one = [
        all(
            satisfies(parse("dataflow", f"c[FREQ]={word}", zone=ZONE).where[0][1], value)
            for word in group
        )
        for group in groups
    ]
    assert satisfies(alternatives, value) == any(one_by_one)


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("application/vnd.sdmx.data+csv;version=2.0.0", "csv"),
        ("text/csv", "csv"),
        ("application/json;q=0.2, text/csv;q=0.9", "csv"),
        ("application/vnd.sdmx.data+csv;version=1.0.0", None),
        ("application/vnd.sdmx.data+xml;version=3.0.0", None),
        ("application/vnd.sdmx.data+xml;version=3.0.0, */*;q=0.1", "json"),
        ("application/vnd.sdmx.data+csv;labels=both", "csv"),
        ("application/vnd.sdmx.data+csv;labels=many", None),
        ("text/csv;q=0", None),
    ],
)
def test_the_form_is_what_the_client_prefers(accept: str, form: str | None) -> None:
    found = chosen(accept, DATA)
    assert (found.form.name if found else None) == form


@given(st.text(max_size=100))
def test_any_header_is_understood_somehow(header: str) -> None:
    chosen(header, DATA)
    assert preferred_language(header) in ("vi", "en")


def test_the_language_is_the_one_put_first() -> None:
    assert preferred_language("fr, en-GB;q=0.8, vi;q=0.7") == "en"
    assert preferred_language("ru") == "vi"


def test_a_short_name_goes_before_the_header() -> None:
    found = chosen("application/json", negotiation.DATA, "csv")
    assert found is not None
    assert found.form.name == "csv"


def test_wildcards_mean_the_flow_that_has_everything() -> None:
    flows = ["DF_OBSERVATION", "DF_ECONOMY"]

    def flow(path: str) -> str | None:
        asked = parse(path, "", zone=ZONE)
        return selection.flow_of(asked, agency="VN19", flows=flows, structure="DSD_OBSERVATION")

    assert flow("") == "DF_OBSERVATION"
    assert flow("dataflow/*/DF_ECONOMY") == "DF_ECONOMY"
    assert flow("dataflow/VN19/DF_ECONOMY/1.0") == "DF_ECONOMY"
    assert flow("datastructure/VN19/DSD_OBSERVATION") == "DF_OBSERVATION"
    assert flow("dataflow/XX/DF_ECONOMY") is None
    assert flow("dataflow/VN19/DF_ECONOMY/2.0") is None
    assert flow("provisionagreement") is None
