"""What is due first: the home of everybody who works on cases."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.kernel.cases import queries
from tinhso.kernel.cases.queries.worklists import Filters, Work
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units import queries as units
from tinhso.web.cases.access import staff_only
from tinhso.web.cases.filters import BOUND, chips, filters_of, query_of
from tinhso.web.cases.holding import actor_of, stands_in
from tinhso.web.cells import safe_cell

MOST_EXPORTED = 5000
COMMUNE = ("code", "name_vi", "name_en")


@never_cache
@require_safe
@staff_only
def work(request: HttpRequest) -> HttpResponse:
    """Show the open steps that the visitor may act on, those due first."""
    now, actor = timezone.now(), actor_of(request)
    filters = filters_of(request)
    page = queries.worklist(actor, filters, now=now, after=request.GET.get("after"))
    procedures = queries.all_in_force(now=now)
    return render(
        request,
        "cases/work.html",
        {
            "now": now,
            "filters": filters,
            "query": query_of(filters),
            "page": page,
            "chips": chips(filters, queries.counts(actor, now=now, bound=BOUND), "cases:worklist"),
            "procedures": procedures,
            "categories": queries.categories(procedures, now=now),
            "communes": [
                (one.code, one.title)
                for one in units.communes(timezone.localdate(now)).only(*COMMUNE)
            ],
            "is_first": not request.GET.get("after"),
            "all_chosen": "all" in request.GET,
            "narrowed": bool(filters.category or filters.place or filters.unit),
            "stands_in": stands_in(actor),
        },
    )


@never_cache
@require_safe
@staff_only
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Send the visitor's narrowed list as CSV, at most MOST_EXPORTED rows."""
    lines = _lines(actor_of(request), filters_of(request))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="viec.csv"'
    return response


class _Line:
    """A file of which every line is handed on at once."""

    def write(self, line: str) -> str:
        return line


def _lines(actor: Actor, filters: Filters) -> Iterator[str]:
    now, writer, sent = timezone.now(), csv.writer(_Line()), 0
    titles = queries.categories(queries.all_in_force(now=now), now=now)
    heads = (
        *(_("Mã"), _("Tiêu đề"), _("Quy trình"), _("Bước"), _("Lĩnh vực"), _("Xã, phường")),
        *(_("Đơn vị"), _("Giao cho"), _("Gửi lúc"), _("Hạn của bước"), _("Hạn trả lời")),
        *(_("Tình trạng"), _("Số lần chuyển")),
    )
    yield "\ufeff" + writer.writerow(heads)
    after: str | None = None
    while sent < MOST_EXPORTED:
        page = queries.worklist(actor, filters, now=now, after=after, size=500)
        for one in page.works:
            yield writer.writerow([safe_cell(cell) for cell in _cells(one, titles)])
        sent, after = sent + len(page.works), page.after
        if after is None:
            return


def _cells(one: Work, titles: dict[str, str]) -> list[object]:
    return [
        one.number,
        one.title,
        one.procedure,
        one.step,
        titles.get(one.category, one.category),
        one.place,
        one.unit,
        one.assignee,
        timezone.localtime(one.filed_at).isoformat(timespec="minutes"),
        timezone.localtime(one.due_at).isoformat(timespec="minutes") if one.due_at else "",
        timezone.localtime(one.promise_at).isoformat(timespec="minutes"),
        _state(one),
        one.hops,
    ]


def _state(one: Work) -> str:
    if one.waits_until:
        return _("Chờ bổ sung")
    if one.is_late:
        return _("Quá hạn")
    return _("Sắp đến hạn") if one.is_soon else _("Trong hạn")
