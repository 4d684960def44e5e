"""A forecast says how wide it is, or isn't drawn."""

import math
import random
from datetime import date, timedelta
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.systems.strategy.rules.forecasts import (
    FEWEST,
    TREND_FROM,
    Forecast,
    Seen,
    TooFew,
    forecast,
)

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3))
SERIES = st.lists(NUMBERS, min_size=FEWEST, max_size=20)


def yearly(values: list[float]) -> list[Seen]:
    return [Seen(date(2000 + place, 12, 31), value) for place, value in enumerate(values)]


def ahead(values: list[float], years: int = 1) -> date:
    return date(2000 + len(values) - 1 + years, 12, 31)


def foreseen(values: list[float], years: int = 1) -> Forecast:
    found = forecast(yearly(values), at=ahead(values, years))
    assert isinstance(found, Forecast)
    return found


@given(st.lists(NUMBERS, max_size=FEWEST - 1))
def test_too_few_points_foresee_nothing(values: list[float]) -> None:
    found = forecast(yearly(values), at=date(2030, 12, 31))
    assert found == TooFew(len(values), date(2000, 12, 31) if values else None)


@given(SERIES, st.integers(1, 10))
def test_the_value_lies_in_its_interval_and_says_what_it_speaks_from(
    values: list[float], years: int
) -> None:
    found = foreseen(values, years)
    assert found.low <= found.value <= found.high
    assert (found.points, found.since) == (len(values), date(2000, 12, 31))
    assert found.until < found.at
    assert found.widened >= 1
    assert found.trend is (len(values) >= TREND_FROM)


@given(SERIES)
def test_further_ahead_is_never_surer(values: list[float]) -> None:
    widths = [foreseen(values, years) for years in (1, 2, 5)]
    spread = [one.high - one.low for one in widths]
    assert all(near <= far * (1 + 1e-9) for near, far in pairwise(spread))


@given(st.lists(NUMBERS, min_size=FEWEST, max_size=TREND_FROM - 1), NUMBERS)
def test_a_series_moved_up_is_foreseen_moved_up(values: list[float], by: float) -> None:
    moved, found = foreseen([value + by for value in values]), foreseen(values)
    for one, other in (
        (moved.low, found.low),
        (moved.value, found.value),
        (moved.high, found.high),
    ):
        assert one == pytest.approx(other + by, abs=1e-3)


def test_a_straight_line_goes_on() -> None:
    values = [Seen(date(2020, 1, 1) + timedelta(days=365 * n), 10.0 + n) for n in range(6)]
    found = forecast(values, at=values[-1].on + timedelta(days=365))
    assert isinstance(found, Forecast)
    assert found.value == pytest.approx(16)
    assert found.high - found.low == pytest.approx(0, abs=1e-6)


def test_what_can_not_be_is_not_foreseen() -> None:
    found = forecast(yearly([80, 85, 90, 96, 99]), at=ahead([0] * 5, 5), low=0, high=100)
    assert isinstance(found, Forecast)
    assert (found.value, found.high) == (100, 100)


def test_the_interval_is_widened_by_what_the_method_got_wrong_before() -> None:
    calm, jumpy = [1.0, 2, 3, 4.1, 5, 6], [1.0, 2, 3, 9, 2, 12]
    assert foreseen(jumpy).high - foreseen(jumpy).low > foreseen(calm).high - foreseen(calm).low
    assert foreseen([1.0, 2, 1, 2, 1, 9, 1]).widened > 1


@pytest.mark.parametrize("points", [5, 8, 11])
def test_on_random_walks_the_interval_holds_what_it_says(points: int) -> None:
    chance, held, tries = random.Random(20261122), 0, 1500
    for _ in range(tries):
        walk = list(accumulate(chance.gauss(0.3, 1) for _ in range(points + 1)))
        found = foreseen(walk[:-1])
        held += found.low <= walk[-1] <= found.high
    assert held / tries >= 0.76


def test_a_day_that_is_known_is_not_foreseen() -> None:
    with pytest.raises(ValueError, match="after the last figure"):
        forecast(yearly([1, 2, 3, 4, 5]), at=date(2004, 12, 31))
    with pytest.raises(ValueError, match="one figure a day"):
        forecast([Seen(date(2020, 1, 1), 1.0)] * 6, at=date(2030, 1, 1))
    assert math.isfinite(foreseen([1, 2, 3, 4, 5]).value)
