"""What is fetched while an operator listens: every answer is a piece of the console."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.cases.queries import is_commune
from tinhso.kernel.cases.queries.units import id_of
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.actions import read_people
from tinhso.kernel.units.finding import Found, find
from tinhso.web.cases.holding import actor_of
from tinhso.web.places.fields import explain

from ...alike import paths
from ...alike import queries as alike
from .. import actions
from ..errors import CallError
from ..forms import CallForm
from ..queries import answers, calls, routing
from ..queries.desks import TAKE
from .access import account_of, at_desk

DRAFTED = (
    "text", "where", "place", "address", "category", "priority", "unit_words", "unit", "name",
    "phone", "consents",
)  # fmt: skip
LONGEST = 4000
SIMILAR = 3


def beside(typed: Mapping[str, str], *, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return what stands beside the words typed so far: suggestions, likes, who would answer."""
    text, place, category = typed["text"][:LONGEST], typed["place"], typed["category"]
    day = timezone.localdate(now)
    known = bool(place) and is_commune(place, day)
    found = (
        alike.similar(
            text,
            latitude=None,
            longitude=None,
            commune=place if known else "",
            actor=actor,
            now=now,
            limit=SIMILAR,
        )
        if text.strip() and known
        else []
    )
    shown, otherwise = {one.case_id for one in found}, paths.recognised(text)
    here = calls.open_here(id_of(place, day), category=category) if known else ()
    return {
        "suggested": alike.suggest(text, now=now) if text.strip() else [],
        "way": otherwise[1] if otherwise else None,
        "similar": found,
        "here": [case for case in here if case.pk not in shown],
        "place_known": known,
        "usual": routing.routing(category, place, now=now),
    }


@never_cache
@require_POST
@at_desk(TAKE)
def listen(request: HttpRequest, _desk: int, call: UUID) -> HttpResponse:
    """Keep what has been typed and answer with all that stands beside it.

    By POST, so that a caller's words stand in no address and in no server's log of addresses.
    """
    now, actor = timezone.now(), actor_of(request)
    typed = {name: request.POST.get(name, "")[:LONGEST] for name in DRAFTED}
    try:
        actions.keep_draft(call, typed, actor=actor, now=now)
    except CallError:
        raise Http404 from None
    context = {"call_id": call, "kept_at": now, "now": now, "typed": typed}
    context |= beside(typed, actor=actor, now=now)
    return render(request, "calls/listened.html", context)


@never_cache
@require_POST
@at_desk(TAKE)
def caller(request: HttpRequest, desk: int, call: UUID) -> HttpResponse:
    """Show the names that this number gave before: a reading of personal data, and recorded."""
    now, actor = timezone.now(), actor_of(request)
    found = calls.call(call)
    if found is None or found.unit_id != desk or found.operator_id != account_of(request):
        raise Http404
    if found.ended_at is not None:
        raise Http404
    persons = calls.caller(calls.number_of(found), besides=found.pk).persons
    people = read_people(persons, ["name"], purpose="hotline.call", actor=actor, now=now)
    names = list(dict.fromkeys(person.name for person in people if person.name))
    return render(request, "calls/_names.html", {"names": names, "call": found})


Offered = list[tuple[str, str, str]]


def communes_of(found: Found | None) -> Offered:
    """Return the communes among what a text may mean: code, title, how it came from the name."""
    return [
        (one.unit.code, one.unit.title, explain(one))
        for one in (found.candidates if found else ())
        if one.unit.kind == "commune"
    ]


def units_of(found: Found | None) -> Offered:
    """Return the units that a text may mean: code, title, how it came from the name."""
    candidates = found.candidates if found else ()
    return [(one.unit.code, one.unit.body_title, explain(one)) for one in candidates]


def offered_places(form: CallForm, chosen: str, now: datetime) -> Offered:
    """Return the communes to choose from: those in doubt, else the one that was chosen."""
    return communes_of(form.found) or _one(chosen, now, is_body=False)


def offered_units(form: CallForm, chosen: str, now: datetime) -> Offered:
    """Return the units to choose from: those in doubt, else the one that was chosen."""
    return units_of(form.found_units) or _one(chosen, now, is_body=True)


def _one(code: str, now: datetime, *, is_body: bool) -> Offered:
    unit = routing.unit(code, now=now) if code else None
    return [(unit.code, unit.body_title if is_body else unit.title, "")] if unit else []


@never_cache
@require_safe
@at_desk(TAKE)
def places(request: HttpRequest, _desk: int) -> HttpResponse:
    """Offer the communes that `?where=` may mean, old names and new; a divided one is asked."""
    found = find(request.GET.get("where", "")[:100], timezone.localdate(), areas_only=True)
    only = found.only.code if found.only and found.only.kind == "commune" else ""
    context = {"name": "place", "offered": communes_of(found), "chosen": only}
    return render(request, "calls/_offered.html", context)


@never_cache
@require_safe
@at_desk(TAKE)
def units(request: HttpRequest, _desk: int) -> HttpResponse:
    """Offer the units that `?unit_words=` may mean."""
    found = find(request.GET.get("unit_words", "")[:100], timezone.localdate())
    only = found.only.code if found.only else ""
    context = {"name": "unit", "offered": units_of(found), "chosen": only}
    return render(request, "calls/_offered.html", context)


@never_cache
@require_safe
@at_desk(TAKE)
def known_answers(request: HttpRequest, _desk: int) -> HttpResponse:
    """Offer answers to read aloud for `?q=`."""
    found = answers.search(request.GET.get("q", "")[:100], now=timezone.now())
    return render(request, "calls/_answers.html", {"answers": found})
