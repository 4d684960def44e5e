"""The words for values and for what is wrong with them, in the reader's language."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.kernel.declarations import Text
from tinhso.kernel.registers.models import RecordVersion
from tinhso.kernel.registers.rules.declared import Field
from tinhso.kernel.registers.rules.values import BadValue, Value


def said(text: Text) -> str:
    """Return a title of the data in the reader's language."""
    return text.in_language(get_language() or "vi")


def shown(field: Field, value: Value, unit_name: Callable[[str], str]) -> str:
    """Return a stored value as people read it; empty where it isn't known.

    `unit_name` gives a unit's name for its code.
    """
    if value is None:
        return ""
    if field.type == "choice":
        title = field.choices.get(str(value))
        return said(title) if title else str(value)
    if field.type == "boolean":
        return _("Có") if value else _("Không")
    if field.type == "unit":
        return unit_name(str(value))
    if field.type == "date":
        year, month, day = str(value).split("-")
        return f"{day}/{month}/{year}"
    if field.type in ("integer", "decimal"):
        return f"{number(value)} {said(field.measure)}" if field.measure else number(value)
    return str(value).replace(",", ", ") if field.type == "place" else str(value)


def number(value: object) -> str:
    """Return a number as the reader writes it: 1.030,5, or 1,030.5 in English."""
    text = f"{Decimal(str(value)):,f}"
    if (get_language() or "vi").startswith("en"):
        return text
    return text.translate(str.maketrans(",.", ".,"))


def typed(field: Field, value: Value, unit_name: Callable[[str], str]) -> str:
    """Return a stored value as a form shows it for editing: what `values.read` reads back."""
    if value is None:
        return ""
    if field.type in ("integer", "choice", "unit"):
        return str(value)
    if field.type == "boolean":
        return "true" if value else "false"
    if field.type == "decimal":
        return _unmistakable(str(value))
    if field.type == "date":
        return str(value)
    return shown(field, value, unit_name)


def _unmistakable(text: str) -> str:
    """Write a decimal so that it can't be read as thousands: 1.010 becomes 1,0100."""
    whole, mark, part = text.partition(".")
    english = (get_language() or "vi").startswith("en")
    if mark and len(part) == 3 and len(whole.lstrip("-")) <= 3:
        part += "0"
    return f"{whole}{'.' if english else ','}{part}" if mark else whole


def wrong(bad: BadValue) -> str:
    """Return what is wrong with a value and how to mend it."""
    return _sentences(bad.details)[bad.reason]()


def _sentences(d: Mapping[str, Any]) -> dict[str, Callable[[], str]]:
    return {
        "required": lambda: _("Cần điền mục này."),
        "integer": lambda: _("“%(value)s” phải là số nguyên, như 1030.") % d,
        "decimal": lambda: _("“%(value)s” phải là số, như 1030,5.") % d,
        "two_numbers": lambda: (
            _("“%(value)s” có thể là hai số: hãy viết %(whole)s hoặc %(part)s.") % d
        ),
        "date": lambda: _("“%(value)s” phải là ngày, như 22/11/2026.") % d,
        "text_is_date": lambda: _("Ô này chứa ngày; mục này cần chữ."),
        "too_long": lambda: _("Dài quá %(longest)s ký tự: hãy viết ngắn lại.") % d,
        "control": lambda: _("Có ký tự không đọc được: hãy gõ lại."),
        "pattern": lambda: (
            _("Chưa đúng mẫu. %(help)s") % {"help": said(d["help"])}
            if d["help"]
            else _("Chưa đúng mẫu %(pattern)s.") % d
        ),
        "choice": lambda: (
            _("“%(value)s” không có trong danh sách: %(list)s.")
            % {"value": d["value"], "list": ", ".join(said(t) for t in d["choices"].values())}
        ),
        "boolean": lambda: _("“%(value)s” phải là Có hoặc Không.") % d,
        "unit": lambda: _("Không có đơn vị “%(value)s”: hãy viết đúng tên hoặc mã.") % d,
        "units": lambda: (
            _("“%(value)s” là tên của nhiều đơn vị: hãy viết mã, %(list)s.")
            % {"value": d["value"], "list": ", ".join(d["units"])}
        ),
        "place": lambda: _("“%(value)s” phải là vĩ độ, kinh độ, như 21.5942, 105.8482.") % d,
        "minimum": lambda: _("Không được nhỏ hơn %(bound)s.") % {"bound": number(d["bound"])},
        "maximum": lambda: _("Không được lớn hơn %(bound)s.") % {"bound": number(d["bound"])},
        "code": lambda: _("Mã chỉ gồm chữ không dấu, số, dấu chấm và gạch, nhiều nhất 60 ký tự."),
        "taken": lambda: _("Mã “%(value)s” đã có trong sổ: hãy chọn mã khác.") % d,
        "twice": lambda: _("Mã “%(value)s” đứng hai lần: hãy giữ một.") % d,
        "code_stays": lambda: _("Mã “%(value)s” không đổi được: hãy thêm mục mới.") % d,
    }


CHANGES: Mapping[str, Callable[[], str]] = {
    RecordVersion.Change.ADDED: lambda: _("Thêm vào sổ"),
    RecordVersion.Change.CHANGED: lambda: _("Sửa"),
    RecordVersion.Change.ENDED: lambda: _("Kết thúc"),
    RecordVersion.Change.RESTORED: lambda: _("Khôi phục"),
}
