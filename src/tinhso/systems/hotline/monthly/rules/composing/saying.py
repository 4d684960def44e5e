"""How amounts of a month are written in both languages. Pure."""

from decimal import Decimal
from fractions import Fraction

from tinhso.web.formatting import format_number
from tinhso.web.papers.content import Both
from tinhso.web.papers.writing import NO_BREAK, Writer

MINUTES = 60
NONE = Both("–", "–")


def number(value: int | Decimal, decimals: int | None = None) -> Both:
    """Return 14707 as 14.707 and 14,707."""
    return Both(format_number(value, decimals, "vi"), format_number(value, decimals, "en"))


def share(part: int, whole: int, decimals: int = 1) -> Both:
    """Return a part as percent; a dash of nothing."""
    return percent(Fraction(part, whole), decimals) if whole else NONE


def percent(value: Fraction, decimals: int = 1) -> Both:
    """Return 19/20 as 95,0 % and 95.0%."""
    found = Decimal(value.numerator * 100) / Decimal(value.denominator)
    said = number(found, decimals)
    return Both(f"{said.vi}{NO_BREAK}%", f"{said.en}%")


def hours(minutes: int | None, writer: Writer) -> Both:
    """Return office minutes in hours, in minutes below one hour; a dash for None."""
    if minutes is None:
        return NONE
    if minutes < MINUTES:
        return writer.words("minutes", n=str(minutes))
    return writer.words("hours", n=bare_hours(minutes))


def bare_hours(minutes: int | None) -> Both:
    """Return office minutes in hours without a unit; a dash for None."""
    return NONE if minutes is None else number(Decimal(minutes) / MINUTES, 1)
