"""One target: where it stands, at which pace, what is foreseen, and who works on it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.systems.strategy import queries
from tinhso.systems.strategy.shown import board as shown
from tinhso.systems.strategy.shown import targets as words
from tinhso.systems.strategy.shown.tasks import sure_words, task_row
from tinhso.web.accounts.rights import may
from tinhso.web.documents.pages import sentence_address
from tinhso.web.indicators.wording import indicator_address
from tinhso.web.indicators.wording import shown as shown_figure
from tinhso.web.templatetags.tinhso import text
from tinhso.web.ways import Crumb


@require_safe
def target(request: HttpRequest, code: str) -> HttpResponse:
    """Show a target with its series, pace, forecast, tasks and words."""
    now = timezone.now()
    found = queries.target_view(code, now=now)
    if found is None:
        raise Http404
    held = found.standing.target
    crumbs = [Crumb(_("Cam kết"), reverse("strategy:board"))]
    if found.resolution is not None:
        name = found.resolution.number or text(found.resolution.title)
        address = reverse("strategy:resolution", args=[found.resolution.code])
        crumbs.append(Crumb(name, address))
    return render(
        request,
        "strategy/target.html",
        {
            "target": held,
            "row": shown.target_row(found.standing),
            "field": text(held.indicator.field_title),
            "sure": sure_words(held.confidence),
            "quote": held.citation.quote if held.citation else "",
            "quote_href": sentence_address(held.citation),
            "indicator": text(held.indicator.title),
            "indicator_href": indicator_address(held.indicator, held.measure),
            "pace": words.pace_words(found),
            "forecast": words.forecast_words(found),
            "speaks": words.speaks_words(found),
            "drawings": words.drawings(found),
            "figures": [shown_figure(one) for one in reversed(found.series)],
            "tasks": [task_row(one) for one in found.tasks],
            "may_give": may(request, "strategy.direct"),
            "crumbs": [*crumbs, Crumb(text(held.title))],
            "now": now,
        },
    )
