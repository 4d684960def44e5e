"""How a report came so far and what comes next, in a citizen's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.units.models import Unit
from tinhso.web.templatetags.tinhso import datetime_vi

from .models import PublishedReport

HAPPENED = {
    "filed": gettext_lazy("Tổng đài đã nhận phản ánh"),
    "redirect": gettext_lazy("Tổng đài đã hướng dẫn gửi đúng nơi"),
    "decline": gettext_lazy("Không thể xử lý, đã nói rõ vì sao"),
    "agree": gettext_lazy("Người gửi đồng ý với kết quả"),
    "dispute": gettext_lazy("Người gửi chưa đồng ý, việc được làm tiếp"),
    "lapsed": gettext_lazy("Hết hạn chờ, người gửi không phản hồi"),
}
HAPPENED_AT_UNIT = {
    "classify": gettext_lazy("Đã phân loại và giao cho %(unit)s"),
    "answer": gettext_lazy("%(unit)s đã trả lời"),
    "pass_on": gettext_lazy("%(unit)s trả lại tổng đài để giao nơi khác"),
    "contribute": gettext_lazy("%(unit)s đã xong phần phối hợp"),
}
NOW = {
    "received": gettext_lazy("Tổng đài đang xem và phân loại"),
    "answered": gettext_lazy("Chờ người gửi cho biết có đồng ý không"),
}
NOW_AT_UNIT = {
    "with_unit": gettext_lazy("%(unit)s đang xử lý"),
    "supporting": gettext_lazy("%(unit)s đang phối hợp"),
}


@dataclass(frozen=True)
class Told:
    """One moment of the way, as the component `timeline` draws it."""

    state: str
    title: str
    detail: str


def told(report: PublishedReport, units: Mapping[int, Unit], *, now: datetime) -> list[Told]:
    """Return the way of a report: what happened, what is being done, by when."""
    return [
        _now(entry, units, now) if "now" in entry else _happened(entry, units)
        for entry in report.way
    ]


def units_of(report: PublishedReport) -> set[int]:
    """Return the units that a report's way names."""
    return {entry["unit"] for entry in report.way if entry["unit"]}


def _happened(entry: Mapping[str, str], units: Mapping[int, Unit]) -> Told:
    title = _sentence(entry["what"], HAPPENED, HAPPENED_AT_UNIT, entry, units)
    return Told("done", title or _("Đã chuyển sang bước sau"), _moment(entry["at"]))


def _now(entry: Mapping[str, str], units: Mapping[int, Unit], now: datetime) -> Told:
    title = _sentence(entry["now"], NOW, NOW_AT_UNIT, entry, units)
    since = _moment(entry["at"])
    if entry["waits"] and entry["until"]:
        detail = _("Chờ người gửi bổ sung, chậm nhất %(until)s") % {
            "until": _moment(entry["until"])
        }
        return Told("now", title or _("Đang xử lý"), detail)
    due = entry["until"] or entry["due"]
    if not due:
        return Told("now", title or _("Đang xử lý"), _("Từ %(since)s") % {"since": since})
    late = datetime.fromisoformat(due) < now
    words = _("Hạn %(due)s đã qua") if late else _("Trước %(due)s")
    return Told("late" if late else "now", title or _("Đang xử lý"), words % {"due": _moment(due)})


def _sentence(
    what: str,
    plain: Mapping[str, object],
    at_unit: Mapping[str, object],
    entry: Mapping[str, object],
    units: Mapping[int, Unit],
) -> str:
    unit = units.get(entry["unit"]) if isinstance(entry["unit"], int) else None
    if what in at_unit:
        return str(at_unit[what]) % {"unit": unit.body_title if unit else _("đơn vị phụ trách")}
    return str(plain.get(what, ""))


def _moment(instant: str) -> str:
    return datetime_vi(datetime.fromisoformat(instant))
