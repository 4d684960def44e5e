"""The two provinces that were merged on 1 July 2025, without their communes: quick to make."""

from datetime import date
from decimal import Decimal

from tinhso.kernel.units.models import Change, Kind, Succession, Unit

MERGER = date(2025, 7, 1)


def make_provinces() -> None:
    """Make old Thái Nguyên and Bắc Kạn and the Thái Nguyên that followed them."""
    old = [
        _province("19", "Thái Nguyên", valid_to=MERGER),
        _province("06", "Bắc Kạn", valid_to=MERGER),
    ]
    new = _province("19", "Thái Nguyên", valid_from=MERGER)
    for before in old:
        Succession.objects.create(
            predecessor=before,
            successor=new,
            change=Change.MERGE,
            share=Decimal(1),
            effective=MERGER,
        )


def _province(
    code: str, name: str, *, valid_from: date | None = None, valid_to: date | None = None
) -> Unit:
    return Unit.objects.create(
        code=code,
        kind=Kind.PROVINCE,
        name_vi=f"Tỉnh {name}",
        name_en=f"{name} Province",
        short_vi=name,
        short_en=name,
        valid_from=valid_from,
        valid_to=valid_to,
        folded=name.lower(),
        sort_key=name.lower(),
    )
