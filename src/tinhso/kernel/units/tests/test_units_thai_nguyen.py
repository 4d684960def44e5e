"""Thái Nguyên as loaded: today's communes, those before 1 July 2025, and what became of them."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from tinhso.kernel.declarations import LoadReport
from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.units import loading, queries
from tinhso.kernel.units.finding import find
from tinhso.kernel.units.models import Change, Kind, Succession, Unit
from tinhso.kernel.units.names import sort_key
from tinhso.kernel.units.rules import NotComputable, Reason, apportion
from tinhso.kernel.units.tests.conftest import NOW, PROVINCES

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
TODAY = date(2026, 11, 22)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thai_nguyen")]


def test_there_are_77_rural_communes_and_15_wards_today() -> None:
    subtypes = list(queries.communes(TODAY).values_list("subtype", flat=True))
    assert (subtypes.count("xã"), subtypes.count("phường")) == (77, 15)
    assert len(subtypes) == 92
    assert {unit.parent.code for unit in queries.communes(TODAY) if unit.parent} == {"19"}


def test_before_there_were_280_communes_in_17_districts_of_two_provinces() -> None:
    old = queries.communes(BEFORE).select_related("parent__parent")
    by_province = [unit.parent.parent.code for unit in old if unit.parent and unit.parent.parent]
    assert (by_province.count("19"), by_province.count("06")) == (172, 108)
    assert {one.code for one in queries.provinces(BEFORE)} == {"06", "19"}
    districts = queries.at(BEFORE).filter(kind=Kind.DISTRICT)
    assert (districts.filter(parent__code="19").count(), districts.count()) == (9, 17)
    assert not queries.at(AFTER).filter(kind=Kind.DISTRICT).exists()


def test_every_code_of_today_was_carried_by_another_commune_before() -> None:
    codes = set(queries.communes(TODAY).values_list("code", flat=True))
    assert codes <= set(queries.communes(BEFORE).values_list("code", flat=True))
    before, after = queries.by_code("05788", BEFORE), queries.by_code("05788", AFTER)
    assert (before.name_vi, after.name_vi) == ("Xã Tân Linh", "Xã Phú Lạc")


def test_277_communes_passed_on_undivided_and_three_were_divided() -> None:
    passed = Succession.objects.filter(predecessor__kind=Kind.COMMUNE)
    assert passed.filter(share=1).count() == 277
    divided = passed.filter(share__isnull=True)
    assert {one.predecessor.name_vi for one in divided} == {
        "Xã Thượng Đình",
        "Phường Cam Giá",
        "Phường Gia Sàng",
    }
    assert {one.change for one in divided} == {Change.SPLIT}
    assert divided.count() == 6
    ended = Unit.objects.filter(kind=Kind.COMMUNE, valid_to=AFTER)
    assert ended.filter(followed_by__isnull=True).count() == 0


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Thượng Đình, Phú Bình", {"Xã Phú Bình", "Xã Điềm Thụy"}),
        ("Cam Giá", {"Phường Gia Sàng", "Phường Tích Lương"}),
        ("cam gia", {"Phường Gia Sàng", "Phường Tích Lương"}),
        ("Gia Sàng", {"Phường Gia Sàng", "Phường Phan Đình Phùng"}),
    ],
)
def test_a_divided_commune_is_asked_about_and_never_mapped(name: str, parts: set[str]) -> None:
    found = find(name, TODAY)
    assert found.only is None
    assert {one.unit.name_vi for one in found.candidates if one.exact} == parts


def test_who_answers_for_a_divided_commune_is_for_a_person_to_say() -> None:
    old = queries.communes(BEFORE).get(name_vi="Phường Cam Giá")
    with pytest.raises(queries.DividedError, match="Phường Gia Sàng, Phường Tích Lương"):
        queries.responsible_for(old, TODAY)
    assert queries.responsible_for(old, BEFORE) == old


def test_an_undivided_commune_is_answered_for_by_its_successor() -> None:
    old = queries.by_code("05794", BEFORE)
    assert old.name_vi == "Xã Phục Linh"
    new = queries.responsible_for(old, TODAY)
    assert (new.name_vi, new.body_title) == ("Xã Phú Lạc", "UBND xã Phú Lạc")


@pytest.mark.parametrize(
    ("typed", "only"),
    [
        ("Xã Phú Lạc", "Xã Phú Lạc"),
        ("phu lac", "Xã Phú Lạc"),
        ("05788", "Xã Phú Lạc"),
        ("05794", "Xã Phú Lạc"),
        ("tan linh, dai tu", "Xã Phú Lạc"),
        ("Xã Tân Linh, huyện Đại Từ, tỉnh Thái Nguyên", "Xã Phú Lạc"),
        ("Văn Lăng", "Xã Văn Lăng"),
        ("Văn Lang", "Xã Văn Lang"),
        ("xa van lang, na ri", "Xã Văn Lang"),
        ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
        ("so cong thuong", "Sở Công Thương"),
        ("1022", "Tổng đài 1022 tỉnh Thái Nguyên"),
        ("tỉnh Bắc Kạn", "Tỉnh Thái Nguyên"),
    ],
)
def test_a_name_leads_to_the_unit_of_today(typed: str, only: str) -> None:
    unit = find(typed, TODAY).only
    assert unit is not None
    assert unit.name_vi == only


@pytest.mark.parametrize("typed", ["van lang", "Trung Thành", "tan long"])
def test_a_name_that_means_several_is_asked_about(typed: str) -> None:
    found = find(typed, TODAY)
    assert found.only is None
    assert len({one.unit.pk for one in found.candidates if one.exact}) > 1


@pytest.mark.parametrize("typed", ["xa", "phu lac", "Cam Giá, Thái Nguyên", "huyện Đại Từ"])
def test_finding_costs_at_most_four_queries(
    typed: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(4):
        find(typed, TODAY)


def test_nonsense_finds_nothing() -> None:
    assert find("", TODAY).candidates == ()
    assert find(" , ", TODAY).candidates == ()
    assert find("xyz qqq", TODAY).candidates == ()


def test_a_district_became_what_its_communes_became() -> None:
    dai_tu = queries.by_code("171", BEFORE)
    found = queries.successors(dai_tu, TODAY)
    assert "Xã Phú Lạc" in {one.unit.name_vi for one in found}
    assert {one.share for one in found} == {None}
    assert all(one.unit.stands_on(TODAY) for one in found)


def test_pho_yen_was_a_town_before_it_was_a_city() -> None:
    town = queries.by_code("172", date(2021, 4, 6))
    city = queries.by_code("172", date(2024, 1, 1))
    assert (town.name_vi, city.name_vi) == ("Thị xã Phổ Yên", "Thành phố Phổ Yên")
    (change,) = queries.changes_from(town)
    assert (change.change, change.successor) == (Change.UPGRADE.value, city)
    assert change.share == 1
    assert [one.unit for one in queries.predecessors(city, date(2021, 4, 6))] == [town]
    ward = queries.communes(BEFORE).get(name_vi="Phường Ba Hàng")
    assert queries.parent_at(ward, date(2021, 4, 6)) == town


def test_a_figure_of_2024_says_nothing_about_the_province_of_today() -> None:
    old, new = queries.by_code("19", date(2024, 12, 31)), queries.by_code("19", AFTER)
    bac_kan = queries.by_code("06", BEFORE)
    answer = apportion(new.pk, {old.pk: Decimal("162.5")}, queries.links())
    assert answer == NotComputable(Reason.MISSING, (bac_kan.pk,))


def test_units_come_in_the_order_of_the_alphabet() -> None:
    names = [unit.short_vi for unit in queries.communes(TODAY)]
    assert names == sorted(names, key=sort_key)
    assert names[0] == "An Khánh"
    assert names.index("Dân Tiến") < names.index("Đại Phúc") < names.index("Gia Sàng")


def test_loading_again_changes_nothing_and_tells_nothing(thai_nguyen: LoadReport) -> None:
    again = loading.load(PROVINCES / "thai_nguyen", actor=LOADER, now=NOW)
    assert (again.created, again.changed) == (0, 0)
    assert again.unchanged == thai_nguyen.created


def test_what_is_not_sure_says_so() -> None:
    hotline = queries.by_code("tong-dai-1022", TODAY)
    assert hotline.confidence == "L"
    assert "05794" in queries.by_code("05788", TODAY).note
