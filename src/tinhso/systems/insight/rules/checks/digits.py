"""How exact a written number is, and what true values its words allow."""

from dataclasses import dataclass
from decimal import Decimal

from tinhso.kernel.indicators.rules.agreement import ABOUT, NEARLY, ROUNDING
from tinhso.kernel.indicators.rules.words import NUMBER
from tinhso.systems.insight.rules.checks.findings import Statement

ROUNDED = frozenset({"VND", "USD", "tonnes", "people", "hectare"})
"""Units of amounts: the zeros that end a whole number of them may be rounding."""
COUNTED = frozenset({"count", "people", "rank"})


@dataclass(frozen=True, slots=True)
class Interval:
    """All that a true value may be; None where nothing bounds it."""

    low: Decimal | None
    high: Decimal | None

    def meets(self, other: "Interval") -> bool:
        """Return whether some value lies in both."""
        return not (
            (self.low is not None and other.high is not None and self.low > other.high)
            or (self.high is not None and other.low is not None and self.high < other.low)
        )

    def plus(self, other: "Interval") -> "Interval":
        """Return what the sum of both may be."""
        return Interval(_sum(self.low, other.low), _sum(self.high, other.high))

    def times(self, factor: Decimal) -> "Interval":
        """Return what `factor` (above zero) times the value may be."""
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
        )

    def over(self, other: "Interval") -> "Interval":
        """Return what the quotient of two values above zero may be."""
        return Interval(_quotient(self.low, other.high), _quotient(self.high, other.low))


def step(statement: Statement) -> Decimal:
    """Return the worth of the last digit that counts: 27,6 tỷ USD is exact to 100 million.

    Without words that show the number, its own zeros are taken for rounding, but never more than
    what two sources are allowed to differ by.
    """
    size = abs(statement.value)
    most = size * ROUNDING * 2
    zeros = min(Decimal(1).scaleb(_exponent(size)), most)
    for found in NUMBER.findall(statement.quote):
        whole, _, fraction = found.partition(",")
        number = Decimal(f"{whole.replace('.', '')}.{fraction or '0'}")
        if not size and not number:  # "thay đổi 0,0%": what is left of it was rounded away
            return Decimal(1).scaleb(-len(fraction))
        if number and _is_power_of_ten(size / number):
            digit = (size / number).scaleb(-len(fraction))
            loose = not fraction and statement.unit in ROUNDED
            return max(digit, zeros) if loose else digit
    return max(zeros, Decimal(1)) if statement.unit in COUNTED else zeros


def allowed(statement: Statement) -> Interval:
    """Return the true values that a statement's words allow.

    A plain number may be off by half its last digit; a rank, or a count written to its last one,
    is exact. The words "khoảng", "gần", "trên" reach as far as when two sources are compared.
    """
    value, size = statement.value, abs(statement.value)
    if statement.relation == "=":
        last = step(statement)
        exact = statement.unit in COUNTED and last <= 1
        half = Decimal(0) if exact else last / 2
        return Interval(value - half, value + half)
    return {
        "~": Interval(value - size * ABOUT, value + size * ABOUT),
        "<": Interval(value - size * NEARLY, value),
        ">": Interval(value, value + size * NEARLY),
        "<=": Interval(None, value),
        ">=": Interval(value, None),
    }[statement.relation]


def _exponent(size: Decimal) -> int:
    exponent = size.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _is_power_of_ten(factor: Decimal) -> bool:
    return factor.normalize().as_tuple().digits == (1,)


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def _quotient(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None or other <= 0 else one / other
