"""The fragments that other pages hold: similar reports and suggested categories."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.kernel.people.actors import Member
from tinhso.web.cases.holding import actor_of

from . import queries
from .forms import AskedForm


@never_cache
@require_safe
def alike(request: HttpRequest) -> HttpResponse:
    """Show reports like what was sent; staff see their cases, others what is public."""
    now, actor = timezone.now(), actor_of(request)
    asked = AskedForm(request.GET)
    asked.is_valid()
    given = asked.told
    is_staff = "staff" in request.GET and isinstance(actor, Member) and actor.is_staff
    if not given["text"]:
        found = []
    elif is_staff:
        found = queries.similar(**given, actor=actor, now=now)
    else:
        found = queries.similar_public(**given, now=now)
    context = {"found": found, "is_staff": is_staff, "now": now}
    return render(request, "hotline/alike/similar.html", context)


@never_cache
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Show the three categories that the words suggest."""
    now = timezone.now()
    found = queries.suggest(request.GET.get("text", "")[:4000], now=now)
    return render(request, "hotline/alike/suggested.html", {"found": found})
