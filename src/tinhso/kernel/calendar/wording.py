"""The sentences that explain a due date to whoever waits for it, in the reader's language."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tinhso.kernel.calendar.rules import Due, Limit, Skipped

LISTED = 5


def explain(due: Due) -> str:
    """Return how a due date came about, such as.

    "Nhận lúc 09:12 thứ Ba 24/11 (Ngày Văn hóa Việt Nam). 3 ngày làm việc là 25, 26 và 27/11."
    """
    sentences = [_start(due), _counted(due), _moved(due), _paused(due)]
    return " ".join(sentence for sentence in sentences if sentence)


def limit_words(limit: Limit) -> str:
    """Return "3 ngày làm việc", "5 phút"; the English has its plural."""
    n = limit.amount
    words = {
        "minutes": ngettext("%(n)d phút", "%(n)d phút", n),
        "hours": ngettext("%(n)d giờ", "%(n)d giờ", n),
        "days": ngettext("%(n)d ngày", "%(n)d ngày", n),
        "working_days": ngettext("%(n)d ngày làm việc", "%(n)d ngày làm việc", n),
    }
    return words[limit.unit] % {"n": n}


def day_words(day: date) -> str:
    """Return "thứ Ba 24/11"."""
    return f"{weekday(day)} {day.day}/{day.month}"


def moment_words(moment: datetime) -> str:
    """Return "17:00 thứ Sáu 27/11/2026"; midnight is the end of the day before it."""
    return f"{moment:%H:%M} {weekday(moment.date())} {moment:%d/%m/%Y}"


def weekday(day: date) -> str:
    """Return the weekday's name, as it stands inside a sentence."""
    return [
        _("thứ Hai"),
        _("thứ Ba"),
        _("thứ Tư"),
        _("thứ Năm"),
        _("thứ Sáu"),
        _("thứ Bảy"),
        _("Chủ nhật"),
    ][day.weekday()]


def _start(due: Due) -> str:
    start = due.start
    words = _("Nhận lúc %(time)s %(day)s") % {
        "time": f"{start:%H:%M}",
        "day": day_words(start.date()),
    }
    if due.start_off is None:
        return f"{words}."
    return f"{words} ({_off(due.start_off)})."


def _off(skipped: Skipped) -> str:
    if skipped.reason == "holiday" and skipped.title:
        language = "en" if (get_language() or "vi").startswith("en") else "vi"
        return skipped.title.get(language) or next(iter(skipped.title.values()))
    return _("ngày nghỉ hằng tuần")


def _counted(due: Due) -> str:
    limit = limit_words(due.limit)
    if due.limit.unit in ("minutes", "hours"):
        closed = [skipped for skipped in due.skipped if skipped.reason != "paused"]
        if closed or (due.counted and due.counted[0] != due.start.date()):
            return _("%(limit)s tính trong giờ làm việc.") % {"limit": limit}
        return _("%(limit)s tính từ lúc nhận.") % {"limit": limit}
    if not due.counted:
        return ""
    if len(due.counted) == 1:
        days = day_words(due.counted[0])
    elif len(due.counted) <= LISTED:
        days = _listed(due.counted)
    else:
        first, last = due.counted[0], due.counted[-1]
        days = _("từ %(first)s đến %(last)s") % {
            "first": f"{first.day}/{first.month}",
            "last": f"{last.day}/{last.month}",
        }
    sentence = _("%(limit)s là %(days)s.") % {"limit": limit, "days": days}
    holidays = [s for s in due.skipped if s.reason == "holiday" and s.day != due.start.date()]
    if not holidays or due.moved_from:
        return sentence
    names = ", ".join(f"{s.day.day}/{s.day.month} ({_off(s)})" for s in holidays[:LISTED])
    return f"{sentence} {_('Không tính ngày lễ %(days)s.') % {'days': names}}"


def _moved(due: Due) -> str:
    if due.moved_from is None:
        return ""
    return _("Ngày cuối %(day)s là ngày nghỉ nên hạn chuyển sang %(next)s.") % {
        "day": f"{due.moved_from.day}/{due.moved_from.month}",
        "next": day_words(due.at.date()),
    }


def _paused(due: Due) -> str:
    n = sum(skipped.reason == "paused" for skipped in due.skipped)
    if not n:
        return ""
    return ngettext("Không tính %(n)d ngày tạm dừng.", "Không tính %(n)d ngày tạm dừng.", n) % {
        "n": n
    }


def _listed(days: Sequence[date]) -> str:
    """Return "30/11, 1 và 2/12": the month stands once, after its last day."""
    words: list[str] = []
    for _month, same in groupby(days, key=lambda day: (day.year, day.month)):
        month = list(same)
        words += [str(day.day) for day in month[:-1]]
        words.append(f"{month[-1].day}/{month[-1].month}")
    return _("%(several)s và %(last)s") % {"several": ", ".join(words[:-1]), "last": words[-1]}
