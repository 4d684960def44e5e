"""Now: what waits for whom, and where reports concentrate. For leaders and everyone."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from tinhso.kernel.units.models import Unit
from tinhso.systems.hotline.open_side import on_the_open_side
from tinhso.systems.hotline.queries import catalogue
from tinhso.web.indicators.drawings import SIZES
from tinhso.web.papers import bars
from tinhso.web.papers.content import Both
from tinhso.web.templatetags.tinhso import number
from tinhso.web.ways import Crumb

from .. import making, queries, shown
from ..addresses import between
from ..declared import this_zone
from ..models import Round
from ..queries import NONE, Counts, Waiting
from ..rules.figures import HotSpots
from ..rules.windows import Window
from ..shown import Fact, Number
from .ways import case_place, crumbs, language, rules_of_month

SHOWN = 6
OPEN = ("open", "open_late", "open_urgent", "open_again")
TODAY = {"received": _lazy("Nhận"), "done": _lazy("Xong")}
REPLIES = ("agreed", "disputed", "lapsed")
WARNING = {"open_urgent", "open_again"}
HOURS = 24


@dataclass(frozen=True)
class Held:
    """A unit with what is late and what is open there."""

    name: str
    late: Number
    open: Number


@dataclass(frozen=True)
class Overdue:
    """A report that is late, by so many whole days."""

    number: str
    title: str
    elsewhere: str
    unit: str
    days: int
    href: str


@require_safe
@on_the_open_side
def live(request: HttpRequest) -> HttpResponse:
    """Show what waits, what is late and what came today; a poll gets 304 while nothing changed.

    Page and part have one address: only the part has a mark, and each says that it is not the
    other, so that no browser puts the whole page where the part belongs.
    """
    now = timezone.now().replace(microsecond=0)
    window = _today(now)
    counts = queries.whole(queries.live(), window)
    late = queries.longest_late(window, shown=SHOWN)
    units = queries.most_late(window, shown=SHOWN)
    hours = queries.by_hour(queries.live(), window, this_zone())
    place = case_place(request)
    longest = [(one.number, one.category, one.unit_id, (now - one.due_at).days) for one in late]
    mark = _mark(place, window.since, counts.of, longest, units, hours)
    polls = "HX-Request" in request.headers
    if polls and mark in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    else:
        titles = making.Titles(catalogue(now=now), [one.unit for one in units if one.unit])
        response = render(
            request,
            "monthly/live_part.html" if polls else "monthly/live.html",
            {
                "now": now,
                "open": [_fact(name, counts, window) for name in OPEN],
                "today": [_fact(name, counts, window) for name in TODAY],
                "said": [_fact(name, counts, window) for name in REPLIES],
                "units": [_unit(one, titles, window) for one in units],
                "late": [_late(one, titles, now, place) for one in late],
                "channels": _channels(titles, window),
                "drawings": _drawn(hours),
                "crumbs": crumbs(Crumb(_("Lúc này"))),
            },
        )
    if polls:
        response["ETag"] = mark
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("HX-Request", "Cookie"))
    return response


def _today(now: datetime) -> Window:
    local = timezone.localtime(now, this_zone())
    return Window(local.replace(hour=0, minute=0, second=0, microsecond=0), now)


def _mark(*of: object) -> str:
    said = repr((language(), *of)).encode()
    return f'"{hashlib.sha256(said).hexdigest()[:32]}"'


def _href(what: str, window: Window, **narrowed: str) -> str:
    return between(window.since.isoformat(), window.until.isoformat(), what, **narrowed)


def _fact(what: str, counts: Counts, window: Window) -> Fact:
    n = counts.of[what]
    state = ("bad" if what == "open_late" else "warn" if what in WARNING else "") if n else ""
    value = Number(number(n), _href(what, window) if n else "", state)
    return Fact(str(TODAY.get(what) or queries.MEASURES[what].title), value)


def _unit(one: Waiting, titles: making.Titles, window: Window) -> Held:
    key = str(one.unit) if one.unit else NONE
    late = Number(number(one.late), _href("open_late", window, unit=key), "bad")
    held = Number(number(one.open), _href("open", window, unit=key))
    return Held(_of(titles.of("unit", key)), late, held)


def _late(one: Round, titles: making.Titles, now: datetime, place: str) -> Overdue:
    href = reverse(place, args=[one.number])
    return Overdue(
        one.number,
        _of(titles.of("category", one.category or NONE)),
        _elsewhere(one),
        one.unit.body_title if one.unit else _of(making.NO_UNIT),
        (now - one.due_at).days,
        href,
    )


def _elsewhere(one: Round) -> str:
    """Return where it happened, unless the unit's name says so already."""
    place = one.commune.title if one.commune else ""
    return "" if one.unit_id == one.commune_id else place


def _channels(titles: making.Titles, window: Window) -> list[Fact]:
    return [
        Fact(
            _of(titles.of("channel", name or NONE)),
            Number(number(n), _href("received", window, channel=name or NONE)),
        )
        for name, n in queries.by_channel(window).items()
    ]


def _drawn(hours: Mapping[datetime, tuple[int, int]]) -> list[tuple[str, bars.DaysDrawing]]:
    """Return what came and was done in each hour of today, drawn for each size."""
    zone = this_zone()
    counted = {timezone.localtime(at, zone).hour: n for at, n in hours.items()}
    columns = [(_("%(h)s giờ") % {"h": hour}, counted.get(hour, (0, 0))) for hour in range(HOURS)]
    words = (_("nhận"), _("xong"))
    return [(name, bars.columns(columns, words, size, language())) for name, size in SIZES]


@require_safe
@on_the_open_side
def hotspots(request: HttpRequest) -> HttpResponse:
    """Show where reports come more often now than they usually do."""
    rule = rules_of_month().spots
    named = _spots_now()
    return render(
        request,
        "monthly/hotspots.html",
        {
            "spots": [shown.spot(one, named) for one in named.found],
            "looked_at": named.looked_at,
            "rule": rule,
            "looks": math.floor(1 / rule.risk),
            "crumbs": crumbs(Crumb(_("Điểm nóng"))),
        },
    )


@require_safe
@on_the_open_side
def hotspots_geojson(request: HttpRequest) -> HttpResponse:
    """Send the hot spots for the map, each at the middle of its commune."""
    del request
    named = _spots_now()
    places = Unit.objects.in_bulk([int(one.commune) for one in named.found])
    features = []
    for one in named.found:
        place, spot = places[int(one.commune)], shown.spot(one, named)
        if place.latitude is None or place.longitude is None:
            continue
        features.append(
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
                "properties": {
                    "title": f"{spot.category}: {spot.recent.said}",
                    "state": "bad",
                    "href": spot.recent.href,
                    "detail": spot.place,
                },
            }
        )
    body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return HttpResponse(body, content_type="application/geo+json")


def _spots_now() -> HotSpots:
    now = timezone.now().replace(microsecond=0)
    return making.spots(rules_of_month(), queries.live(), now)


def _of(words: Both) -> str:
    return words.of(language())
