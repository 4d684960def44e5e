"""Numbers and moments are written as the reader's language writes them."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.web.formatting import format_date, format_day, format_moment, format_number

HANOI = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("value", "decimals", "vietnamese", "english"),
    [
        (Decimal("1030.5"), None, "1.030,5", "1,030.5"),
        (Decimal("1030.5"), 0, "1.031", "1,031"),
        (Decimal("162.50"), None, "162,5", "162.5"),
        (Decimal("162.5"), 2, "162,50", "162.50"),
        (27.6, None, "27,6", "27.6"),
        (0, None, "0", "0"),
        (19_680, None, "19.680", "19,680"),
        (Decimal("1E+3"), None, "1.000", "1,000"),
        (Decimal("-4.25"), 1, "\u22124,3", "\u22124.3"),
        (Decimal("-0.04"), 1, "0,0", "0.0"),
    ],
)
def test_a_number_groups_thousands_and_marks_decimals(
    value: Decimal | float, decimals: int | None, vietnamese: str, english: str
) -> None:
    assert format_number(value, decimals, "vi") == vietnamese
    assert format_number(value, decimals, "en") == english


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_a_written_number_reads_back_as_itself(value: Decimal) -> None:
    written = format_number(value, None, "vi")
    read = Decimal(written.replace("\u2212", "-").replace(".", "").replace(",", "."))
    assert read == value


def test_a_date_is_day_month_year_and_a_day_has_its_name() -> None:
    day = date(2026, 11, 26)
    assert format_date(day) == "26/11/2026"
    assert format_day(day, "vi") == "thứ Năm 26/11/2026"
    assert format_day(day, "en") == "Thursday 26/11/2026"
    assert format_day(date(2026, 11, 22), "vi") == "Chủ nhật 22/11/2026"


def test_a_moment_is_told_by_the_clock_of_the_place() -> None:
    moment = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
    assert format_moment(moment, HANOI, "vi") == "16:30 thứ Năm 26/11/2026"
    late = datetime(2026, 11, 26, 17, 30, tzinfo=UTC)
    assert format_moment(late, HANOI, "vi") == "00:30 thứ Sáu 27/11/2026"
