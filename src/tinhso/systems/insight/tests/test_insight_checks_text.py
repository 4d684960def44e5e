"""A text is checked against itself: sums, shares, what it says twice."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from tinhso.systems.insight.rules.checks import Finding, Kind, Severity, Statement, check
from tinhso.systems.insight.tests.stated import claimed, explained

ON = date(2026, 11, 22)


def found(text: str, *claims: Statement) -> tuple[Finding, ...]:
    return explained(check(text, claims, on=ON))


def vietnamese(value: Decimal) -> str:
    whole, _, fraction = format(value, "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{fraction}" if fraction else grouped


def of_communes(share: str) -> tuple[str, Statement, Statement]:
    text = f"Toàn tỉnh có 118/126 xã đạt chuẩn NTM (bằng {share}% tổng số xã)."
    count = claimed(text, "118/126 xã", "communes_new_rural", "118", "count", period="2024-11")
    part = claimed(
        text,
        f"{share}%",
        "communes_new_rural_share",
        share.replace(",", "."),
        "percent",
        period="2024-11",
    )
    return text, count, part


def test_a_share_within_its_rounding_is_right() -> None:
    assert found(*of_communes("93,7")) == ()
    assert found(*of_communes("94")) == ()


def test_a_share_that_is_not_that_of_its_fraction_is_found_with_both_quotes() -> None:
    text, count, share = of_communes("96,7")
    (one,) = found(text, count, share)
    assert (one.kind, one.severity) == (Kind.SHARE, Severity.ERROR)
    assert one.sides == (count.ref, share.ref)
    assert one.as_data() == {
        "part": {"value": "118", "unit": "count", "relation": "="},
        "whole": {"value": "126", "unit": "count", "relation": "="},
        "computed": {"value": "93.65", "unit": "percent", "relation": "="},
        "stated": {"value": "96.7", "unit": "percent", "relation": "="},
    }


@given(
    whole=st.integers(2, 5000),
    cut=st.floats(0.01, 1),
    digits=st.integers(0, 2),
    off=st.integers(-30, 30),
)
def test_shares_are_judged_by_the_digits_that_are_written(
    whole: int, cut: float, digits: int, off: int
) -> None:
    part = max(1, int(whole * cut))
    last = Decimal(1).scaleb(-digits)
    true = Decimal(part) / whole * 100
    said = true.quantize(last, ROUND_HALF_UP) + off * last
    if said <= 0:
        return
    text = f"Tỉnh có {part}/{whole} xã đạt chuẩn, chiếm {vietnamese(said)}%."
    count = claimed(text, f"{part}/{whole} xã", "communes_new_rural", str(part), "count")
    share = claimed(
        text,
        f"{vietnamese(said)}%",
        "communes_new_rural_share",
        str(said),
        "percent",
        past=count.end,
    )
    kinds = {one.kind for one in found(text, count, share)}
    assert (Kind.SHARE in kinds) == (abs(said - true) > last / 2)


def of_units(cities: str, districts: str, whole: str = "09") -> tuple[Finding, ...]:
    text = f"Tỉnh có {whole} đơn vị hành chính ({cities} thành phố và {districts} huyện)."
    return found(
        text,
        claimed(text, f"{whole} đơn vị hành chính", "administrative_units", whole, "count"),
        claimed(text, f"{cities} thành phố", "cities", cities, "count"),
        claimed(text, f"{districts} huyện", "districts", districts, "count"),
    )


def test_three_and_six_are_nine() -> None:
    assert of_units("03", "06") == ()


def test_parts_in_brackets_that_are_too_few_or_too_many_are_found() -> None:
    for districts in ("05", "07"):
        (one,) = of_units("03", districts)
        assert (one.kind, one.severity) == (Kind.PARTS, Severity.ERROR)
        assert len(one.sides) == 3


def of_channels(calls: str, zalo: str) -> tuple[Finding, ...]:
    text = (
        f"Tổng đài tiếp nhận 3.218 lượt, tăng so với tháng trước. Trong đó: {calls} lượt gọi điện;"
        f" {zalo} lượt qua Zalo. Đã xử lý 3.090 lượt."
    )
    return found(
        text,
        claimed(text, "3.218 lượt", None, "3218", "count", period="2024-08"),
        claimed(
            text,
            f"{calls} lượt",
            None,
            calls.replace(".", ""),
            "count",
            period="2024-08",
            past=text.index("đó"),
        ),
        claimed(text, f"{zalo} lượt", None, zalo, "count", period="2024-08", past=text.index(";")),
        claimed(text, "3.090 lượt", None, "3090", "count", period="2024-08"),
    )


def test_after_trong_do_fewer_parts_are_no_fault() -> None:
    assert of_channels("2.106", "574") == ()


def test_after_trong_do_parts_beyond_the_whole_are_found() -> None:
    (one,) = of_channels("2.806", "574")
    assert (one.kind, one.severity) == (Kind.PARTS, Severity.WARNING)
    assert one.as_data()["computed"] == {"value": "3380", "unit": "count", "relation": "="}


def test_things_of_another_sort_in_a_list_are_not_added() -> None:
    text = "Tỉnh có 18 dự án FDI, trong đó 22 lượt điều chỉnh vốn, 45.000 lao động."
    assert (
        found(
            text,
            claimed(text, "18 dự án", "fdi_projects", "18", "count"),
            claimed(text, "22 lượt", None, "22", "count"),
            claimed(text, "45.000 lao động", None, "45000", "people"),
        )
        == ()
    )


def test_scores_are_never_added() -> None:
    text = "DTI đạt 0,6871 điểm, trong đó PII đạt 38,45 điểm."
    assert (
        found(
            text,
            claimed(text, "0,6871 điểm", "dti", "0.6871", "points"),
            claimed(text, "38,45 điểm", "pii", "38.45", "points"),
        )
        == ()
    )


def of_guests(home: str) -> tuple[Finding, ...]:
    text = (
        f"Đón 4,26 triệu lượt khách, trong đó 318 nghìn lượt khách quốc tế, {home} nghìn lượt"
        " khách nội địa; 1,57 triệu lượt khách lưu trú."
    )
    return found(
        text,
        claimed(text, "4,26 triệu lượt khách", "tourists", "4.26e6", "people"),
        claimed(text, "318 nghìn lượt khách", "tourists_international", "318e3", "people"),
        claimed(text, f"{home} nghìn lượt khách", None, f"{home.replace('.', '')}e3", "people"),
        claimed(text, "1,57 triệu lượt khách", "tourists_overnight", "1.57e6", "people"),
    )


def test_parts_by_different_definitions_are_not_added() -> None:
    assert of_guests("3.942") == of_guests("3.100") == ()


def test_a_second_list_after_a_new_thought_is_not_added_to_the_first() -> None:
    text = "Có 61 sản phẩm mới, gồm 09 sản phẩm 4 sao, 52 sản phẩm 3 sao; đã cấp lại 33 sản phẩm."
    assert (
        found(
            text,
            claimed(text, "61 sản phẩm", "ocop_products_new", "61", "count"),
            claimed(text, "09 sản phẩm", "ocop_products_new_4_star", "9", "count"),
            claimed(text, "52 sản phẩm", "ocop_products_new_3_star", "52", "count"),
            claimed(text, "33 sản phẩm", "ocop_products_recognised_again", "33", "count"),
        )
        == ()
    )


def test_a_sum_by_definition_needs_no_list() -> None:
    text = "Thu du lịch 4.870 tỷ đồng. Khách quốc tế 612 tỷ đồng. Khách nội địa 4.358 tỷ đồng."

    def of(quote: str, code: str, value: str) -> Statement:
        return claimed(text, quote, code, value, "VND", period="2024")

    (one,) = found(
        text,
        of("4.870 tỷ đồng", "tourism_revenue", "4870e9"),
        of("612 tỷ đồng", "tourism_revenue_international", "612e9"),
        of("4.358 tỷ đồng", "tourism_revenue_domestic", "4358e9"),
    )
    assert (one.kind, one.severity, len(one.sides)) == (Kind.PARTS, Severity.ERROR, 3)


@given(parts=st.lists(st.decimals("0.4", "900", places=6), min_size=2, max_size=2))
def test_parts_that_were_rounded_one_by_one_still_make_their_sum(parts: list[Decimal]) -> None:
    tenth = Decimal("0.1")
    written = [f"{vietnamese(part.quantize(tenth))} tỷ đồng" for part in parts]
    total = f"{vietnamese(sum(parts, Decimal(0)).quantize(tenth))} tỷ đồng"
    text = f"Tổng {total}, gồm quốc gia {written[0]} và địa phương {written[1]}"
    first, last = text.index("gia") + 4, text.rindex("phương") + 7
    codes = ("industrial_promotion_funding_national", "industrial_promotion_funding_local")
    claims = [claimed(text, total, "industrial_promotion_funding", _base(total), "VND")]
    claims += [
        claimed(text, quote, code, _base(quote), "VND", past=place)
        for quote, code, place in zip(written, codes, (first, last), strict=True)
    ]
    assert found(text, *claims) == ()


def _base(quote: str) -> str:
    number = quote.split(maxsplit=1)[0].replace(".", "").replace(",", ".")
    return str(Decimal(number) * 10**9)


def of_structure(services: str) -> tuple[Finding, ...]:
    text = f"Nông nghiệp 24,3%, công nghiệp 33,9%, dịch vụ {services}%."
    codes = ("agriculture", "industry_construction", "services")
    return found(
        text,
        *(
            claimed(text, f"{share}%", f"{code}_share_of_grdp", share.replace(",", "."), "percent")
            for code, share in zip(codes, ("24,3", "33,9", services), strict=True)
        ),
    )


def test_shares_of_a_structure_may_leave_a_rest_but_not_be_more_than_the_whole() -> None:
    assert of_structure("37,6") == of_structure("41,8") == ()
    (one,) = of_structure("43,6")
    assert one.kind is Kind.STRUCTURE
    assert one.as_data()["computed"] == {"value": "101.8", "unit": "percent", "relation": "="}


def of_structure_with_taxes(taxes: str) -> tuple[Finding, ...]:
    text = (
        f"Nông nghiệp chiếm 29,41%; công nghiệp 25,06%; dịch vụ 41,37%; thuế sản phẩm {taxes}%."
        " Tỷ lệ che phủ rừng 57%."
    )
    codes = ("agriculture", "industry_construction", "services")
    shares = [
        claimed(text, f"{share}%", f"{code}_share_of_grdp", share.replace(",", "."), "percent")
        for code, share in zip(codes, ("29,41", "25,06", "41,37"), strict=True)
    ]
    rest = claimed(text, f"{taxes}%", None, taxes.replace(",", "."), "percent")
    return found(text, *shares, rest, claimed(text, "57%", "forest_cover", "57", "percent"))


def test_a_structure_with_its_taxes_is_the_whole() -> None:
    assert of_structure_with_taxes("4,16") == of_structure_with_taxes("4,2") == ()
    (one,) = of_structure_with_taxes("2,16")
    assert (one.kind, len(one.sides)) == (Kind.STRUCTURE, 4)


def test_a_text_that_says_two_figures_of_one_thing_contradicts_itself() -> None:
    text = "Năm 2022, thu ngân sách đạt 18.540 tỷ đồng. Thu ngân sách 2022 là 19.450 tỷ đồng."
    left = claimed(text, "18.540 tỷ đồng", "budget_revenue", "18540e9", "VND", period="2022")
    right = claimed(text, "19.450 tỷ đồng", "budget_revenue", "19450e9", "VND", period="2022")
    (one,) = found(text, right, left)
    assert (one.kind, one.sides) == (Kind.SELF_CONTRADICTION, (left.ref, right.ref))


def test_about_a_figure_and_the_figure_itself_are_no_contradiction() -> None:
    text = "Thu ngân sách đạt hơn 18.500 tỷ đồng, cụ thể là 18.540 tỷ đồng."
    about = claimed(
        text, "hơn 18.500 tỷ đồng", "budget_revenue", "18500e9", "VND", period="2022", relation=">"
    )
    exact = claimed(text, "18.540 tỷ đồng", "budget_revenue", "18540e9", "VND", period="2022")
    assert found(text, about, exact) == ()


def test_a_rank_says_among_how_many() -> None:
    text = "PCI xếp thứ 25, PAPI xếp thứ 70, DTI thuộc nhóm 15."

    def rank(quote: str, value: str, among: int | None, relation: str = "=") -> Statement:
        return claimed(
            text, quote, "pci", value, "rank", measure="rank", among=among, relation=relation
        )

    claims = rank("thứ 25", "25", None), rank("thứ 70", "70", 63), rank("nhóm 15", "15", None, "<=")
    unknown, beyond = found(text, *claims)
    assert (unknown.kind, unknown.severity) == (Kind.RANK_OF_UNKNOWN, Severity.NOTE)
    assert (beyond.kind, beyond.as_data()) == (Kind.RANK_BEYOND, {"rank": 70, "among": 63})
