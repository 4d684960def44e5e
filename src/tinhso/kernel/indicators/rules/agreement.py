"""Whether two sources can both be right: every figure binds the true value to an interval."""

from dataclasses import dataclass
from decimal import Decimal

ROUNDING = Decimal("0.005")
ABOUT = Decimal("0.05")
NEARLY = Decimal("0.10")


@dataclass(frozen=True)
class Figure:
    """A number with the relation it was written with: `=` `<` (gần) `>` (trên) `~` `<=` `>=`."""

    value: Decimal
    relation: str = "="


def interval(figure: Figure, *, exact: bool = False) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and highest true value that the words allow; None where they set no bound.

    A plain number was rounded (half a percent each way, unless `exact`, as ranks are); "khoảng"
    allows five percent; "gần" reaches ten percent below, "trên" ten percent above: a writer who
    could have named a rounder number beyond that would have done so.
    """
    size = abs(figure.value)
    value = figure.value
    rounding = Decimal(0) if exact else size * ROUNDING
    bounds: dict[str, tuple[Decimal | None, Decimal | None]] = {
        "=": (value - rounding, value + rounding),
        "~": (value - size * ABOUT, value + size * ABOUT),
        "<": (value - size * NEARLY, value),
        ">": (value, value + size * NEARLY),
        "<=": (None, value),
        ">=": (value, None),
    }
    return bounds[figure.relation]


def agree(one: Figure, other: Figure, *, exact: bool = False) -> bool:
    """Return whether some true value fits the words of both."""
    low_one, high_one = interval(one, exact=exact)
    low_other, high_other = interval(other, exact=exact)
    return not (
        (high_one is not None and low_other is not None and high_one < low_other)
        or (high_other is not None and low_one is not None and high_other < low_one)
    )
