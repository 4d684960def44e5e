"""What moves most, and how far what carries a task stands."""

from decimal import Decimal

import pytest

from tinhso.systems.strategy.rules.moves import Move
from tinhso.systems.strategy.rules.tasks import Carried, carried


def test_a_level_moves_by_its_part_and_a_rank_by_the_part_of_the_field() -> None:
    assert Move(Decimal("32.1"), Decimal("27.6")).size.quantize(Decimal("0.001")) == Decimal(
        "0.140"
    )
    assert Move(Decimal(11), Decimal(26), 60).size == Decimal("0.25")
    assert Move(Decimal(0), Decimal(5)).size == 0


@pytest.mark.parametrize(
    ("system", "register", "state"),
    [
        (True, False, Carried.RUNNING),
        (True, True, Carried.RUNNING),
        (False, True, Carried.PARTLY),
        (False, False, Carried.NOT_BUILT),
    ],
)
def test_a_task_stands_where_what_carries_it_stands(
    *, system: bool, register: bool, state: Carried
) -> None:
    assert carried(system_stands=system, register_stands=register) is state
