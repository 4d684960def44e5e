"""What becomes of units and their figures, for any history of boundaries."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.units.rules import (
    ImpossibleSuccessionError,
    Link,
    NotComputable,
    Part,
    Reason,
    apportion,
    apportion_mean,
    check,
    followed,
    preceded,
)

DAY = date(2025, 7, 1)
FIGURES = st.integers(0, 10**9).map(Decimal)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[int], list[int], list[Link]]:
    """Draw units of one day, units of a later day, and who became what, all shares declared.

    There may be a change in between.
    """
    generations = [list(range(draw(st.integers(1, 5))))]
    links: list[Link] = []
    for step in range(draw(st.integers(1, 3))):
        old = generations[-1]
        first = old[-1] + 1
        new = list(range(first, first + draw(st.integers(1, 5))))
        day = DAY + timedelta(days=step)
        for unit in old:
            heirs = draw(st.lists(st.sampled_from(new), min_size=1, max_size=3, unique=True))
            cuts = sorted(
                draw(
                    st.lists(
                        st.integers(1, 99),
                        min_size=len(heirs) - 1,
                        max_size=len(heirs) - 1,
                        unique=True,
                    )
                )
            )
            edges = [0, *cuts, 100]
            links += [
                Link(unit, heir, Decimal(end - begin) / 100, day)
                for heir, begin, end in zip(heirs, edges, edges[1:], strict=False)
            ]
        reached = {link.successor for link in links}
        generations.append([unit for unit in new if unit in reached])
    return generations[0], generations[-1], links


@given(histories(), st.data())
def test_what_is_carried_over_a_change_neither_grows_nor_shrinks(
    history: tuple[list[int], list[int], list[Link]], data: st.DataObject
) -> None:
    old, new, links = history
    values = {unit: data.draw(FIGURES) for unit in old}
    carried = [apportion(unit, values, links) for unit in new]
    assert all(isinstance(one, Decimal) for one in carried)
    assert sum(one for one in carried if isinstance(one, Decimal)) == sum(values.values())


@given(histories(), st.data())
def test_a_missing_figure_is_named_and_never_counted_as_nothing(
    history: tuple[list[int], list[int], list[Link]], data: st.DataObject
) -> None:
    old, new, links = history
    values = {unit: data.draw(FIGURES) for unit in old}
    lost = data.draw(st.sampled_from(old))
    del values[lost]
    for unit in new:
        needs_it = lost in {part.unit for part in preceded(unit, links, on=date.min)}
        answer = apportion(unit, values, links)
        expected = NotComputable(Reason.MISSING, (lost,))
        assert answer == expected if needs_it else isinstance(answer, Decimal)


@given(histories(), st.data())
def test_a_division_without_a_declared_share_is_never_guessed(
    history: tuple[list[int], list[int], list[Link]], data: st.DataObject
) -> None:
    old, new, links = history
    values = {unit: data.draw(FIGURES) for unit in old}
    at = data.draw(st.integers(0, len(links) - 1))
    divided = links[at].predecessor
    unknown = [replace(link, share=None) if link.predecessor == divided else link for link in links]
    for unit in new:
        answer = apportion(unit, values, unknown)
        if isinstance(answer, NotComputable):
            assert answer == NotComputable(Reason.UNDECLARED_SHARE, (divided,))
        else:
            assert answer == apportion(unit, values, links)


@given(histories())
def test_following_a_unit_forward_reaches_exactly_those_that_it_precedes(
    history: tuple[list[int], list[int], list[Link]],
) -> None:
    old, new, links = history
    forward = {
        (unit, part.unit, part.share) for unit in old for part in followed(unit, links, on=date.max)
    }
    backward = {
        (part.unit, unit, part.share) for unit in new for part in preceded(unit, links, on=date.min)
    }
    assert forward == backward


@given(histories())
def test_a_drawn_history_passes_the_check_and_a_larger_share_does_not(
    history: tuple[list[int], list[int], list[Link]],
) -> None:
    _old, _new, links = history
    check(links)
    first = links[0]
    assert first.share is not None
    with pytest.raises(ImpossibleSuccessionError):
        check([replace(first, share=first.share + Decimal("0.01")), *links[1:]])


def test_a_province_of_two_needs_the_figures_of_both() -> None:
    thai_nguyen, bac_kan, merged = 1, 2, 3
    links = [Link(old, merged, Decimal(1), DAY) for old in (thai_nguyen, bac_kan)]
    only_one = {thai_nguyen: Decimal("162.5")}
    assert apportion(merged, only_one, links) == NotComputable(Reason.MISSING, (bac_kan,))
    both = {**only_one, bac_kan: Decimal("17.5")}
    assert apportion(merged, both, links) == Decimal("180.0")
    own = {**both, merged: Decimal(200)}
    assert apportion(merged, own, links) == Decimal(200)


def test_a_figure_of_today_is_not_carried_back_into_parts() -> None:
    links = [Link(1, 3, Decimal(1), DAY), Link(2, 3, Decimal(1), DAY)]
    assert apportion(1, {3: Decimal(9)}, links) == NotComputable(Reason.MISSING, (1,))


def test_a_mean_is_weighted_and_needs_every_weight() -> None:
    links = [Link(1, 3, Decimal(1), DAY), Link(2, 3, Decimal(1), DAY)]
    income = {1: Decimal(100), 2: Decimal(40)}
    people = {1: Decimal(3), 2: Decimal(1)}
    assert apportion_mean(3, income, people, links) == Decimal(85)
    assert apportion_mean(3, income, {1: Decimal(3)}, links) == NotComputable(Reason.MISSING, (2,))
    nobody = {1: Decimal(0), 2: Decimal(0)}
    assert apportion_mean(3, income, nobody, links) == NotComputable(Reason.MISSING, (3,))


def test_a_unit_is_itself_until_the_day_of_the_change() -> None:
    links = [Link(1, 2, Decimal(1), DAY)]
    assert followed(1, links, on=DAY - timedelta(days=1)) == (Part(1, Decimal(1)),)
    assert followed(1, links, on=DAY) == (Part(2, Decimal(1)),)
    assert preceded(2, links, on=DAY) == (Part(2, Decimal(1)),)
    assert preceded(2, links, on=DAY - timedelta(days=1)) == (Part(1, Decimal(1)),)


@pytest.mark.parametrize(
    "links",
    [
        [Link(1, 2, Decimal(1), DAY), Link(2, 1, Decimal(1), DAY)],
        [Link(1, 2, Decimal(1), DAY), Link(2, 3, Decimal(1), DAY)],
        [Link(1, 2, Decimal("0.5"), DAY)],
        [Link(1, 2, None, DAY), Link(1, 3, Decimal(1), DAY), Link(1, 4, Decimal(1), DAY)],
        [
            Link(1, 2, Decimal("0.5"), DAY),
            Link(1, 3, Decimal("0.5"), DAY + timedelta(days=1)),
        ],
    ],
    ids=["circle", "two changes a day", "half is lost", "more than a whole", "two last days"],
)
def test_impossible_histories_are_refused(links: list[Link]) -> None:
    with pytest.raises(ImpossibleSuccessionError):
        check(links)
