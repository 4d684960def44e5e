"""Turns, paces, ranks over breaks, and tasks: what the rules claim, and what they don't."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.indicators.rules.periods import Period
from tinhso.kernel.indicators.rules.targets import Goal, Point, Status, stand
from tinhso.systems.strategy.rules.pace import pace
from tinhso.systems.strategy.rules.rankings import Component, Place, breaks, pulls
from tinhso.systems.strategy.rules.tasks import (
    Tally,
    TaskState,
    circle,
    is_late,
    progress,
    state_of,
)
from tinhso.systems.strategy.rules.turns import Kind, Turn, turn

VALUES = st.lists(st.decimals(1, 1000, places=2, allow_nan=False), min_size=0, max_size=12)


def decimals(*values: float | str) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


class TestTurns:
    def test_exports_turned_in_2024(self) -> None:
        found = turn(decimals("28.85", "32.1", "27.6"), Kind.LEVEL)
        assert found == Turn(start=0, peak=1, rises=False)

    def test_the_way_before_is_followed_back_to_where_it_began(self) -> None:
        assert turn(decimals(9, 5, 6, 7, 8, 4), Kind.LEVEL) == Turn(1, 4, rises=False)

    @pytest.mark.parametrize(
        ("values", "kind"),
        [
            ((100, 110, 109), Kind.LEVEL),  # a fall under two percent
            ((100, 101, 90), Kind.LEVEL),  # a rise before that was none
            ((50, 60, 59.6), Kind.POINTS),
            ((8, 12, 10), Kind.RANK),
            ((100, 110, 110), Kind.LEVEL),
            ((100, 90, 80), Kind.LEVEL),
            ((100, 90), Kind.LEVEL),
            ((), Kind.LEVEL),
        ],
    )
    def test_small_changes_are_no_turn(self, values: tuple[float, ...], kind: Kind) -> None:
        assert turn(decimals(*values), kind) is None

    @given(VALUES)
    def test_a_turned_series_turns_the_other_way_upside_down(self, values: list[Decimal]) -> None:
        up, down = turn(values, Kind.POINTS), turn([-value for value in values], Kind.POINTS)
        assert (up is None) == (down is None)
        if up and down:
            assert (up.start, up.peak, up.rises) == (down.start, down.peak, not down.rises)

    @given(VALUES)
    def test_a_series_that_only_rises_never_turns(self, values: list[Decimal]) -> None:
        assert turn(sorted(values), Kind.LEVEL) is None


class TestPace:
    @given(st.integers(1, 200), st.integers(1, 200))
    def test_what_is_at_half_the_pace_needed_is_at_half(self, start: int, gain: int) -> None:
        points = [
            Point(Period.parse("2020"), Decimal(start)),
            Point(Period.parse("2022"), Decimal(start + gain)),
        ]
        goal = Goal(Decimal(start + 3 * gain), ">=", date(2024, 12, 31))
        found = pace(stand(goal, points, on=date(2023, 1, 1)))
        assert found.share is not None
        assert round(found.share, 2) == Decimal("0.50")

    def test_what_moves_away_has_no_part_of_the_pace(self) -> None:
        points = [
            Point(Period.parse("2020"), Decimal(10)),
            Point(Period.parse("2022"), Decimal(8)),
        ]
        goal = Goal(Decimal(20), ">=", date(2025, 12, 31))
        found = pace(stand(goal, points, on=date(2023, 1, 1)))
        assert found.needed is not None
        assert found.observed == pytest.approx(Decimal(-1), abs=Decimal("0.01"))
        assert found.share is None

    def test_a_met_target_needs_nothing(self) -> None:
        goal = Goal(Decimal(5), ">=", date(2025, 12, 31))
        standing = stand(goal, [Point(Period.parse("2020"), Decimal(6))], on=date(2023, 1, 1))
        assert standing.status is Status.MET
        assert pace(standing).needed is None


class TestRankings:
    def test_a_rank_breaks_where_the_field_fell_from_63_to_34(self) -> None:
        places = [Place(2024, 8, 63, "47"), Place(2025, 6, 34, "47")]
        (found,) = breaks(places)
        assert (found.field, found.method) == (True, False)

    def test_a_method_told_anew_breaks_across_years_that_told_none(self) -> None:
        places = [Place(2021, 8, 63, "98"), Place(2022, 8, 63), Place(2024, 8, 63, "47")]
        (found,) = breaks(places)
        assert (found.before.year, found.after.year) == (2022, 2024)
        assert (found.method, found.version_before) == (True, "98")

    def test_an_untold_method_is_no_break(self) -> None:
        assert breaks([Place(2020, 11, 63), Place(2022, 25, 63)]) == []

    @given(st.integers(2, 100), st.data())
    def test_the_first_is_ahead_of_all_and_the_last_of_none(
        self, among: int, data: st.DataObject
    ) -> None:
        rank = data.draw(st.integers(1, among))
        ahead = Place(2024, rank, among).ahead_of
        assert 0 <= ahead <= 1
        assert Place(2024, 1, among).ahead_of == 1
        assert Place(2024, among, among).ahead_of == 0

    @given(st.lists(st.integers(0, 20), min_size=2, max_size=8))
    def test_pulls_add_up_to_nothing(self, scores: list[int]) -> None:
        parts = [Component(str(n), Decimal(score), Decimal(20)) for n, score in enumerate(scores)]
        found = pulls(parts)
        assert sum(one.pull for one in found) == pytest.approx(Decimal(0), abs=Decimal("1e-20"))
        assert [one.pull for one in found] == sorted(one.pull for one in found)

    def test_one_component_pulls_nothing(self) -> None:
        assert pulls([Component("a", Decimal(3), Decimal(10))]) == []


class TestTasks:
    @pytest.mark.parametrize(
        ("open_steps", "outcome", "last_word", "state"),
        [
            ({"given"}, "", "", TaskState.GIVEN),
            ({"working"}, "", "", TaskState.WORKING),
            ({"working", "supporting"}, "", "", TaskState.WORKING),
            ({"supporting"}, "", "", TaskState.WORKING),
            ({"working"}, "", "return", TaskState.RETURNED),
            ({"confirming"}, "", "return", TaskState.REPORTED),
            ({"clarifying"}, "", "", TaskState.UNCLEAR),
            (set(), "done", "confirm", TaskState.DONE),
            (set(), "withdrawn", "", TaskState.WITHDRAWN),
        ],
    )
    def test_a_task_stands_where_its_open_steps_are(
        self, open_steps: set[str], outcome: str, last_word: str, state: TaskState
    ) -> None:
        assert state_of(open_steps, outcome, last_word) is state

    def test_the_owner_is_late_by_its_own_report_and_not_by_the_givers_word(self) -> None:
        due = datetime(2026, 11, 20, 17, tzinfo=UTC)
        hour = timedelta(hours=1)
        assert is_late(due, reported_at=None, now=due + hour)
        assert not is_late(due, reported_at=None, now=due - hour)
        assert not is_late(due, reported_at=due - hour, now=due + 9 * hour)
        assert is_late(due, reported_at=due + hour, now=due + 9 * hour)

    def test_progress_is_counted_apart(self) -> None:
        found = progress(
            [Status.MET, Status.MISSED, Status.UNKNOWN],
            [True, False],
            [TaskState.DONE, TaskState.WORKING, TaskState.WITHDRAWN],
            late=1,
        )
        assert (found.targets, found.milestones) == (Tally(1, 3), Tally(1, 2))
        assert (found.tasks, found.late) == (Tally(1, 2), 1)

    @given(st.dictionaries(st.integers(0, 9), st.sets(st.integers(0, 9)), max_size=10))
    def test_a_circle_is_found_just_where_there_is_one(self, drawn: dict[int, set[int]]) -> None:
        needs = {str(one): [str(other) for other in others] for one, others in drawn.items()}
        found = circle(needs)
        for one, following in zip(found, [*found[1:], *found[:1]], strict=True):
            assert following in needs[one]
        forwards = {
            one: [other for other in others if other > one] for one, others in needs.items()
        }
        assert circle(forwards) == ()
