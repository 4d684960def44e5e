"""The provinces that ship: their roles are complete and their made-up accounts can be made."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.people import demonstration
from tinhso.kernel.people.loading import load
from tinhso.kernel.people.models import Account, RoleBook
from tinhso.kernel.people.roles import roles_of
from tinhso.kernel.units import loading as units

PROVINCES = Path(units.__file__).resolve().parents[2] / "provinces"
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
EXPECTED = {
    "citizen",
    "operator",
    "officer",
    "head",
    "leader",
    "analyst",
    "administrator",
    "auditor",
}
pytestmark = pytest.mark.django_db


@pytest.fixture(params=["thai_nguyen", "example"])
def province(request: pytest.FixtureRequest, settings: Settings) -> Path:
    folder = PROVINCES / str(request.param)
    settings.TINHSO_PROVINCE = folder
    return folder


def test_roles_are_loaded_once_and_kept_as_a_version(province: Path) -> None:
    assert set(roles_of(province).roles) == EXPECTED
    assert load(province, actor=LOADER, now=NOW).changed == 1
    assert load(province, actor=LOADER, now=NOW).changed == 0
    assert set(RoleBook.objects.get().content["roles"]) == EXPECTED


def test_nobody_both_manages_staff_and_reads_cases(province: Path) -> None:
    roles = roles_of(province)
    for code in roles.appointable:
        may = roles.get(code).may
        assert not ("staff.manage" in may and "cases.read" in may)


def test_a_visitor_can_enter_every_role(province: Path) -> None:
    units.load(province, actor=LOADER, now=NOW)
    demonstration.load_demonstration(province, actor=LOADER, now=NOW)
    for role in EXPECTED - {"citizen"}:
        account = Account.objects.get(username=demonstration.username_of(role))
        assert account.memberships.get().role == role
