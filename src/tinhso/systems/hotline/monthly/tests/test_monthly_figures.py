"""What is counted, and that it is the same wherever it is asked for."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import quantiles
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tinhso.kernel.ledger import sealing
from tinhso.kernel.ledger.actors import CLOCK
from tinhso.kernel.ledger.keys import signer
from tinhso.systems.hotline.monthly import actions, making, queries
from tinhso.systems.hotline.monthly.declared import this_month_file
from tinhso.systems.hotline.monthly.models import Round
from tinhso.systems.hotline.monthly.queries import Narrowed
from tinhso.systems.hotline.monthly.rules.windows import Month, Window
from tinhso.systems.hotline.tests.story import Report, told

from .conftest import NOW
from .rounds import oracle

Rounds = Callable[..., list[Round]]
OCTOBER = Month(2026, 10)
WINDOW = Window(
    datetime(2026, 9, 25, 5, tzinfo=UTC),
    datetime(2026, 10, 25, 5, tzinfo=UTC),
)


@pytest.mark.usefixtures("rounds")
def test_the_example_writes_its_months_in_words_that_have_no_hole() -> None:
    from tinhso.systems.hotline.monthly.rules.wording import PLACES
    from tinhso.web.papers.wording import mistakes

    file = this_month_file()
    assert file is not None
    assert not list(mistakes(file, PLACES))
    assert file.sentences.keys() == PLACES.keys()


@given(st.integers(0, 120 * 24), st.integers(0, 120 * 24))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_window_balances_and_counts_what_it_says(rounds: Rounds, one: int, other: int) -> None:
    known = list(Round.objects.all()) or rounds()
    since, until = sorted(NOW - timedelta(hours=hours) for hours in (one, other))
    window = Window(since, until)
    found = queries.counted(queries.live(), window)
    of = found.whole.of
    assert of["carried"] + of["received"] + of["reopened"] == of["done"] + of["open"]
    assert of["done"] == of["answered"] + of["redirected"] + of["declined"]
    assert of["done"] == of["in_time"] + of["done_late"]
    assert of["late"] == of["done_late"] + of["open_late"]
    assert of["judged"] == of["in_time"] + of["late"] == of["done"] + of["open_late"]
    for name, holds in oracle(window).items():
        assert of[name] == sum(map(holds, known)), name
    assert queries.whole(queries.live(), window).of == {
        name: n for name, n in of.items() if name != "stars"
    }


def test_groups_add_up_to_the_whole_and_list_what_they_count(rounds: Rounds) -> None:
    known = rounds()
    found = queries.counted(queries.live(), WINDOW)
    narrowed = {"category": "category", "unit_id": "unit", "commune_id": "commune"}
    narrowed |= {"channel": "channel"}
    said = oracle(WINDOW)
    for dimension, name in narrowed.items():
        groups = found.by[dimension]
        for measure, n in found.whole.of.items():
            assert sum(one.of[measure] for one in groups.values()) == n
        for key, counts in groups.items():
            of_key = [one for one in known if (getattr(one, dimension) or None) == (key or None)]
            assert counts.of["late"] == sum(map(said["late"], of_key))
            listed = queries.listed(
                queries.live(),
                WINDOW,
                "late",
                Narrowed(**{name: str(key) if key else "none"}),
                of_field=(),
            )
            assert listed.found == counts.of["late"]


def test_half_of_the_first_answers_came_within_the_median(rounds: Rounds) -> None:
    known = [one for one in rounds() if oracle(WINDOW)["first"](one)]
    minutes = sorted(one.minutes or 0 for one in known)
    whole = queries.counted(queries.live(), WINDOW).whole
    assert whole.median in minutes
    assert sum(one <= (whole.median or 0) for one in minutes) >= len(minutes) / 2
    assert whole.ninth is not None
    assert quantiles(minutes, n=10)[7] <= whole.ninth <= minutes[-1]


def test_a_day_is_the_provinces(rounds: Rounds) -> None:
    known = rounds()
    here = ZoneInfo("Asia/Ho_Chi_Minh")
    days = queries.by_day(queries.live(), WINDOW, here)
    holds = oracle(WINDOW)["received"]
    for day, (received, _done) in days.items():
        on_day = [one for one in known if one.opened_at.astimezone(here).date() == day]
        assert received == sum(map(holds, on_day))


def test_comparison_needs_the_whole_of_the_earlier_time(rounds: Rounds) -> None:
    rounds()
    file = this_month_file()
    assert file is not None
    made = making.figures(file, OCTOBER, now=NOW)
    assert made.before.whole is not None
    assert made.year_before.whole is None
    earlier = queries.counted(
        queries.live(), Window(WINDOW.since - timedelta(days=31), WINDOW.since)
    )
    assert made.before.whole["received"] == earlier.whole.of["received"]


def test_a_running_month_is_compared_with_as_many_days(rounds: Rounds) -> None:
    rounds()
    file = this_month_file()
    assert file is not None
    made = making.figures(file, Month(2026, 11), now=NOW)
    assert not made.closed
    length = made.until_at - made.since_at
    before = made.before
    assert datetime.fromisoformat(before.until) - datetime.fromisoformat(before.since) == length


def test_the_cost_does_not_grow(
    rounds: Rounds, django_assert_num_queries: Callable[..., object]
) -> None:
    rounds()
    with django_assert_num_queries(3):  # type: ignore[attr-defined]  # a context manager
        queries.counted(queries.live(), WINDOW)
        queries.whole(queries.live(), WINDOW)


# From a case to its rounds ------------------------------------------------------------------


def seen(report: Report) -> list[Round]:
    sealing.begin_epoch(actor=CLOCK, now=report.now, signer=signer())
    while actions.follow(now=report.now):
        pass
    return list(Round.objects.filter(number=report.filed.number).order_by("nth"))


@pytest.mark.usefixtures("example")
def test_a_dispute_opens_another_round_on_the_same_clock() -> None:
    from tinhso.kernel.cases import actions as cases

    report = told(NOW, channel="phone").later(minutes=3).classified()
    (one,) = seen(report)
    assert (one.channel, one.ended, one.closed_at) == ("phone", "", None)
    report.later(hours=2).answered()
    (one,) = seen(report)
    assert (one.ended, one.reply, one.closed_at) == ("answered", "", report.now)
    assert one.minutes == 123
    report.later(hours=30)
    cases.act(
        report.step(), "dispute", {}, actor=report.reporter, now=report.now, reason="Chưa vá."
    )
    first, second = seen(report)
    assert first.reply == "disputed"
    assert second.opened_at == first.replied_at == report.now
    assert second.due_at == first.due_at
    report.later(hours=1).answered()
    report.later(hours=1)
    cases.act(report.step(), "agree", {}, actor=report.reporter, now=report.now)
    cases.rate(report.filed.case_id, 4, actor=report.reporter, now=report.now)
    first, second = seen(report)
    assert (first.reply, first.stars) == ("disputed", None)
    assert (second.reply, second.stars, second.minutes) == ("agreed", 4, None)
    # Reading the ledger again from its beginning writes the same.
    before = list(Round.objects.values())
    actions.project([report.filed.case_id], now=report.now)
    assert list(Round.objects.values()) == before


@pytest.mark.usefixtures("example")
def test_what_is_directed_elsewhere_is_done_without_an_answer() -> None:
    from tinhso.kernel.cases import actions as cases
    from tinhso.kernel.cases.tests.scene import appoint

    report = told(NOW).later(minutes=4)
    cases.act(
        report.step(),
        "redirect",
        {"redirect_to": "complaint"},
        actor=appoint("operator", "tong-dai-1022"),
        now=report.now,
        reason="Khiếu nại.",
    )
    (one,) = seen(report)
    assert (one.ended, one.reply, one.minutes) == ("redirected", "", None)
    assert one.closed_at == report.now


def test_what_is_published_is_what_its_cases_are(rounds: Rounds, client: Client) -> None:
    from tinhso.kernel.indicators.measures import registered

    rounds()
    stretches = [(date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 10, 31))]
    for name, measure in registered().items():
        if measure.page != "hotline_monthly:index" or measure.unit != "count":
            continue
        counts = measure.compute(stretches)
        assert measure.cases is not None
        for days, count in zip(stretches, counts, strict=True):
            page = client.get(measure.cases(days)).content.decode()
            assert f'data-found="{count}"' in page, name


def test_a_month_without_answers_has_no_median(rounds: Rounds) -> None:
    from tinhso.kernel.indicators.measures import measured

    rounds()
    ago = (date(2020, 1, 1), date(2020, 1, 31))
    lately = (date(2026, 10, 1), date(2026, 10, 31))
    nothing, something = measured("hotline.first_answer", [ago, lately])
    assert nothing is None
    assert something is not None
    assert something > 0
