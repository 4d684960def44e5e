"""Sentences that the room itself says: what is wrong in an answer, and on what a limit rests."""

from collections.abc import Iterable
from typing import assert_never

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.kernel.calendar.rules import Limit
from tinhso.kernel.cases.rules.forms import Fault, Form
from tinhso.kernel.cases.rules.tables import Basis, Row
from tinhso.kernel.declarations import Text


def here(text: Text) -> str:
    """Return a declared text in the reader's language."""
    return text.in_language(get_language() or "vi")


def sentences(form: Form, faults: Iterable[Fault]) -> dict[str, str]:
    """Return for each wrong field a sentence that says what to do."""
    return {fault.field: _sentence(form, fault) for fault in faults}


def _sentence(form: Form, fault: Fault) -> str:  # noqa: C901  # one line a kind
    asked = form.properties.get(fault.field)
    words = {"field": here(asked.text) if asked else fault.field, "bound": fault.bound}
    match fault.kind:
        case "missing":
            return _("Hãy trả lời mục “%(field)s”.") % words
        case "too_short":
            return _("Hãy viết ít nhất %(bound)s ký tự ở mục “%(field)s”.") % words
        case "too_long":
            return _("Mục “%(field)s” nhận nhiều nhất %(bound)s ký tự, hãy viết ngắn lại.") % words
        case "too_small":
            return _("Mục “%(field)s” phải từ %(bound)s trở lên.") % words
        case "too_big":
            return _("Mục “%(field)s” phải từ %(bound)s trở xuống.") % words
        case "not_offered":
            return _("Hãy chọn một trong các lựa chọn ở mục “%(field)s”.") % words
        case "not_a_number":
            return _("Mục “%(field)s” phải là một số, ví dụ 12.") % words
        case "not_a_date":
            return _("Mục “%(field)s” phải là một ngày, ví dụ 26/11/2026.") % words
        case "pattern":
            return _("Mục “%(field)s” chưa đúng dạng, hãy xem hướng dẫn bên cạnh.") % words
        case "too_many":
            return _("Mục “%(field)s” nhận nhiều nhất %(bound)s tệp.") % words
        case "too_few":
            return _("Mục “%(field)s” cần ít nhất %(bound)s tệp.") % words
        case "unknown":
            return _("Mục “%(field)s” không có trong biểu mẫu, hãy bỏ đi.") % words
        case "wrong":
            return _("Mục “%(field)s” chưa đúng, hãy nhập lại.") % words
    assert_never(fault.kind)


def limit_words(limit: Limit) -> str:
    """Return a limit in words: `3 ngày làm việc`."""
    words = {"n": limit.amount}
    match limit.unit:
        case "minutes":
            return _("%(n)s phút") % words
        case "hours":
            return _("%(n)s giờ làm việc") % words
        case "days":
            return _("%(n)s ngày") % words
        case "working_days":
            return _("%(n)s ngày làm việc") % words
    assert_never(limit.unit)


def basis_words(basis: Basis, source: str, province: str) -> str:
    """Return on what a limit rests; a borrowed one is never called the province's own."""
    words = {"source": source, "province": province}
    match basis:
        case "adopted":
            return _("theo %(source)s") % words
        case "borrowed":
            return _("tham khảo %(source)s, chưa xác nhận cho %(province)s") % words
        case "assumed":
            return _("tạm tính (%(source)s), chưa xác nhận cho %(province)s") % words
    assert_never(basis)


def row_words(row: Row, province: str) -> str:
    """Return a row of the limit table as a sentence: what it is for, how long, on what it rests."""
    return _("%(title)s: %(limit)s, %(basis)s") % {
        "title": here(row.title),
        "limit": limit_words(Limit.parse(row.limit)),
        "basis": basis_words(row.basis, here(row.source), province),
    }
