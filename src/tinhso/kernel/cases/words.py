"""Sentences that the room itself says: what is wrong in an answer, and on what a limit rests."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import assert_never

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tinhso.kernel.calendar.rules import Due, Limit, Skipped
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
    n = limit.amount
    words = {"n": n}
    match limit.unit:
        case "minutes":
            return ngettext("%(n)s phút", "%(n)s phút", n) % words
        case "hours":
            return ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", n) % words
        case "days":
            return ngettext("%(n)s ngày", "%(n)s ngày", n) % words
        case "working_days":
            return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", n) % words
    assert_never(limit.unit)


def row_limit_words(row: Row) -> str:
    """Return how long a row of a limit table allows, in words."""
    if row.until:
        return _("đến ngày ghi trong biểu mẫu")
    return limit_words(Limit.parse(row.limit))


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


def yes_or_no(value: bool) -> str:  # an answer
    """Return an answer to a question of yes or no."""
    return _("Có") if value else _("Không")


def weekday(day: date) -> str:
    """Return the name of a day of the week: `thứ Ba`."""
    names = (
        _("thứ Hai"),
        _("thứ Ba"),
        _("thứ Tư"),
        _("thứ Năm"),
        _("thứ Sáu"),
        _("thứ Bảy"),
        _("Chủ nhật"),
    )
    return names[day.weekday()]


def moment_words(moment: datetime) -> str:
    """Return a moment: `17:00 thứ Sáu 27/11/2026`."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M} {weekday(local.date())} {local:%d/%m/%Y}"


def short_moment(moment: datetime) -> str:
    """Return a moment of this year: `09:12 thứ Ba 24/11`."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M} {weekday(local.date())} {local:%d/%m}"


def days_words(days: Sequence[date]) -> str:
    """Return days in a row of words: `25, 26 và 27/11`; many as `từ 25/11 đến 8/12`."""
    if len(days) > 5:
        words = {"first": _day(days[0]), "last": _day(days[-1])}
        return _("từ %(first)s đến %(last)s") % words
    parts = [str(day.day) if nxt.month == day.month else _day(day) for day, nxt in pairwise(days)]
    last = _day(days[-1])
    return _("%(days)s và %(last)s") % {"days": ", ".join(parts), "last": last} if parts else last


def deadline_sentence(row: Row, due: Due) -> str:
    """Return how a due moment was reckoned, by the calendar's own account of the days.

    As in: Nhận 09:12 thứ Ba 24/11, ngày lễ. Việc sửa được ngay: 3 ngày làm việc, là 25, 26 và
    27/11.
    """
    words = {
        "received": short_moment(due.start),
        "off": _off(due.start_off),
        "title": here(row.title),
        "limit": limit_words(due.limit),
        "days": days_words(due.counted) if due.counted else "",
    }
    said = _("Nhận %(received)s%(off)s. %(title)s: %(limit)s, là %(days)s.") % words
    holidays = [s for s in due.skipped if s.reason == "holiday"]
    if holidays:
        named = ", ".join(f"{_day(s.day)} ({here_of(s.title)})" for s in holidays[:4])
        said += " " + _("Không tính ngày lễ %(days)s.") % {"days": named}
    if due.moved_from:
        moved = {"day": _day(due.moved_from)}
        said += (
            " " + _("Ngày cuối %(day)s là ngày nghỉ nên dời sang ngày làm việc kế tiếp.") % moved
        )
    if any(s.reason == "paused" for s in due.skipped):
        said += " " + _("Không tính những ngày chờ người gửi bổ sung.")
    return said


def here_of(title: object) -> str:
    """Return a title kept as {vi, en} in the reader's language."""
    if not isinstance(title, dict):
        return ""
    code = (get_language() or "vi").split("-")[0]
    return str(title.get(code) or title.get("vi") or "")


def _off(skipped: Skipped | None) -> str:
    if skipped is None:
        return ""
    return _(", ngày lễ") if skipped.reason == "holiday" else _(", ngày nghỉ cuối tuần")


def _day(day: date) -> str:
    return f"{day.day}/{day.month}"
