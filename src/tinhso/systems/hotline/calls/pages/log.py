"""The log of calls: whom to call back, what became of each call, the day's figures."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.web.cases.holding import actor_of
from tinhso.web.cells import safe_cell

from .. import actions
from ..errors import CallError
from ..forms import OUTCOMES, LogForm, MissedForm, outcome_words
from ..models import Call
from ..queries import calls, log
from ..queries.desks import COUNT, READ, TAKE, desk_for
from ..rules import clock
from .access import at_desk

PAGE = 25
HELD_DAYS = 90


@never_cache
@require_safe
@at_desk(READ)
def calls_log(request: HttpRequest, desk: int) -> HttpResponse:
    """Show a day's calls, newest first, and those who wait to be called back."""
    now = timezone.now()
    filters = _filters(request)
    figures, back = log.figures_of(desk, filters.day), list(log.to_call_back(desk)[: PAGE + 1])
    page = Paginator(log.log(desk, filters), PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "filters": filters,
        "today": timezone.localdate(now),
        "page": page,
        "rows": [_row(found) for found in page],
        "figures": figures,
        "median": _median(figures),
        "outcomes": OUTCOMES.items(),
        "operators": log.operators(desk, since=now - timedelta(days=HELD_DAYS)),
        "back": [_row(found) for found in back[:PAGE]],
        "back_many": f"{PAGE}+" if len(back) > PAGE else len(back),
        "takes": desk_for(actor_of(request), TAKE, now=now) is not None,
        "missed": MissedForm(initial={"key": f"missed:{now:%Y%m%d%H%M%S%f}"}),
    }
    return render(request, "calls/log.html", context)


def _filters(request: HttpRequest) -> log.LogFilters:
    form, today = LogForm(request.GET), timezone.localdate()
    form.is_valid()
    given = form.cleaned_data
    return log.LogFilters(
        form.on(today), given.get("operator"), given.get("outcome", ""), given.get("q", "").strip()
    )


def _row(found: Call) -> dict[str, Any]:
    return {
        "call": found,
        "masked": calls.masked(found),
        "outcome": outcome_words(found) if found.outcome else "",
        "state": STATES.get(found.outcome, "warn"),
        "length": clock((found.ended_at - found.begun_at).total_seconds())
        if found.ended_at and found.outcome != Call.Outcome.MISSED
        else "",
    }


STATES = {
    "filed": "ok",
    "linked": "ok",
    "informed": "ok",
    "led_elsewhere": "none",
    "wrong_number": "none",
    "abandoned": "warn",
    "missed": "warn",
}


@never_cache
@require_safe
@at_desk(READ)
def export(request: HttpRequest, desk: int) -> StreamingHttpResponse:
    """Send the narrowed log as CSV; numbers stay masked, notes stay here."""
    lines = _lines(desk, _filters(request))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="cuoc-goi.csv"'
    return response


COLUMNS = (
    "begun_at", "ended_at", "seconds", "operator", "number_masked", "outcome", "report",
    "demonstration",
)  # fmt: skip


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, value: str) -> str:
        return value


def _lines(desk: int, filters: log.LogFilters) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow(COLUMNS))
    for found in log.export(desk, filters):
        ended = timezone.localtime(found.ended_at) if found.ended_at else None
        begun = timezone.localtime(found.begun_at)
        yield writer.writerow(
            [
                begun.isoformat(timespec="seconds"),
                ended.isoformat(timespec="seconds") if ended else "",
                int((ended - begun).total_seconds()) if ended else "",
                safe_cell(found.operator.username),
                calls.masked(found),
                found.outcome or "open",
                found.case.number if found.case else "",
                "yes" if found.demonstration else "",
            ]
        )


@never_cache
@require_safe
@at_desk(COUNT)
def counts(request: HttpRequest, desk: int) -> HttpResponse:
    """Show how many called on each of the last days, for who may count but not read."""
    last = timezone.localdate()
    first = last - timedelta(days=log.DAYS - 1)
    found = log.figures(desk, first=first, last=last)
    days = [{"figures": one, "median": _median(one)} for one in found]
    return render(request, "calls/figures.html", {"days": days, "count": log.DAYS})


def _median(one: log.Figures) -> str:
    return "" if one.median_seconds is None else clock(one.median_seconds)


@never_cache
@require_http_methods(["POST"])
@at_desk(TAKE)
def missed(request: HttpRequest, _desk: int) -> HttpResponse:
    """Enter a call that nobody could take."""
    form = MissedForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        actor = actor_of(request)
        actions.enter_missed(given["number"], key=given["key"], actor=actor, now=timezone.now())
        messages.success(request, _("Đã thêm vào danh sách gọi lại."))
    else:
        messages.error(request, " ".join(str(said) for said in form.errors.get("number", [])))
    return redirect("hotline_calls:log")


@never_cache
@require_POST
@at_desk(TAKE)
def settle(request: HttpRequest, _desk: int, call: UUID) -> HttpResponse:
    """Take a call off the list of those to be called back."""
    try:
        actions.settle(call, actor=actor_of(request), now=timezone.now())
    except CallError:
        raise Http404 from None
    messages.success(request, _("Đã bỏ khỏi danh sách gọi lại."))
    return redirect("hotline_calls:log")
