"""Numbers and moments as people write them here: pure functions of a value and a language."""

from datetime import date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"
WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def format_number(value: Decimal | float | int, decimals: int | None, language: str) -> str:
    """Return 1030.5 as "1.030,5" in Vietnamese and "1,030.5" in English.

    Without `decimals` the number keeps the digits it was given, less trailing zeros.
    """
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if decimals is None:
        exponent = number.normalize().as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}"
    if not language.startswith("en"):
        text = text.translate(str.maketrans(",.", ".,"))
    return MINUS + text if rounded < 0 else text


def format_date(value: date) -> str:
    """Return 22/11/2026, day first, in both languages."""
    return f"{value:%d/%m/%Y}"


def format_day(value: date, language: str) -> str:
    """Return "thứ Năm 26/11/2026", or "Thursday 26/11/2026"."""
    names = WEEKDAYS["en" if language.startswith("en") else "vi"]
    return f"{names[value.weekday()]} {format_date(value)}"


def format_moment(value: datetime, zone: tzinfo, language: str) -> str:
    """Return "16:30 thứ Năm 26/11/2026" in the clock of `zone`."""
    local = value.astimezone(zone)
    return f"{local:%H:%M} {format_day(local, language)}"
