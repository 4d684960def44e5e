"""The fragments that other pages hold: similar reports, where else to go, suggested categories.

What somebody is writing is sent by POST: addresses stand in logs.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.actors import Member
from tinhso.web.cases.holding import actor_of

from .. import paths, queries
from ..forms import AskedForm

ENOUGH = 8
"""Letters from which on words are looked for."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def similar(request: HttpRequest) -> HttpResponse:
    """Show reports like what was sent; staff see their cases, others what is public."""
    now, actor = timezone.now(), actor_of(request)
    sent = request.POST or request.GET
    asked = AskedForm(sent)
    asked.is_valid()
    given = asked.told
    is_staff = "staff" in sent and isinstance(actor, Member) and actor.is_staff
    found: list[queries.Similar] = []
    if len(given["text"]) >= ENOUGH:
        found = (
            queries.similar(**given, actor=actor, now=now)
            if is_staff
            else queries.similar_public(**given, now=now)
        )
    petition = paths.recognised(given["text"])
    context = {"found": found, "is_staff": is_staff, "way": petition[1] if petition else None}
    return render(request, "hotline/alike/similar.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest) -> HttpResponse:
    """Show the three categories that the words suggest."""
    asked = AskedForm(request.POST or request.GET)
    asked.is_valid()
    found = queries.suggest(asked.told["text"], now=timezone.now())
    return render(request, "hotline/alike/suggested.html", {"found": found})
