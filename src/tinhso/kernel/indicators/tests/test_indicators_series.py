"""Series are read by their keys; other boundaries, comparisons and formulas follow from them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from tinhso.kernel.declarations import Text
from tinhso.kernel.indicators import actions, measures, queries
from tinhso.kernel.indicators.measures import Days
from tinhso.kernel.indicators.models import Indicator, Observation
from tinhso.kernel.indicators.queries import Asked, Key
from tinhso.kernel.indicators.rules.apportioning import contributions, descent, lineage
from tinhso.kernel.indicators.tests.merged import MERGER, make_provinces
from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.units.models import Change, Succession, Unit
from tinhso.kernel.units.rules import Link

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
pytestmark = pytest.mark.django_db


def declare(code: str, **more: object) -> Indicator:
    title = Text(vi=code, en=code)
    values: dict[str, object] = {
        "code": code,
        "title": title,
        "field": "farming",
        "field_title": title,
        "unit": "tonnes",
        "direction": "up",
        "adds_up": "sum",
        "scale_name": title,
        "timing": "during",
    }
    actions.declare(actions.Definition(**(values | more)), actor=LOADER, now=NOW)  # type: ignore[arg-type]
    return Indicator.objects.get(code=code)


@pytest.fixture
def areas() -> Mapping[str, Unit]:
    make_provinces()
    return {
        "old": Unit.objects.get(code="19", valid_to=MERGER),
        "north": Unit.objects.get(code="06"),
        "new": Unit.objects.get(code="19", valid_from=MERGER),
    }


@pytest.fixture
def tea() -> Indicator:
    return declare("tea")


def say(found: Indicator, area: Unit, period: str, value: int, **more: object) -> Observation:
    values: dict[str, object] = {"source": "bao-cao", "confidence": "H"}
    figure = actions.Figure(found, area, period, Decimal(value), **(values | more))  # type: ignore[arg-type]
    return actions.enter_figure(figure, actor=LOADER, now=NOW).figure


def key(found: Indicator, area: Unit) -> Key:
    return Key(found.pk, "level", area.pk)


def test_one_figure_of_a_period_is_read_the_one_to_show(
    tea: Indicator, areas: Mapping[str, Unit], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    say(tea, areas["old"], "2023", 1, confidence="M")
    say(tea, areas["old"], "2023", 2, source="khac", kind="estimate")
    say(tea, areas["old"], "2023", 3, source="du-bao", kind="forecast")
    say(tea, areas["old"], "2024", 4, confidence="L")
    say(tea, areas["old"], "2024-Q4", 5)
    wanted = [key(tea, areas["old"]), key(tea, areas["new"])]
    with django_assert_num_queries(3):
        found = queries.figures_of(wanted)
        told = [(one.period, int(one.value), one.area.code) for one in found[wanted[0]]]
    assert told == [("2023", 2, "19"), ("2024-Q4", 5, "19"), ("2024", 4, "19")]
    assert wanted[1] not in found
    with django_assert_num_queries(0):
        assert queries.figures_of([]) == {}


def test_what_is_chosen_in_the_database_is_what_is_chosen_here(
    tea: Indicator, areas: Mapping[str, Unit]
) -> None:
    for number, sure in enumerate("HMLHML"):
        for kind in ("actual", "estimate"):
            for relation in "=>":
                say(
                    tea,
                    areas["old"],
                    str(2020 + number % 3),
                    number,
                    source=f"{number}{kind}{relation}",
                    confidence=sure,
                    kind=kind,
                    relation=relation,
                )
    here = queries.chosen(queries.series(tea))
    there = queries.figures_of([key(tea, areas["old"])])[key(tea, areas["old"])]
    assert [one.pk for one in here] == [one.pk for one in there]


def test_windows_grains_and_moments(tea: Indicator, areas: Mapping[str, Unit]) -> None:
    old = areas["old"]
    for year in range(2015, 2025):
        say(tea, old, str(year), year)
        say(tea, old, f"{year}-Q1", year)

    def periods(asked: Asked) -> list[str]:
        found = queries.figures_of([key(tea, old)], asked).get(key(tea, old), [])
        return [one.period for one in found]

    assert periods(Asked(grains=["year"], last=2)) == ["2023", "2024"]
    within = (date(2020, 1, 1), date(2020, 12, 31))
    assert periods(Asked(within=within)) == ["2020-Q1", "2020"]
    assert periods(Asked(within=within, exactly=True)) == ["2020"]
    assert periods(Asked(as_of=NOW - timedelta(days=1))) == []
    last = queries.latest_figures([tea], [old, areas["new"]])
    assert last[tea.pk, "level"].period == "2024"


def test_the_newest_version_of_an_area_speaks_last(
    tea: Indicator, areas: Mapping[str, Unit]
) -> None:
    say(tea, areas["old"], "2024", 10)
    say(tea, areas["new"], "2025", 20)
    last = queries.latest_figures([tea], queries.home(TODAY))
    assert last[tea.pk, "level"].area == areas["new"]


def test_the_merged_province_is_the_sum_of_its_parts(
    tea: Indicator, areas: Mapping[str, Unit], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    say(tea, areas["old"], "2024", 30)
    say(tea, areas["north"], "2024", 12, kind="estimate")
    say(tea, areas["old"], "2023", 29)
    with django_assert_num_queries(3):
        missing, whole = queries.in_boundaries(tea, areas["new"])
    assert (whole.value, whole.own, whole.estimate) == (Decimal(42), False, True)
    assert [(part.figure.area, part.share) for part in whole.parts] == [
        (areas["old"], Decimal(1)),
        (areas["north"], Decimal(1)),
    ]
    assert (missing.reason, missing.units) == ("missing", (areas["north"],))


def test_a_mean_is_weighted_by_what_its_definition_names(areas: Mapping[str, Unit]) -> None:
    people = declare("people", unit="people", timing="at_end")
    income = declare("income", unit="VND", adds_up="weighted", weight="people")
    for name, heads, each in (("old", 3, 100), ("north", 1, 60)):
        say(people, areas[name], "2024", heads)
        say(income, areas[name], "2024", each)
    (found,) = queries.in_boundaries(income, areas["new"])
    assert found.value == 90
    assert {int(part.weight.value) for part in found.parts if part.weight} == {3, 1}


def test_a_division_without_a_share_is_never_guessed(
    tea: Indicator, areas: Mapping[str, Unit]
) -> None:
    Succession.objects.filter(predecessor=areas["north"]).update(share=None, change=Change.SPLIT)
    for name in ("old", "north"):
        say(tea, areas[name], "2024", 10)
    (found,) = queries.in_boundaries(tea, areas["new"])
    assert (found.value, found.reason, found.units) == (
        None,
        "undeclared_share",
        (areas["north"],),
    )


SHARES = st.lists(st.decimals(min_value="0.01", max_value=1, places=2), min_size=1, max_size=5)


@given(SHARES)
def test_shares_multiply_along_the_way_and_add_up_where_ways_meet(shares: list[Decimal]) -> None:
    day = date(2025, 7, 1)
    middle = [
        link
        for number, share in enumerate(shares, start=10)
        for link in (Link(1, number, share, day), Link(number, 99, Decimal("0.5"), day))
    ]
    assert {one.successor for one in lineage(99, middle)} == {99, *range(10, 10 + len(shares))}
    assert set(descent(1, middle)) == set(middle)
    (found,) = contributions(99, {1}, middle)
    assert (found.unit, found.share) == (1, sum(shares) / 2)


def test_areas_are_compared_best_first_and_equals_share_a_place(
    tea: Indicator, areas: Mapping[str, Unit], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name, value in (("old", 5), ("north", 9), ("new", 5)):
        say(tea, areas[name], "2024", value)
    say(tea, areas["old"], "2023", 100)
    assert queries.areas_with(tea) == list(Unit.objects.filter(kind="province"))
    with django_assert_num_queries(1):
        placed = queries.over_areas(tea, areas.values(), "2024")
    assert [(one.place, int(one.figure.value)) for one in placed] == [(1, 9), (2, 5), (2, 5)]


def test_sources_that_may_disagree_are_found_in_the_database(
    tea: Indicator, areas: Mapping[str, Unit]
) -> None:
    say(tea, areas["old"], "2023", 100)
    say(tea, areas["old"], "2023", 100, source="khac", relation=">")
    say(tea, areas["old"], "2024", 100)
    say(tea, areas["old"], "2024", 200, source="khac")
    found = queries.conflicts_in([tea], areas.values())
    assert [(one.period, len(one.figures)) for one in found] == [("2024", 2)]
    assert queries.conflicts_in([tea], [areas["north"]]) == []


def test_nine_months_do_not_judge_a_year(tea: Indicator, areas: Mapping[str, Unit]) -> None:
    title = Text(vi="Chè", en="Tea")
    goal = actions.Promise("che", title, tea, areas["new"], Decimal(100), ">=", "2026", "H")
    target = actions.enter_target(goal, actor=LOADER, now=NOW).target
    say(tea, areas["new"], "2026-M9", 90)
    assert queries.standings([target], on=TODAY)[0].figure is None
    actions.declare(
        actions.Definition(
            "tea", title, "farming", title, "tonnes", "up", "sum", title, timing="at_end"
        ),
        actor=LOADER,
        now=NOW,
    )
    (again,) = queries.standings(queries.targets(), on=TODAY)
    assert again.figure is not None


def test_a_formula_is_computed_from_what_sources_say(areas: Mapping[str, Unit]) -> None:
    sold, bought = declare("sold", unit="USD"), declare("bought", unit="USD")
    balance = declare("balance", unit="USD", formula="sold - bought")
    share = declare("share", unit="percent", formula="balance / sold * 100")
    say(sold, areas["old"], "2023", 8)
    say(sold, areas["old"], "2024", 10)
    say(bought, areas["old"], "2024", 6, relation="~")
    missing, found = queries.derived(share, queries.home(TODAY), on=TODAY)
    assert (missing.value, missing.reason) == (None, "missing")
    assert [one.name.name for one in missing.missing] == ["balance"]
    assert (found.value, found.estimate, found.area) == (Decimal(40), True, areas["old"])
    inner = found.inputs[0].computed
    assert inner is not None
    assert [one.figure.value for one in inner.inputs if one.figure] == [10, 6]
    assert queries.derived(sold, queries.home(TODAY), on=TODAY) == []
    assert not Observation.objects.filter(indicator__in=[balance, share]).exists()


def test_a_division_by_zero_is_said_to_be_one(areas: Mapping[str, Unit]) -> None:
    poor, all_ = declare("poor"), declare("everyone")
    rate = declare("rate", unit="percent", formula="poor / everyone * 100")
    say(poor, areas["new"], "2025", 0)
    say(all_, areas["new"], "2025", 0)
    (found,) = queries.derived(rate, queries.home(TODAY), on=TODAY)
    assert (found.value, found.reason) == (None, "by_zero")


def test_what_a_system_measures_goes_into_formulas(
    areas: Mapping[str, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Days] = []

    def counted(stretches: object) -> list[Decimal | None]:
        asked.extend(stretches)  # type: ignore[arg-type]
        return [Decimal(number) for number in range(len(asked))]

    known = measures.Measure("tested.reports", Text(vi="Phản ánh", en="Reports"), "count", counted)
    monkeypatch.setattr(measures, "_measures", {known.name: known})
    people = declare("people", unit="people", timing="at_end")
    rate = declare("rate", unit="count", formula="tested.reports / latest(people) * 10")
    say(people, areas["new"], "2025", 5)
    found = queries.derived(rate, queries.home(TODAY), on=TODAY)
    assert (asked[0][0], asked[-1][1], len(asked)) == (date(2025, 11, 1), date(2026, 10, 31), 12)
    assert [one.value for one in found][:3] == [None, 2, 4]
    assert found[0].period.code == "2025-11"
