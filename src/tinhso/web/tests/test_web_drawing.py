"""Small drawings stay inside their frame and never move an estimate into a fact."""

from hypothesis import given
from hypothesis import strategies as st

from tinhso.web.drawing import HEIGHT, WIDTH, Point, percent, sparkline

NUMBERS = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)
SERIES = st.lists(st.builds(Point, st.just("2024"), NUMBERS, st.booleans()), max_size=12)


@given(SERIES, st.none() | NUMBERS)
def test_every_point_and_the_target_lie_in_the_frame(
    points: list[Point], target: float | None
) -> None:
    drawing = sparkline(points, target)
    assert len(drawing.dots) == len(points)
    assert all(0 <= float(dot.x) <= WIDTH and 0 <= float(dot.y) <= HEIGHT for dot in drawing.dots)
    if target is not None:
        assert drawing.target_y is not None
        assert 0 <= float(drawing.target_y) <= HEIGHT


@given(SERIES)
def test_a_line_that_touches_an_estimate_is_an_estimate(points: list[Point]) -> None:
    drawing = sparkline(points)
    assert [dot.estimate for dot in drawing.dots] == [point.estimate for point in points]
    for index, stroke in enumerate(drawing.strokes):
        assert stroke.estimate == (points[index].estimate or points[index + 1].estimate)


def test_more_is_drawn_higher() -> None:
    low, high = sparkline([Point("2023", 1), Point("2024", 2)]).dots
    assert float(high.y) < float(low.y)


@given(NUMBERS)
def test_a_bar_never_leaves_its_track(value: float) -> None:
    assert 0 <= float(percent(value).removesuffix("%")) <= 100


def test_a_bar_ends_where_the_value_is() -> None:
    assert percent(93.7) == "93.70%"
    assert percent(6, 4, 8) == "50.00%"
    assert percent(5, 5, 5) == "0.00%"
