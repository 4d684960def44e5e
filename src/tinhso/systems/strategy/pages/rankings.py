"""The rankings: each index over the years, and what pulls it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.systems.strategy import queries
from tinhso.systems.strategy.shown.rankings import index_card
from tinhso.web.ways import Crumb


@require_safe
def rankings(request: HttpRequest) -> HttpResponse:
    """Show each index with its ranks, scores, methods and components."""
    now = timezone.now()
    return render(
        request,
        "strategy/rankings.html",
        {
            "indices": [index_card(one) for one in queries.rankings(now=now)],
            "crumbs": [Crumb(_("Cam kết"), reverse("strategy:board")), Crumb(_("Xếp hạng"))],
            "now": now,
        },
    )
