"""A report of a made-up office, and what a reader would find in it, for the tests of reviewing."""

from decimal import Decimal

from tinhso.kernel.declarations import Text
from tinhso.kernel.documents.actions import Paper
from tinhso.systems.insight.rules.claims import Claim, Oddity, Reading, Span

TEXT = """Báo cáo nhanh cuối năm

Quy mô GRDP năm 2024 ước đạt 162,5 nghìn tỷ đồng. Thu ngân sách năm 2024 đạt 19.680 tỷ đồng.
Thu nhập bình quân đầu người năm 2024 đạt 71,5 triệu đồng. Hiện nay có 12 hợp tác xã dùng máy bay.
Chỉ số PAPI năm 2024 xếp thứ 5 cả nước. Phấn đấu năm 2030 xuất khẩu đạt 45 tỷ USD."""

PAPER = Paper(
    code="bao-cao-nhanh",
    title=Text(vi="Báo cáo nhanh", en="Quick report"),
    kind="report",
    text=TEXT,
)


def claim(
    quote: str,
    indicator: str | None,
    value: str,
    unit: str,
    *,
    text: str = TEXT,
    measure: str = "level",
    period: str | None = "2024",
    kind: str = "actual",
    subject: str = "",
    scope: str | None = None,
) -> Claim:
    """Return the claim at these words, which the text holds once."""
    start = text.index(quote)
    line_start = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start) + 1) + 1
    line_end = min(
        end for end in (text.find(". ", start), text.find("\n", start), len(text)) if end > 0
    )
    return Claim(
        start=start,
        end=start + len(quote),
        quote=quote,
        indicator=indicator,
        subject=subject,
        measure=measure,  # type: ignore[arg-type]  # tests say it in words
        value=Decimal(value),
        unit=unit,
        relation="=",
        period=period,
        kind=kind,  # type: ignore[arg-type]
        base_period=None,
        place=None,
        scope=scope,
        sentence=Span(line_start, line_end),
    )


GRDP = claim("162,5 nghìn tỷ đồng", "grdp", "162500000000000", "VND", kind="estimate")
BUDGET = claim("19.680 tỷ đồng", "budget_revenue", "19680000000000", "VND")
INCOME = claim("71,5 triệu đồng", "income_per_capita", "71500000", "VND")
DRONES = claim("12 hợp tác xã", None, "12", "count", period=None, subject="hợp tác xã dùng máy bay")
PAPI = claim("xếp thứ 5", "papi", "5", "rank", measure="rank", scope="VN")
EXPORTS = claim("45 tỷ USD", "exports", "45000000000", "USD", period="2030", kind="target")
READING = Reading((GRDP, BUDGET, INCOME, DRONES, PAPI, EXPORTS), (Oddity("typo", 0, 3, TEXT[:3]),))


def found(*claims: Claim) -> Reading:
    """Return a reading that finds these claims and nothing odd."""
    return Reading(claims, ())
