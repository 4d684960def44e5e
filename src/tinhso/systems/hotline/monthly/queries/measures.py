"""Each measure of the month, defined once: what is counted is what is listed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..rules.rounds import ANSWERED, DECLINED, REDIRECTED
from ..rules.windows import Window

OFTEN = 3
"""From so many times on a report has been passed on often."""


@dataclass(frozen=True)
class Measure:
    """What is counted: its name in addresses, its words, the rounds that it holds for."""

    name: str
    title: str | Promise
    holds: Callable[[Window], Q]


def _opened(window: Window) -> Q:
    return Q(opened_at__gte=window.since, opened_at__lt=window.until)


def _done(window: Window) -> Q:
    return Q(closed_at__gte=window.since, closed_at__lt=window.until)


def _open(window: Window) -> Q:
    still = Q(closed_at__isnull=True) | Q(closed_at__gte=window.until)
    return Q(opened_at__lt=window.until) & still


def _carried(window: Window) -> Q:
    still = Q(closed_at__isnull=True) | Q(closed_at__gte=window.since)
    return Q(opened_at__lt=window.since) & still


def _replied(window: Window) -> Q:
    return Q(replied_at__gte=window.since, replied_at__lt=window.until)


def _open_late(window: Window) -> Q:
    return _open(window) & Q(due_at__lt=window.until)


def _done_late(window: Window) -> Q:
    return _done(window) & Q(closed_at__gt=F("due_at"))


FIRST, AGAIN = Q(nth=1), Q(nth__gt=1)

ALL = (
    Measure("carried", _("Tồn từ kỳ trước"), _carried),
    Measure("received", _("Nhận trong kỳ"), lambda w: _opened(w) & FIRST),
    Measure("reopened", _("Mở lại vì người gửi chưa đồng ý"), lambda w: _opened(w) & AGAIN),
    Measure("done", _("Đã xong"), _done),
    Measure("answered", _("Đã trả lời"), lambda w: _done(w) & Q(ended=ANSWERED)),
    Measure("redirected", _("Hướng dẫn gửi nơi khác"), lambda w: _done(w) & Q(ended=REDIRECTED)),
    Measure("declined", _("Không thể xử lý"), lambda w: _done(w) & Q(ended=DECLINED)),
    Measure("in_time", _("Xong đúng hạn"), lambda w: _done(w) & Q(closed_at__lte=F("due_at"))),
    Measure("done_late", _("Xong nhưng trễ hạn"), _done_late),
    Measure("open", _("Chưa xong"), _open),
    Measure("open_late", _("Chưa xong, đã quá hạn"), _open_late),
    Measure("late", _("Quá hạn: xong trễ hoặc chưa xong"), lambda w: _done_late(w) | _open_late(w)),
    Measure("judged", _("Đã xong hoặc quá hạn"), lambda w: _done(w) | _open_late(w)),
    Measure(
        "urgent", _("Khẩn cấp nhận trong kỳ"), lambda w: _opened(w) & FIRST & Q(priority="urgent")
    ),
    Measure("open_urgent", _("Khẩn cấp chưa xong"), lambda w: _open(w) & Q(priority="urgent")),
    Measure("open_again", _("Chưa đồng ý, đang làm lại"), lambda w: _open(w) & AGAIN),
    Measure("agreed", _("Người gửi đồng ý"), lambda w: _replied(w) & Q(reply="agreed")),
    Measure("disputed", _("Người gửi chưa đồng ý"), lambda w: _replied(w) & Q(reply="disputed")),
    Measure("lapsed", _("Người gửi im lặng"), lambda w: _replied(w) & Q(reply="lapsed")),
    Measure("rated", _("Có chấm sao"), lambda w: _replied(w) & Q(stars__isnull=False)),
    Measure(
        "first", _("Có câu trả lời đầu tiên"), lambda w: _done(w) & FIRST & Q(minutes__isnull=False)
    ),
    Measure(
        "passed", _("Đã chuyển vòng ít nhất một lần"), lambda w: _done(w) & FIRST & Q(hops__gte=1)
    ),
    Measure(
        "passed_often",
        _("Chuyển vòng từ ba lần"),
        lambda w: _done(w) & FIRST & Q(hops__gte=OFTEN),
    ),
)
MEASURES: Mapping[str, Measure] = MappingProxyType({one.name: one for one in ALL})


def touched(window: Window) -> Q:
    """Return the rounds that any measure may hold for: open, done or replied to in the window."""
    reached = (
        Q(closed_at__isnull=True) | Q(closed_at__gte=window.since) | Q(replied_at__gte=window.since)
    )
    return Q(opened_at__lt=window.until) & reached
