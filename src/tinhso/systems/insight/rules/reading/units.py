"""Units behind a number, brought to base units: tỷ đồng, triệu USD, ha, km², điểm %, tấn."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from tinhso.systems.insight.rules.reading.numbers import SCALES

# The written unit, and the base unit with the factor to it.
_UNITS: Final = {
    "đồng": ("VND", "1"), "đ": ("VND", "1"), "vnđ": ("VND", "1"), "vnd": ("VND", "1"), "đồng việt nam": ("VND", "1"),
    "usd": ("USD", "1"), "đô la mỹ": ("USD", "1"), "đô la": ("USD", "1"), "$": ("USD", "1"), "đô - la": ("USD", "1"),
    "đô": ("USD", "1"), "us $": ("USD", "1"), "đôla": ("USD", "1"), "đôla mỹ": ("USD", "1"), "đô - la mỹ": ("USD", "1"),
    "%": ("percent", "1"), "phần trăm": ("percent", "1"),
    "điểm %": ("percentage_point", "1"), "điểm phần trăm": ("percentage_point", "1"), "% điểm": ("percentage_point", "1"),
    "‰": ("per_mille", "1"), "phần nghìn": ("per_mille", "1"), "phần ngàn": ("per_mille", "1"), "% o": ("per_mille", "1"),
    "ha": ("hectare", "1"), "hecta": ("hectare", "1"), "héc ta": ("hectare", "1"), "héc - ta": ("hectare", "1"),
    "hec ta": ("hectare", "1"),
    "km2": ("km2", "1"), "km 2": ("km2", "1"), "ki lô mét vuông": ("km2", "1"), "kilômét vuông": ("km2", "1"),
    "m2": ("m2", "1"), "mét vuông": ("m2", "1"), "m3": ("m3", "1"), "m³": ("m3", "1"), "mét khối": ("m3", "1"),
    "km": ("km", "1"), "kilômét": ("km", "1"), "ki lô mét": ("km", "1"), "m": ("m", "1"), "mét": ("m", "1"),
    "tấn": ("tonnes", "1"), "tạ": ("tonnes", "0.1"), "kg": ("tonnes", "0.001"),
    "kwh": ("kWh", "1"), "mwh": ("kWh", "1000"), "gwh": ("kWh", "1000000"), "mw": ("MW", "1"), "kw": ("MW", "0.001"),
    "điểm": ("points", "1"), "bậc": ("rank", "1"), "hạng": ("rank", "1"), "lần": ("times", "1"),
    "tuổi": ("years", "1"), "mbps": ("Mbps", "1"), "lít": ("litre", "1"),
}  # fmt: skip
MONEY: Final = frozenset({"VND", "USD"})
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
            return found[0], Decimal(found[1]), at + length
    return None, Decimal(1), at


def per_of(tokens: Sequence[str], at: int) -> int:
    """Return where "/người/năm" ends that stands from `at` on."""
    while at + 1 < len(tokens) and tokens[at] == "/" and tokens[at + 1] in PER:
        at += 2
        while at < len(tokens) and tokens[at] in ("vạn", "dân"):
            at += 1
    return at
