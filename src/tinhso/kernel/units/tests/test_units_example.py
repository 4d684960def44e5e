"""Another province is data alone: the fictional one, whose changes are all of a kind."""

from datetime import date
from decimal import Decimal

import pytest

from tinhso.kernel.units import queries
from tinhso.kernel.units.finding import find
from tinhso.kernel.units.rules import NotComputable, Reason, apportion

BEFORE, AFTER = date(2025, 12, 31), date(2026, 1, 1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def names(day: date) -> set[str]:
    return set(queries.communes(day).values_list("name_vi", flat=True))


def test_its_communes_change_on_the_day() -> None:
    assert names(BEFORE) == {
        "Xã Bản Mây",
        "Xã Bản Gió",
        "Thị trấn Chợ Phiên",
        "Xã Đồng Sen",
        "Phường Cầu Đá",
        "Xã Ruộng Bậc",
    }
    assert names(AFTER) == {"Xã Mây Gió", "Xã Chợ Phiên", "Phường Cầu Đá", "Xã Bậc Thang"}
    assert queries.provinces(BEFORE).get() == queries.provinces(AFTER).get()


def test_a_declared_share_lets_figures_be_carried_and_an_undeclared_one_does_not() -> None:
    people = {unit.pk: Decimal(1000) for unit in queries.communes(BEFORE)}
    links = queries.links()
    market, stairs = queries.by_code("99007", AFTER), queries.by_code("99016", AFTER)
    assert apportion(market.pk, people, links) == Decimal(1250)
    assert apportion(stairs.pk, people, links) == Decimal(1000)
    bridge = queries.by_code("99013", BEFORE)
    for code in ("99001", "99013"):
        unit = queries.by_code(code, AFTER)
        assert apportion(unit.pk, people, links) == NotComputable(
            Reason.UNDECLARED_SHARE, (bridge.pk,)
        )


def test_shares_are_told_with_the_successors() -> None:
    lotus = queries.by_code("99010", BEFORE)
    shares = {one.unit.name_vi: one.share for one in queries.successors(lotus, AFTER)}
    assert shares == {"Xã Chợ Phiên": Decimal("0.25"), "Phường Cầu Đá": Decimal("0.75")}
    with pytest.raises(queries.DividedError):
        queries.responsible_for(lotus, AFTER)


def test_old_names_are_found() -> None:
    only = find("ruong bac", AFTER).only
    assert only is not None
    assert only.name_vi == "Xã Bậc Thang"
    assert find("Đồng Sen", AFTER).only is None


def test_a_unit_that_has_not_begun_is_not_found_by_code() -> None:
    with pytest.raises(queries.NoSuchUnitError, match="no unit of code 99099"):
        queries.by_code("99099", AFTER)
