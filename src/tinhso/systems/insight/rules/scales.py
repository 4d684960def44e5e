"""In which unit a value is written for people: 162 500 000 000 000 VND is 162,5 nghìn tỷ. Pure."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation


@dataclass(frozen=True)
class Scale:
    """One way to write values of a base unit: how many base units, and its words."""

    unit: str
    factor: Decimal
    vi: str
    en: str

    @property
    def code(self) -> str:
        """The name by which a form sends it: "VND*1000000000"."""
        return f"{self.unit}*{self.factor:f}"


def _scales(unit: str, *steps: tuple[str, str, str]) -> tuple[Scale, ...]:
    return tuple(Scale(unit, Decimal(factor), vi, en) for factor, vi, en in steps)


SCALES: tuple[Scale, ...] = (
    *_scales(
        "VND",
        ("1", "đồng", "VND"),
        ("1000", "nghìn đồng", "thousand VND"),
        ("1000000", "triệu đồng", "million VND"),
        ("1000000000", "tỷ đồng", "billion VND"),
        ("1000000000000", "nghìn tỷ đồng", "trillion VND"),
    ),
    *_scales(
        "USD",
        ("1", "USD", "USD"),
        ("1000000", "triệu USD", "million USD"),
        ("1000000000", "tỷ USD", "billion USD"),
    ),
    *_scales("percent", ("1", "%", "%")),
    *_scales(
        "count",
        ("1", "đơn vị đếm", "items"),
        ("1000", "nghìn", "thousand"),
        ("1000000", "triệu", "million"),
    ),
    *_scales(
        "people",
        ("1", "người", "people"),
        ("1000", "nghìn người", "thousand people"),
        ("1000000", "triệu người", "million people"),
    ),
    *_scales("rank", ("1", "hạng", "rank")),
    *_scales("times", ("1", "lần", "times")),
    *_scales("points", ("1", "điểm", "points")),
    *_scales("hectare", ("1", "ha", "ha")),
    *_scales("km2", ("1", "km²", "km²")),
    *_scales("km", ("1", "km", "km")),
    *_scales("tonnes", ("1", "tấn", "tonnes"), ("1000", "nghìn tấn", "thousand tonnes")),
    *_scales("years", ("1", "năm", "years")),
)


def scales_of(unit: str) -> tuple[Scale, ...]:
    """Return the ways to write a unit; a unit that isn't listed is written as it is."""
    return tuple(one for one in SCALES if one.unit == unit) or (
        Scale(unit, Decimal(1), unit, unit),
    )


def scale_for(value: Decimal, unit: str) -> Scale:
    """Return the largest scale in which the value is at least 1: 27,6 tỷ USD."""
    fitting = [one for one in scales_of(unit) if abs(value) >= one.factor]
    return fitting[-1] if fitting else scales_of(unit)[0]


def scale_named(code: str) -> Scale | None:
    """Return the scale that a form names by its code; None for what isn't one."""
    unit, star, factor = code.partition("*")
    if not (unit and star):
        return None
    try:
        asked = Decimal(factor)
    except InvalidOperation:
        return None
    return next((one for one in scales_of(unit) if one.factor == asked), None)


def number_typed(text: str, language: str) -> Decimal | None:
    """Return the number somebody typed, "1.030,5" or "1,030.5" by language; None for no number."""
    bare = text.replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace("\N{MINUS SIGN}", "-")
    point, group = (".", ",") if language.startswith("en") else (",", ".")
    whole, _, fraction = bare.partition(point)
    if group in fraction or not _is_grouped(whole, group) or not (whole + fraction).strip("+-"):
        return None
    try:
        number = Decimal(f"{whole.replace(group, '')}.{fraction or '0'}")
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _is_grouped(whole: str, group: str) -> bool:
    """Whether the parts between group marks are thousands: 1.030, and never 16.5."""
    _, *rest = whole.split(group)
    return all(len(part) == 3 and part.isdigit() for part in rest)
