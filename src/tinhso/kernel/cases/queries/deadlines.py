"""The deadline of a case: how much of the time is used, and why it ends when it ends."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.kernel.calendar import queries as calendars
from tinhso.kernel.calendar.rules import Due, fraction, reckoned_anew
from tinhso.kernel.cases import words
from tinhso.kernel.cases.models import Case
from tinhso.kernel.cases.queries.units import province_name
from tinhso.kernel.cases.rules import clocks
from tinhso.kernel.cases.rules.tables import Applied

NEARLY = 0.8


@dataclass(frozen=True)
class Deadline:
    """The citizen's clock as a page draws it.

    `fraction` is the part used, 0 to 1; `state` ok, warn (nearly over), bad (over) or none. It
    stops when the case is answered. `moved` says that the date isn't the one promised at filing;
    `anew` is the date that today's calendar would give where that differs.
    """

    at: datetime
    promised_at: datetime
    fraction: float
    state: Literal["ok", "warn", "bad", "none"]
    headline: str
    sentence: str
    basis: str
    is_borrowed: bool
    moved: str
    anew: datetime | None


def deadline(case: Case, *, now: datetime) -> Deadline:
    """Return the deadline of a case at a moment. At most one query, for today's calendar."""
    due, applied = Due.from_data(case.limit["due"]), Applied.from_data(case.limit["applied"])
    calendar = calendars.version(case.calendar)
    pauses = [clocks.waited(pause) for pause in case.pauses]
    until = case.answered_at or now
    used = fraction(calendar, due, until, pauses=pauses)
    today = calendars.current(now=now)
    anew = None
    if today.version != case.calendar and case.answered_at is None:
        anew = reckoned_anew(today, due, pauses=pauses)
    source = words.here(applied.row.source)
    province = words.here_of(dict(province_name(timezone.localdate(now))))
    return Deadline(
        at=due.at,
        promised_at=case.promised_at,
        fraction=used,
        state=_state(case, due, used, until),
        headline=_headline(case, due, now),
        sentence=words.deadline_sentence(applied.row, due),
        basis=words.basis_words(applied.row.basis, source, province),
        is_borrowed=applied.row.basis != "adopted",
        moved=_moved(case),
        anew=anew.at if anew else None,
    )


def _state(
    case: Case, due: Due, used: float, until: datetime
) -> Literal["ok", "warn", "bad", "none"]:
    if until > due.at:
        return "bad"
    if case.answered_at is not None:
        return "ok"
    return "warn" if used >= NEARLY else "ok"


def _headline(case: Case, due: Due, now: datetime) -> str:
    at = words.moment_words(due.at)
    if case.answered_at is not None:
        said = {"at": words.moment_words(case.answered_at), "due": at}
        if case.answered_at <= due.at:
            return _("Đã trả lời lúc %(at)s, trong hạn") % said
        return _("Đã trả lời lúc %(at)s, trễ hạn %(due)s") % said
    if now > due.at:
        return _("Đã quá hạn %(at)s") % {"at": at}
    return _("Trả lời trước %(at)s") % {"at": at}


def _moved(case: Case) -> str:
    if case.due_at == case.promised_at:
        return ""
    said = {"at": words.moment_words(case.promised_at)}
    if case.pauses:
        return _("Hẹn lúc gửi: %(at)s. Hạn đổi vì có thời gian chờ người gửi bổ sung.") % said
    return _("Hẹn lúc gửi: %(at)s. Hạn đổi theo mức xử lý sau khi phân loại.") % said
