"""What is due first: the home of everybody who works on cases."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.kernel.cases import queries
from tinhso.kernel.cases.queries.worklists import STATES, Filters, State
from tinhso.web.cases.access import staff_only
from tinhso.web.cases.holding import actor_of
from tinhso.web.ways import Chip

BOUND = 1000


@never_cache
@require_safe
@staff_only
def work(request: HttpRequest) -> HttpResponse:
    """Show the open steps that the visitor may act on, those due first."""
    now, actor = timezone.now(), actor_of(request)
    filters = _filters(request)
    page = queries.worklist(actor, filters, now=now, after=request.GET.get("after"))
    return render(
        request,
        "cases/work.html",
        {
            "now": now,
            "filters": filters,
            "page": page,
            "chips": _chips(filters, queries.counts(actor, now=now, bound=BOUND)),
            "procedures": queries.all_in_force(now=now),
            "is_first": not request.GET.get("after"),
        },
    )


def _filters(request: HttpRequest) -> Filters:
    asked = request.GET
    state: State = next((s for s in STATES if s == asked.get("state")), "all")
    return Filters(
        state=state,
        procedure=asked.get("procedure", "")[:80],
        category=asked.get("category", "")[:60],
        text=asked.get("q", "")[:100],
    )


def _chips(filters: Filters, counts: dict[State, int]) -> list[Chip]:
    titles: dict[State, str] = {
        "all": _("Tất cả"),
        "late": _("Quá hạn"),
        "soon": _("Đến hạn trong 24 giờ"),
        "waiting": _("Đang chờ bổ sung"),
        "mine": _("Giao cho tôi"),
    }
    kept = {"q": filters.text, "procedure": filters.procedure, "category": filters.category}
    return [
        Chip(
            title=title,
            href=reverse("cases:worklist")
            + "?"
            + urlencode({k: v for k, v in {"state": state, **kept}.items() if v}),
            current=state == filters.state,
            count=min(counts[state], BOUND),
            more=counts[state] > BOUND,
        )
        for state, title in titles.items()
    ]
