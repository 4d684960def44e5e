"""Merging, dividing, renaming and upgrading units, as an administrator does it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.units import actions, loading, queries
from tinhso.kernel.units.actions import CannotChangeError, Decided, NewUnit
from tinhso.kernel.units.models import Kind, Succession, Unit
from tinhso.kernel.units.tests.conftest import NOW, PROVINCES

TODAY, DAY = date(2026, 11, 22), date(2027, 1, 1)
ADMINISTRATOR = Actor("account:1")
DECIDED = Decided(DAY, "Nghị quyết số 1 (ví dụ)", known_since=TODAY)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def commune(code: str, day: date = TODAY) -> Unit:
    return queries.by_code(code, day)


def new(code: str, name: str, subtype: str | None = None) -> NewUnit:
    return NewUnit(code, f"Xã {name}", f"{name} Commune", name, name, subtype)


def last_event() -> str:
    return Event.objects.order_by("-id").values_list("body", flat=True)[0]


def test_a_merger_ends_both_on_the_day_and_begins_the_new_one() -> None:
    clouds, stairs = commune("99001"), commune("99016")
    merged = actions.merge(
        [clouds, stairs], new("99001", "Mây Thang"), DECIDED, actor=ADMINISTRATOR, now=NOW
    )
    assert commune("99001", date(2026, 12, 31)) == clouds
    assert commune("99001", DAY) == merged
    for old in (clouds, stairs):
        old.refresh_from_db()
        assert queries.responsible_for(old, DAY) == merged
        assert queries.responsible_for(old, TODAY) == old
    assert '"kind":"units.merged"' in last_event()
    assert '"actor":"account:1"' in last_event()


def test_a_division_keeps_the_declared_shares() -> None:
    clouds = commune("99001")
    parts = [(new("99101", "Mây"), Decimal("0.4")), (new("99102", "Gió"), Decimal("0.6"))]
    actions.split(clouds, parts, DECIDED, actor=ADMINISTRATOR, now=NOW)
    found = queries.successors(clouds, DAY)
    assert [(one.unit.code, one.share) for one in found] == [
        ("99102", Decimal("0.6")),
        ("99101", Decimal("0.4")),
    ]
    clouds.refresh_from_db()
    with pytest.raises(queries.DividedError):
        queries.responsible_for(clouds, DAY)
    assert '"kind":"units.split"' in last_event()


@pytest.mark.parametrize(
    "shares",
    [
        (Decimal("0.4"), Decimal("0.5")),
        (Decimal("0.7"), Decimal("0.7")),
        (Decimal(1), None),
        (Decimal(0), Decimal(1)),
    ],
)
def test_shares_that_are_no_division_are_refused(shares: tuple[Decimal, Decimal | None]) -> None:
    parts = list(zip((new("99101", "Mây"), new("99102", "Gió")), shares, strict=True))
    with pytest.raises(CannotChangeError, match="cộng lại bằng 1"):
        actions.split(commune("99001"), parts, DECIDED, actor=ADMINISTRATOR, now=NOW)
    assert commune("99001").valid_to is None


def test_a_renamed_province_keeps_what_lies_in_it() -> None:
    old = commune("99")
    named = NewUnit("99", "Tỉnh Ban Trắng", "Ban Trắng Province", "Ban Trắng", "Ban Trắng")
    renamed = actions.rename(old, named, DECIDED, actor=ADMINISTRATOR, now=NOW)
    market = commune("99007")
    assert queries.parent_at(market, DAY) == renamed
    assert queries.parent_at(market, TODAY) == old
    assert '"kind":"units.renamed"' in last_event()


def test_an_upgrade_changes_the_kind_of_commune() -> None:
    market = commune("99007")
    ward = NewUnit(
        "99007", "Phường Chợ Phiên", "Chợ Phiên Ward", "Chợ Phiên", "Chợ Phiên", "phường"
    )
    upgraded = actions.upgrade(market, ward, DECIDED, actor=ADMINISTRATOR, now=NOW)
    assert (upgraded.subtype, upgraded.kind) == ("phường", Kind.COMMUNE)
    assert (upgraded.latitude, upgraded.longitude) == (market.latitude, market.longitude)
    assert '"kind":"units.upgraded"' in last_event()
    with pytest.raises(CannotChangeError, match="loại đơn vị"):
        actions.upgrade(upgraded, new("99007", "Chợ Phiên"), DECIDED, actor=ADMINISTRATOR, now=NOW)


def test_what_lies_below_is_arranged_first() -> None:
    province = commune("99")
    parts = [(new("98", "Một"), None), (new("97", "Hai"), None)]
    with pytest.raises(CannotChangeError, match="đơn vị trực thuộc"):
        actions.split(province, parts, DECIDED, actor=ADMINISTRATOR, now=NOW)


def test_a_unit_that_has_ended_or_only_begins_then_does_not_change() -> None:
    ended = commune("99004", date(2025, 12, 31))
    with pytest.raises(CannotChangeError, match="đã kết thúc ngày 01/01/2026"):
        actions.rename(ended, new("99004", "Khác"), DECIDED, actor=ADMINISTRATOR, now=NOW)
    on_its_first_day = Decided(date(2026, 1, 1), "Nghị quyết số 2 (ví dụ)")
    with pytest.raises(CannotChangeError, match="chỉ bắt đầu từ ngày 01/01/2026"):
        actions.rename(
            commune("99016"), new("99016", "Khác"), on_its_first_day, actor=ADMINISTRATOR, now=NOW
        )


def test_a_code_in_use_is_refused() -> None:
    with pytest.raises(CannotChangeError, match="Mã 99007"):
        actions.rename(
            commune("99016"), new("99007", "Khác"), DECIDED, actor=ADMINISTRATOR, now=NOW
        )


def test_loading_the_files_again_does_not_undo_what_was_decided() -> None:
    from tinhso.kernel.ledger.actors import LOADER

    actions.rename(
        commune("99"),
        NewUnit("99", "Tỉnh Ban Trắng", "Ban Trắng Province", "Ban Trắng", "Ban Trắng"),
        DECIDED,
        actor=ADMINISTRATOR,
        now=NOW,
    )
    report = loading.load(PROVINCES / "example", actor=LOADER, now=NOW)
    assert (report.created, report.changed) == (0, 0)
    assert commune("99", DAY).name_vi == "Tỉnh Ban Trắng"
    above = queries.parent_at(commune("99007"), DAY)
    assert above is not None
    assert above.name_vi == "Tỉnh Ban Trắng"


def test_the_database_refuses_two_versions_of_a_code_on_one_day() -> None:
    other = commune("99007")
    other.pk = None
    other.valid_from = date(2025, 6, 1)
    with pytest.raises(IntegrityError, match="units_one_version_a_day"), transaction.atomic():
        other.save()


def test_the_database_refuses_a_whole_that_is_a_part() -> None:
    one, other = commune("99007"), commune("99016")
    half = Succession(
        predecessor=one, successor=other, change="merge", share=Decimal("0.5"), effective=DAY
    )
    with pytest.raises(IntegrityError, match="units_only_a_split_has_parts"), transaction.atomic():
        half.save()
    half.share = None
    with pytest.raises(IntegrityError, match="units_only_a_split_has_parts"), transaction.atomic():
        half.save()
