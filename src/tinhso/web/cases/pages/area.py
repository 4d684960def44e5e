"""My open cases on the map: where they are, and how much time each has left."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.kernel.cases import queries
from tinhso.kernel.cases.queries.worklists import Work
from tinhso.kernel.cases.words import moment_words
from tinhso.web.cases.access import staff_only
from tinhso.web.cases.filters import BOUND, chips, filters_of, query_of
from tinhso.web.cases.holding import actor_of

ON_MAP = 500
LISTED = 40


@never_cache
@require_safe
@staff_only
def area(request: HttpRequest) -> HttpResponse:
    """Show the visitor's open cases on the map, with a list of the same beside it."""
    now, actor = timezone.now(), actor_of(request)
    filters = filters_of(request)
    works = queries.worklist(actor, filters, now=now, size=ON_MAP).works
    placed = [work for work in works if work.latitude is not None]
    return render(
        request,
        "cases/area.html",
        {
            "now": now,
            "filters": filters,
            "query": query_of(filters),
            "chips": chips(filters, queries.counts(actor, now=now, bound=BOUND), "cases:area"),
            "rows": [(work, state(work)) for work in works[:LISTED]],
            "more": max(0, len(works) - LISTED),
            "placed": len(placed),
            "elsewhere": len(works) - len(placed),
            "full": len(works) == ON_MAP,
        },
    )


@never_cache
@require_safe
@staff_only
def points(request: HttpRequest) -> HttpResponse:
    """Send the visitor's open cases that have a place as GeoJSON."""
    works = queries.worklist(
        actor_of(request), filters_of(request), now=timezone.now(), size=ON_MAP
    ).works
    features = [_feature(work) for work in works if work.latitude is not None]
    body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return HttpResponse(body, content_type="application/geo+json")


def state(work: Work) -> str:
    """Return the shape a case is drawn in by the time it has left: ok, warn, bad or none."""
    if work.waits_until:
        return "none"
    if work.is_late:
        return "bad"
    return "warn" if work.is_soon or work.is_tomorrow else "ok"


def _feature(work: Work) -> dict[str, object]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [work.longitude, work.latitude]},
        "properties": {
            "title": work.title,
            "state": state(work),
            "href": reverse("cases:case", args=[work.number]),
            "note": _due(work),
        },
    }


def _due(work: Work) -> str:
    if work.waits_until:
        return _("chờ đến %s") % moment_words(work.waits_until)
    if work.due_at is None:
        return work.place
    late = _("quá hạn từ %s") if work.is_late else _("trước %s")
    return late % moment_words(work.due_at)
