"""What of the worklist an address asks for; a filter is kept by keeping its address."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tinhso.kernel.cases.queries.worklists import STATES, Filters, State
from tinhso.web.ways import Chip

BOUND = 1000


def filters_of(request: HttpRequest) -> Filters:
    """Return the filters that an address names; what isn't known narrows nothing."""
    asked = request.GET
    state: State = next((s for s in STATES if s == asked.get("state")), "all")
    return Filters(
        state=state,
        procedure=asked.get("procedure", "")[:80],
        category=asked.get("category", "")[:60],
        text=asked.get("q", "")[:100],
        place=asked.get("place", "")[:20],
        unit=asked.get("unit", "")[:40],
    )


def query_of(filters: Filters, **more: str) -> str:
    """Return the address's query of filters, with changes; empty ones are left out."""
    asked = {
        "state": filters.state if filters.state != "all" else "",
        "q": filters.text,
        "procedure": filters.procedure,
        "category": filters.category,
        "place": filters.place,
        "unit": filters.unit,
    }
    return urlencode({name: value for name, value in (asked | more).items() if value})


def chips(filters: Filters, counts: dict[State, int], page: str) -> list[Chip]:
    """Return a way to each state of the list, with how much is there."""
    titles: dict[State, str] = {
        "all": _("Tất cả"),
        "late": _("Quá hạn"),
        "soon": _("Đến hạn trong 24 giờ"),
        "waiting": _("Đang chờ bổ sung"),
        "mine": _("Giao cho tôi"),
        "named": _("Nhắc đến tôi"),
    }
    shown = [
        state for state in titles if state != "named" or counts[state] or filters.state == state
    ]
    return [
        Chip(
            title=titles[state],
            href=f"{reverse(page)}?{query_of(filters, state=state)}",
            current=state == filters.state,
            count=min(counts[state], BOUND),
            more=counts[state] > BOUND,
        )
        for state in shown
    ]
