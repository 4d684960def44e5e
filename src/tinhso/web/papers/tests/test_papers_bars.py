"""Bars are as long as what they stand for, and say it in words too."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tinhso.web.indicators.chart import NARROW, WIDE
from tinhso.web.papers import bars
from tinhso.web.papers.content import Bar, Bars, Both, Days, Pillar
from tinhso.web.papers.typesetting import pictures

TITLE = Both("Nhận và xong", "Received and done")
SERIES = (Both("nhận", "received"), Both("xong", "done"))
amounts = st.integers(0, 100_000)


def of_days(values: list[tuple[int, int]]) -> Days:
    days = (
        Pillar(f"2026-10-{n + 1:02d}", (str(one), str(other)))
        for n, (one, other) in enumerate(values)
    )
    return Days("days", TITLE, SERIES, tuple(days))


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=31))
def test_a_day_is_as_high_as_its_amount_and_stays_inside(values: list[tuple[int, int]]) -> None:
    for size in (WIDE, NARROW):
        drawn = bars.days(of_days(values), "vi", size)
        flat = [value for day in values for value in day]
        heights = [float(one.height) for one in drawn.rectangles]
        assert len(heights) == len(flat)
        by_amount = sorted(zip(flat, heights, strict=True))
        assert all(low[1] <= high[1] for low, high in pairwise(by_amount))
        assert all(float(one.y) >= size.top - 0.1 for one in drawn.rectangles)
        assert all(height == 0 for value, height in by_amount if value == 0)


@given(st.lists(amounts, min_size=1, max_size=12))
def test_the_axis_has_whole_numbers_that_hold_everything(values: list[int]) -> None:
    drawn = bars.days(of_days([(value, 0) for value in values]), "en", WIDE)
    ticks = [Decimal(one.label.replace(",", "")) for one in drawn.values]
    assert all(tick == tick.to_integral_value() for tick in ticks)
    assert ticks[0] == 0
    assert ticks[-1] >= max(values)


def test_what_is_drawn_is_said() -> None:
    one = of_days([(3, 2)])
    assert bars.spoken(one, "vi") == "Nhận và xong. 01/10: nhận 3, xong 2"
    named = Bars("b", TITLE, (Bar(Both("Rác & cống", "Waste & drains"), "7", Both("7", "7")),))
    assert bars.spoken(named, "en") == "Received and done. Waste & drains: 7"
    drawings = [bars.svg(one, "en", WIDE), bars.svg(named, "en", WIDE)]
    assert all(picture.startswith(b"\x89PNG") for picture in pictures(drawings))
    assert bars.laid(named, "vi").most == "7"
