"""A demonstration's visitor steps into the shoes of a made-up reporter."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tinhso.web.cases.holding import hold

from .. import queries


@require_POST
def visit(request: HttpRequest) -> HttpResponse:
    """Open the living made-up report as its reporter; outside a demonstration there is no such."""
    case = queries.living() if settings.TINHSO_DEMONSTRATION else None
    if case is None:
        raise Http404
    hold(request, case.pk)
    return redirect("cases:case", number=case.number)
