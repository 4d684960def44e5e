"""The month's rules, as properties."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.systems.hotline.monthly.rules.ranking import Record, rank
from tinhso.systems.hotline.monthly.rules.rounds import Step, rounds
from tinhso.systems.hotline.monthly.rules.spots import Seen, at_least_as_many, hot
from tinhso.systems.hotline.monthly.rules.windows import Cut, Month, Window

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
ELSEWHERE = ZoneInfo("Europe/Berlin")
CUT = Cut(25, time(12), HERE)
START = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 10 * 365 * 24 * 3600).map(lambda n: START + timedelta(seconds=n))


# When a month begins and ends ---------------------------------------------------------------


def test_noon_of_the_25th_belongs_to_the_next_month() -> None:
    noon = datetime(2026, 10, 25, 12, tzinfo=HERE)
    assert CUT.month_of(noon) == Month(2026, 11)
    assert CUT.month_of(noon - timedelta(microseconds=1)) == Month(2026, 10)
    assert CUT.last_closed(noon) == Month(2026, 10)


def test_a_month_is_the_provinces_not_the_servers() -> None:
    # 05:00 in UTC is noon here: the same instant, however it is written.
    assert CUT.month_of(datetime(2026, 10, 25, 5, tzinfo=UTC)) == Month(2026, 11)
    assert CUT.month_of(datetime(2026, 10, 25, 4, 59, tzinfo=UTC)) == Month(2026, 10)


def test_december_is_followed_by_january() -> None:
    assert CUT.month_of(datetime(2026, 12, 25, 12, tzinfo=HERE)) == Month(2027, 1)
    assert Month(2027, 1).before() == Month(2026, 12)
    assert Month(2026, 11).before(12) == Month(2025, 11)


@given(moments, st.sampled_from([HERE, ELSEWHERE]), st.integers(1, 28), st.integers(0, 23))
def test_every_instant_is_in_one_month_and_months_have_no_gap(
    moment: datetime, zone: ZoneInfo, day: int, hour: int
) -> None:
    cut = Cut(day, time(hour), zone)
    month = cut.month_of(moment)
    window = cut.window(month)
    assert window.since <= moment < window.until
    assert cut.window(month.before()).until == window.since
    assert cut.last_closed(moment) == month.before()


def test_a_month_with_a_changed_clock_is_an_hour_shorter() -> None:
    cut = Cut(25, time(12), ELSEWHERE)
    assert cut.window(Month(2026, 4)).length == timedelta(days=31, hours=-1)


@given(moments)
def test_a_running_month_reaches_as_far_as_now(moment: datetime) -> None:
    month = CUT.month_of(moment)
    assert CUT.so_far(month, moment).until == moment
    assert CUT.so_far(month.before(), moment) == CUT.window(month.before())
    shorter = CUT.as_long(month.before(), CUT.so_far(month, moment).length)
    assert shorter.since == CUT.window(month.before()).since
    assert shorter.until <= CUT.window(month.before()).until


@pytest.mark.parametrize("code", ["2026-13", "2026-0", "2026", "0000-01", "٢٠٢٦-١١"])
def test_what_is_no_month_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="no month"):
        Month.parse(code)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        CUT.month_of(datetime(2026, 1, 1))  # noqa: DTZ001  that is the point
    with pytest.raises(ValueError, match="time zone"):
        Window(datetime(2026, 1, 1), datetime(2026, 1, 2))  # noqa: DTZ001  as above


# A report's way in rounds -----------------------------------------------------------------


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


@st.composite
def ways(draw: st.DrawFn) -> tuple[list[Step], datetime | None, str]:
    """A case's way: answers, each agreed, disputed, lapsed or waited for; or an end at the desk."""
    steps, clock, unit = [], 0.0, 0
    for _ in range(draw(st.integers(0, 4))):
        took, replied = draw(st.floats(0.1, 300)), draw(st.floats(0.1, 300))
        unit = draw(st.integers(1, 3))
        steps.append(Step("with_unit", unit, at(clock), at(clock + took), "answer"))
        clock += took
        reply = draw(st.sampled_from(["agree", "dispute", "lapsed", ""]))
        ends = at(clock + replied) if reply else None
        steps.append(Step("answered", None, at(clock), ends, reply))
        if reply != "dispute":
            outcome = {"agree": "agreed", "lapsed": "lapsed"}.get(reply, "")
            return steps, ends if outcome else None, outcome
        clock += replied
    ended = draw(st.sampled_from(["", "redirected", "declined"]))
    took = draw(st.floats(0.1, 50))
    return steps, at(clock + took) if ended else None, ended


@given(ways(), st.floats(0, 1500), st.floats(0, 1500))
def test_what_was_open_came_and_came_back_is_done_or_still_open(
    way: tuple[list[Step], datetime | None, str], one: float, other: float
) -> None:
    steps, closed_at, outcome = way
    since, until = sorted([at(one), at(other)])
    found = rounds(at(0), steps, unit=9, closed_at=closed_at, outcome=outcome)

    def still(moment: datetime) -> int:
        return sum(
            1 for r in found if r.opened_at < moment and not (r.closed_at and r.closed_at < moment)
        )

    came = sum(1 for r in found if since <= r.opened_at < until)
    done = sum(1 for r in found if r.closed_at and since <= r.closed_at < until)
    assert still(since) + came == done + still(until)


@given(ways())
def test_rounds_follow_one_another_and_only_the_last_may_be_open(
    way: tuple[list[Step], datetime | None, str],
) -> None:
    steps, closed_at, outcome = way
    found = rounds(at(0), steps, unit=9, closed_at=closed_at, outcome=outcome)
    assert [one.nth for one in found] == list(range(1, len(found) + 1))
    assert found[0].opened_at == at(0)
    for earlier, later in pairwise(found):
        assert earlier.reply == "disputed"
        assert earlier.replied_at == later.opened_at
        assert earlier.closed_at is not None
    assert all(bool(one.closed_at) == bool(one.ended) for one in found)
    assert sum(one.reply == "disputed" for one in found) == sum(
        step.outcome == "dispute" for step in steps
    )
    # Silence is never agreement.
    assert sum(one.reply == "agreed" for one in found) == (outcome == "agreed")


def test_an_answer_belongs_to_the_unit_that_gave_it() -> None:
    steps = [
        Step("with_unit", 1, at(0), at(5), "answer"),
        Step("answered", None, at(5), at(6), "dispute"),
        Step("with_unit", 2, at(6), at(9), "answer"),
        Step("answered", None, at(9), None, ""),
    ]
    assert [one.unit for one in rounds(at(0), steps, unit=2, closed_at=None, outcome="")] == [1, 2]


# Best and worst ---------------------------------------------------------------------------

records = st.lists(
    st.builds(
        lambda key, done, judged, disputed, replied: Record(
            f"u{key}", min(done, judged), judged, min(disputed, replied), replied
        ),
        st.integers(0, 40),
        st.integers(0, 60),
        st.integers(1, 60),
        st.integers(0, 20),
        st.integers(0, 20),
    ),
    unique_by=lambda one: one.key,
)


@given(records, st.integers(1, 30), st.integers(1, 6))
def test_nobody_with_few_cases_stands_out_and_nobody_twice(
    known: Sequence[Record], at_least: int, shown: int
) -> None:
    found = rank(known, at_least=at_least, shown=shown)
    by_key = {one.key: one for one in known}
    named = [one.key for one in (*found.best, *found.worst)]
    assert len(named) == len(set(named))
    assert all(by_key[key].judged >= at_least for key in named)
    assert found.ranked + found.too_few == len(known)
    assert len(found.best) == len(found.worst) <= shown
    for best in found.best:
        assert all(by_key[best.key].merit >= by_key[worst.key].merit for worst in found.worst)


@given(records)
def test_equals_share_a_place(known: Sequence[Record]) -> None:
    found = rank(known, at_least=1, shown=6)
    merits = {one.key: one.merit for one in known}
    for places in (found.best, found.worst):
        for one, other in pairwise(places):
            same = merits[one.key] == merits[other.key]
            assert (one.place == other.place) is same
            assert one.place <= other.place


def test_fewer_disputes_break_a_tie() -> None:
    liked, disliked = Record("a", 9, 10, 0, 5), Record("b", 9, 10, 3, 5)
    found = rank([disliked, liked], at_least=5, shown=1)
    assert (found.best[0].key, found.worst[0].key) == ("a", "b")


# Hot spots ----------------------------------------------------------------------------------

WEEK, BEFORE = timedelta(days=7), timedelta(weeks=8)


def spots(*seen: Seen, at_least: int = 5) -> list[tuple[int, str]]:
    found = hot(seen, recent=WEEK, usual=BEFORE, at_least=at_least, risk=0.05)
    return [(one.place, one.category) for one in found.found]


def test_the_chance_is_the_binomials() -> None:
    assert at_least_as_many(0, 10, 0.5) == 1
    assert at_least_as_many(10, 10, 0.5) == pytest.approx(1 / 1024)
    assert at_least_as_many(2, 3, 1 / 9) == pytest.approx(3 * (1 / 81) * (8 / 9) + 1 / 729)


@given(st.integers(1, 30), st.integers(0, 60))
def test_more_reports_are_never_less_surprising(recent: int, usual: int) -> None:
    one = at_least_as_many(recent, recent + usual, 1 / 9)
    other = at_least_as_many(recent + 1, recent + 1 + usual, 1 / 9)
    assert other <= one + 1e-12


def test_a_burst_is_hot_and_what_is_usual_is_not() -> None:
    assert spots(Seen(1, "flooding", 14, 4), Seen(2, "waste", 20, 160)) == [(1, "flooding")]


def test_few_are_never_a_spot() -> None:
    assert spots(Seen(1, "flooding", 4, 0)) == []
    assert spots(Seen(1, "flooding", 5, 0)) == [(1, "flooding")]


def test_the_more_is_looked_at_the_more_it_takes() -> None:
    quiet = [Seen(place, "waste", 1, 8) for place in range(2, 2000)]
    assert spots(Seen(1, "flooding", 6, 6)) == [(1, "flooding")]
    assert spots(Seen(1, "flooding", 6, 6), *quiet) == []


def test_a_time_without_change_gives_hardly_ever_a_false_alarm() -> None:
    import random

    dice = random.Random(1022)
    alarms = 0
    for _ in range(40):
        seen = []
        for place in range(200):
            count = dice.randrange(0, 25)
            recent = sum(dice.random() < 1 / 9 for _ in range(count))
            seen.append(Seen(place, "waste", recent, count - recent))
        alarms += bool(spots(*seen))
    assert alarms <= 4  # 5 % of 40 would be 2
