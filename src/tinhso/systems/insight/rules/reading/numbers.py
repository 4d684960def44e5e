"""Vietnamese numbers: 1.030 · 27,6 · 11 nghìn · 162,5 nghìn tỷ · thứ tư · hai mươi lăm."""

import re
from decimal import Decimal

# A run of digits with points and commas inside; a letter behind it makes it a name ("188bet").
DIGITS = r"\d+(?:[.,]\d+)*(?!\w)"

SCALES = {
    "chục": 10,
    "trăm": 100,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "vạn": 10_000,
    "triệu": 1_000_000,
    "tỷ": 1_000_000_000,
}

_ONES = {
    "không": 0, "một": 1, "mốt": 1, "nhất": 1, "hai": 2, "nhì": 2, "ba": 3, "bốn": 4, "tư": 4,
    "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
WORDS = frozenset(_ONES) | {"mười", "mươi"}

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_GROUPED_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}|[1-9]\d{0,2}(?:,000)+")


def value_of(digits: str) -> Decimal | None:
    """Return the number that a run of digits says, or None when it is no number.

    A comma is the decimal sign and a point groups thousands; a point that can't group (27.6) is a
    decimal sign, and commas that can only group (1,234,567 or 20,000) group. "1.2.3" is a heading.
    """
    if not _NUMBER.fullmatch(digits):
        return None
    whole, comma, fraction = digits.partition(",")
    if comma and not fraction.isdigit():
        if _GROUPED_ENGLISH.fullmatch(digits):
            return Decimal(digits.replace(",", ""))
        english, point, decimals = digits.partition(".")
        if point and decimals.isdigit() and re.fullmatch(r"\d{1,3}(?:,\d{3})+", english):
            return Decimal(f"{english.replace(',', '')}.{decimals}")
        return None
    if "." in whole:
        if _GROUPED.fullmatch(whole) and not (whole[0] == "0" and not comma):
            whole = whole.replace(".", "")
        elif whole.count(".") == 1 and not comma:
            return Decimal(whole)
        else:
            return None
    elif comma and _GROUPED_ENGLISH.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    return Decimal(f"{whole}.{fraction}") if comma else Decimal(whole)


def value_of_words(words: list[str]) -> int | None:
    """Return the number that number words say (mười lăm is 15), or None when they say none."""
    tens = ones = None
    for word in words:
        if word == "mười" and tens is None and ones is None:
            tens = 10
        elif word == "mươi" and ones is not None and tens is None:
            tens, ones = ones * 10, None
        elif word in _ONES and ones is None:
            ones = _ONES[word]
        else:
            return None
    if tens is None and ones is None:
        return None
    return (tens or 0) + (ones or 0)


def written(value: Decimal) -> str:
    """Write a number as a Vietnamese report does: 1234.5 is 1.234,5."""
    sign, digits = ("-", str(-value)) if value < 0 else ("", f"{value:f}")
    whole, _, fraction = digits.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"
