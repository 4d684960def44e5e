"""What a source says is entered, corrected and taken back; nothing that was held is lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tinhso.kernel.declarations import Text
from tinhso.kernel.indicators import actions, queries
from tinhso.kernel.indicators.models import Indicator, Observation, Target
from tinhso.kernel.indicators.tests.merged import make_provinces
from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.units import queries as units

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def minutes(count: int) -> datetime:
    return NOW + timedelta(minutes=count)


@pytest.fixture
def tea() -> Indicator:
    make_provinces()
    definition = actions.Definition(
        code="tea_output",
        title=Text(vi="Sản lượng chè", en="Tea output"),
        field="farming",
        field_title=Text(vi="Nông nghiệp", en="Farming"),
        unit="tonne",
        direction="up",
        adds_up="sum",
        scale_name=Text(vi="tấn", en="tonnes"),
        timing="during",
    )
    actions.declare(definition, actor=LOADER, now=NOW)
    return Indicator.objects.get(code="tea_output")


@pytest.fixture
def said(tea: Indicator) -> actions.Figure:
    area = units.by_code("19", date(2024, 12, 31))
    return actions.Figure(tea, area, "2024", Decimal(272800), "bao-cao", "H")


def held(found: Indicator, as_of: datetime | None = None) -> list[int]:
    return [int(one.value) for one in queries.series(found, as_of=as_of)]


def test_the_same_source_may_correct_itself(tea: Indicator, said: actions.Figure) -> None:
    first = actions.enter_figure(said, actor=LOADER, now=minutes(0))
    same = actions.enter_figure(said, actor=LOADER, now=minutes(1))
    other = actions.enter_figure(replace(said, value=Decimal(272900)), actor=LOADER, now=minutes(2))
    assert [one.outcome for one in (first, same, other)] == ["created", "unchanged", "changed"]
    assert same.figure.pk == first.figure.pk
    assert held(tea) == [272900]
    assert held(tea, minutes(1)) == [272800]


def test_what_is_taken_back_is_still_read_as_of_then(tea: Indicator, said: actions.Figure) -> None:
    entered = actions.enter_figure(said, actor=LOADER, now=minutes(0)).figure
    nothing = actions.withdraw_figure(entered, reason="đọc nhầm", actor=LOADER, now=minutes(5))
    assert nothing is None
    assert held(tea) == []
    assert held(tea, minutes(3)) == [272800]
    assert Observation.objects.get(pk=entered.pk).withdrawn_because == "đọc nhầm"


def test_a_correction_taken_back_gives_way_to_what_was_said_before(
    tea: Indicator, said: actions.Figure
) -> None:
    actions.enter_figure(said, actor=LOADER, now=minutes(0))
    wrong = actions.enter_figure(replace(said, value=Decimal(1)), actor=LOADER, now=minutes(1))
    again = actions.withdraw_figure(wrong.figure, reason="gõ sai", actor=LOADER, now=minutes(2))
    assert again is not None
    assert (held(tea), held(tea, minutes(1))) == ([272800], [1])
    assert (again.source, again.grain, again.preference) == ("bao-cao", "year", 0)


def test_what_was_withdrawn_once_does_not_come_back(tea: Indicator, said: actions.Figure) -> None:
    first = actions.enter_figure(said, actor=LOADER, now=minutes(0))
    actions.withdraw_figure(first.figure, reason="sai", actor=LOADER, now=minutes(1))
    second = actions.enter_figure(said, actor=LOADER, now=minutes(1))
    assert (
        actions.withdraw_figure(second.figure, reason="sai", actor=LOADER, now=minutes(2)) is None
    )
    assert held(tea) == []


def test_a_figure_is_taken_back_once(said: actions.Figure) -> None:
    entered = actions.enter_figure(said, actor=LOADER, now=minutes(0)).figure
    actions.withdraw_figure(entered, reason="sai", actor=LOADER, now=minutes(1))
    with pytest.raises(actions.NotHeldError):
        actions.withdraw_figure(entered, reason="sai", actor=LOADER, now=minutes(2))


def test_a_target_is_set_changed_and_taken_back(tea: Indicator, said: actions.Figure) -> None:
    title = Text(vi="Chè 300 nghìn tấn", en="300 thousand tonnes of tea")
    goal = actions.Promise("che-2030", title, tea, said.area, Decimal(300000), ">=", "2030", "H")
    actions.enter_target(goal, actor=LOADER, now=minutes(0))
    more = actions.enter_target(replace(goal, value=Decimal(1)), actor=LOADER, now=minutes(1))
    assert more.outcome == "changed"
    back = actions.withdraw_target(more.target, reason="đọc nhầm", actor=LOADER, now=minutes(2))
    assert back is not None
    assert [one.value for one in queries.targets()] == [300000]
    assert actions.withdraw_target(back, reason="bỏ", actor=LOADER, now=minutes(3)) is None
    assert queries.targets() == []
    assert Target.objects.count() == 3
