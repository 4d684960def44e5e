"""What stands beside the form of filing: the same thing that others told, and where else to go.

What somebody is writing is sent by POST: addresses stand in logs.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import paths, queries
from ..forms import AskedForm

ENOUGH = 8
"""Letters from which on words are looked for."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def similar(request: HttpRequest) -> HttpResponse:
    """Show the published reports like what was sent, and the path of what is no report."""
    asked = AskedForm(request.POST or request.GET)
    asked.is_valid()
    given = asked.told
    enough = len(given["text"]) >= ENOUGH
    petition = paths.recognised(given["text"])
    context = {
        "found": queries.similar_public(**given, now=timezone.now()) if enough else [],
        "way": petition[1] if petition else None,
    }
    return render(request, "hotline/alike/similar.html", context)
