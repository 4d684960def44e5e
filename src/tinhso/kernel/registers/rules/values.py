"""Values of fields: reading what was typed, what a cell holds or a file says; and checking it.

Stored values are JSON: text, choice and unit (its code) as strings, integers as numbers, decimals
as strings ("1030.5"), dates in ISO 8601, yes and no as booleans, places as "latitude,longitude"
(WGS 84, degrees, six decimals). None is "not known".
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from tinhso.kernel.registers.rules.declared import Field

Value: TypeAlias = str | int | bool | None
FindUnit: TypeAlias = Callable[[str, tuple[str, ...]], str]
LONGEST = 5000
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,59}")
GROUPED = re.compile(r"[+-]?\d{1,3}([.,])\d{3}(?:\1\d{3})*")
YES, NO = frozenset({"có", "yes", "true", "1", "x"}), frozenset({"không", "no", "false", "0"})


class BadValue(ValueError):  # noqa: N818 - it is the value that is bad, and screens word it
    """A value that can't be what its field asks for; `reason` and `details` are worded later."""

    def __init__(self, reason: str, **details: Any) -> None:
        self.reason = reason
        self.details = details
        super().__init__(reason)


def read(field: Field, raw: object, find_unit: FindUnit, *, exact: bool = False) -> Value:
    """Return the stored value of what was typed or what a cell holds; empty is None.

    `exact` reads numbers as files write them (1030.5); otherwise Vietnamese and English ways are
    both read, and what could mean two numbers ("1.010" as a decimal) is refused rather than
    guessed at. `find_unit(text, kinds)` returns a unit's code. Raises BadValue.
    """
    if isinstance(raw, str):
        raw = raw.strip()
    if raw is None or raw == "":
        if field.required:
            raise BadValue("required")
        return None
    value = READERS[field.type](field, raw, find_unit, exact)
    _check_bounds(field, value)
    return value


def check_code(value: Value) -> str:
    """Return a record's code as it may stand in an address; raise BadValue."""
    if not isinstance(value, str) or not CODE.fullmatch(value):
        raise BadValue("code")
    return value


def place_of(value: Value) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees of a stored place."""
    if not isinstance(value, str):
        return None
    latitude, longitude = value.split(",")
    return float(latitude), float(longitude)


def _text(field: Field, raw: object, _find: FindUnit, _exact: bool) -> Value:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, datetime | date):
        raise BadValue("text_is_date")
    text = str(raw).replace("\r\n", "\n")
    if not field.long:
        text = " ".join(text.split())
    if len(text) > LONGEST:
        raise BadValue("too_long", longest=LONGEST)
    if any(ord(letter) < 32 and letter not in "\n\t" for letter in text):
        raise BadValue("control")
    if field.pattern and not re.fullmatch(field.pattern, text):
        raise BadValue("pattern", pattern=field.pattern, help=field.help)
    return text


def _integer(_field: Field, raw: object, _find: FindUnit, exact: bool) -> Value:
    text = str(raw)
    if not exact and GROUPED.fullmatch(text):
        text = text.replace(".", "").replace(",", "")
    number = _number(text)
    if isinstance(raw, bool) or number != number.to_integral_value() or abs(number) >= 2**53:
        raise BadValue("integer", value=str(raw))
    return int(number)


def _decimal(_field: Field, raw: object, _find: FindUnit, exact: bool) -> Value:
    if isinstance(raw, bool):
        raise BadValue("decimal", value=str(raw))
    if isinstance(raw, int | float | Decimal) or exact:
        return _plain(_number(str(raw)))
    text = str(raw).replace("\u00a0", "").replace(" ", "")
    last = max(text.rfind("."), text.rfind(","))
    mark = text[last] if last >= 0 else ""
    other = "," if mark == "." else "."
    if mark and other not in text and text.count(mark) == 1 and GROUPED.fullmatch(text):
        whole = text.replace(mark, "")
        raise BadValue("two_numbers", value=text, whole=whole, part=text.replace(mark, ",") + "0")
    if mark and text.count(mark) > 1:
        if other in text or not GROUPED.fullmatch(text):
            raise BadValue("decimal", value=str(raw))
        return _plain(_number(text.replace(mark, "")))
    if other in text:
        whole_part = text[:last]
        if mark and not GROUPED.fullmatch(whole_part):
            raise BadValue("decimal", value=str(raw))
        text = whole_part.replace(other, "") + mark + text[last + 1 :]
    return _plain(_number(text.replace(",", ".")))


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise BadValue("decimal", value=text) from None
    if not number.is_finite() or abs(number) >= Decimal("1e24"):
        raise BadValue("decimal", value=text)
    return number


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date(_field: Field, raw: object, _find: FindUnit, exact: bool) -> Value:
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    text = str(raw)
    forms = ["%Y-%m-%d"] if exact else ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
    for form in forms:
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    raise BadValue("date", value=text)


def _choice(field: Field, raw: object, _find: FindUnit, _exact: bool) -> Value:
    typed = str(raw).casefold()
    for code, title in field.choices.items():
        if typed in (code.casefold(), title.vi.casefold(), title.en.casefold()):
            return code
    raise BadValue("choice", value=str(raw), choices=field.choices)


def _boolean(_field: Field, raw: object, _find: FindUnit, _exact: bool) -> Value:
    if isinstance(raw, bool):
        return raw
    typed = str(raw).casefold()
    if typed in YES or typed in NO:
        return typed in YES
    raise BadValue("boolean", value=str(raw))


def _unit(field: Field, raw: object, find: FindUnit, _exact: bool) -> Value:
    return find(str(raw), field.kinds)


def _place(_field: Field, raw: object, _find: FindUnit, _exact: bool) -> Value:
    parts = [part for part in re.split(r"[,;\s]+", str(raw)) if part]
    try:
        latitude, longitude = (float(part) for part in parts)
    except ValueError:
        raise BadValue("place", value=str(raw)) from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise BadValue("place", value=str(raw))
    return f"{latitude:.6f},{longitude:.6f}"


READERS: Mapping[str, Callable[[Field, object, FindUnit, bool], Value]] = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "choice": _choice,
    "boolean": _boolean,
    "unit": _unit,
    "place": _place,
}


def _check_bounds(field: Field, value: Value) -> None:
    if field.type not in ("integer", "decimal") or value is None:
        return
    number = Decimal(str(value))
    if field.minimum is not None and number < field.minimum:
        raise BadValue("minimum", value=number, bound=field.minimum)
    if field.maximum is not None and number > field.maximum:
        raise BadValue("maximum", value=number, bound=field.maximum)
