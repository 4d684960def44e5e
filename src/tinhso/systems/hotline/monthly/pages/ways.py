"""What the month's pages share: the province's rules, the way to a page, how a month is said."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.kernel.people.actors import Member
from tinhso.web.ways import Crumb

from ..declared import this_month_file
from ..rules.declared import MonthFile
from ..rules.windows import Month

DIGITS = 7


def rules_of_month() -> MonthFile:
    """Return the province's rules of the month; raise Http404 where it has none."""
    file = this_month_file()
    if file is None:
        raise Http404(_("Tỉnh chưa khai báo báo cáo tháng của tổng đài."))
    return file


def said(month: Month) -> str:
    """Return a month as it is said: 11/2026."""
    return f"{month.number}/{month.year}"


def number(words: str) -> int | None:
    """Return a small number that an address names; None for anything else."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < DIGITS else None


def instant(words: str) -> datetime | None:
    """Return an instant that an address names; None for anything else, or without a zone."""
    try:
        found = parse_datetime(words)
        return None if found is None or timezone.is_naive(found) else found.astimezone(UTC)
    except (ValueError, OverflowError):  # an hour of the year 1 may lie before it elsewhere
        return None


def crumbs(*more: Crumb) -> list[Crumb]:
    """Return the way to the months, and on."""
    return [
        Crumb(_("Phản ánh"), reverse("hotline:board")),
        Crumb(_("Báo cáo tháng"), reverse("hotline_monthly:index") if more else ""),
        *more,
    ]


def month_crumb(month: Month, *, last: bool = False) -> Crumb:
    """Return the step of a month."""
    href = "" if last else reverse("hotline_monthly:month", args=[month])
    return Crumb(_("Tháng %(m)s") % {"m": said(month)}, href)


def case_place(request: HttpRequest) -> str:
    """Return where one case opens: staff work on it, everyone else reads what was published."""
    actor = getattr(request, "actor", None)
    staff = isinstance(actor, Member) and actor.is_staff
    return "cases:case" if staff else "hotline:report"


def language() -> str:
    """Return the reader's language: vi or en."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"
