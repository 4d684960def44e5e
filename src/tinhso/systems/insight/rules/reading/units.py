"""Units behind a number, brought to base units: tỷ đồng, triệu USD, ha, km², điểm %, tấn."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from tinhso.systems.insight.rules.reading.numbers import SCALES

# The base unit, the factor to it, and how it is written: tokens with a space between them.
_WRITTEN: Final = (
    ("VND", "1", "đồng, đ, vnđ, vnd, đồng việt nam"),
    ("USD", "1", "usd, đô la mỹ, đô la, $, đô - la, đô, us $, đôla, đôla mỹ, đô - la mỹ"),
    ("percent", "1", "%, phần trăm"),
    ("percentage_point", "1", "điểm %, điểm phần trăm, % điểm"),
    ("per_mille", "1", "‰, phần nghìn, phần ngàn, % o"),
    ("hectare", "1", "ha, hecta, héc ta, héc - ta, hec ta"),
    ("km2", "1", "km2, km 2, ki lô mét vuông, kilômét vuông"),
    ("m2", "1", "m2, mét vuông"),
    ("m3", "1", "m3, m³, mét khối"),
    ("km", "1", "km, kilômét, ki lô mét"),
    ("m", "1", "m, mét"),
    ("tonnes", "1", "tấn"),
    ("tonnes", "0.1", "tạ"),
    ("tonnes", "0.001", "kg"),
    ("kWh", "1", "kwh"),
    ("kWh", "1000", "mwh"),
    ("kWh", "1000000", "gwh"),
    ("MW", "1", "mw"),
    ("MW", "0.001", "kw"),
    ("points", "1", "điểm"),
    ("rank", "1", "bậc, hạng"),
    ("times", "1", "lần"),
    ("years", "1", "tuổi"),
    ("Mbps", "1", "mbps"),
    ("litre", "1", "lít"),
)
_UNITS: Final = {
    written: (unit, Decimal(factor))
    for unit, factor, listed in _WRITTEN
    for written in listed.split(", ")
}
MEASURED: Final = frozenset(
    {"VND", "USD", "percent", "hectare", "km2", "tonnes", "kWh", "per_mille"}
)
_LONGEST = 3
# "/năm", "/người/tháng": what one unit is counted by; it changes nothing of the number.
PER: Final = frozenset(
    [
        "năm",
        "người",
        "tháng",
        "ha",
        "km2",
        "hộ",
        "xã",
        "ngày",
        "vụ",
        "quý",
        "trẻ",
        "vạn",
        "dân",
        "10.000",
        "1.000",
        "1000",
        "10000",
        "100",
        "người/năm",
        "đơn",
        "khách",
        "giường",
    ]
)


def scale_of(tokens: Sequence[str], at: int) -> tuple[Decimal, int]:
    """Return the factor of scale words from `at` on (nghìn tỷ), and where they end."""
    factor = Decimal(1)
    while at < len(tokens) and (more := SCALES.get(tokens[at])):
        factor *= more
        at += 1
    return factor, at


def unit_of(tokens: Sequence[str], at: int) -> tuple[str | None, Decimal, int]:
    """Return the base unit of the words from `at` on, the factor to it, and where they end."""
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        found = _UNITS.get(" ".join(tokens[at : at + length]))
        if found:
            return *found, at + length
    return None, Decimal(1), at


def per_of(tokens: Sequence[str], at: int) -> int:
    """Return where "/người/năm" ends that stands from `at` on."""
    while at + 1 < len(tokens) and tokens[at] == "/" and tokens[at + 1] in PER:
        at += 2
        while at < len(tokens) and tokens[at] in ("vạn", "dân"):
            at += 1
    return at
