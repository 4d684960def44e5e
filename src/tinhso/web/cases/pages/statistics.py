"""How cases are going: counts by unit and category over a period."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.cases import queries
from tinhso.web.cases.access import staff_only
from tinhso.web.ways import Chip

PERIODS = {"30": 30, "90": 90, "365": 365}


@require_safe
@staff_only
def statistics(request: HttpRequest) -> HttpResponse:
    """Show counts of the cases filed in a period, by answering unit and by category."""
    now = timezone.now()
    asked = request.GET.get("days", "30")
    days = PERIODS.get(asked, 30)
    procedure = request.GET.get("procedure", "")[:80]
    since = _midnight(now - timedelta(days=days))
    found = queries.statistics(since=since, until=now, now=now, procedure=procedure)
    titles = {30: _("30 ngày qua"), 90: _("90 ngày qua"), 365: _("Một năm qua")}
    chips = [
        Chip(titles[n], f"?days={n}&procedure={procedure}", n == days, None)
        for n in PERIODS.values()
    ]
    return render(
        request,
        "cases/statistics.html",
        {
            "found": found,
            "since": since,
            "now": now,
            "chips": chips,
            "procedure": procedure,
            "days": days,
            "procedures": queries.all_in_force(now=now),
        },
    )


def _midnight(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
