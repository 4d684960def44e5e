"""How good the suggested categories are, and what they were learned from."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.kernel.declarations import Text
from tinhso.web.accounts.rights import requires
from tinhso.web.cases.holding import actor_of

from .. import actions, queries
from ..rules.topics import telling
from ..rules.trying import Score

TELLING, CONFUSED = 6, 12


@dataclass(frozen=True)
class Row:
    """One category: what was tried of it, how many reports it was learned from, which words."""

    title: Text
    score: Score
    reports: int
    words: list[str]

    @property
    def percent(self) -> int | None:
        """In how many of a hundred tries it was among the three suggested."""
        return round(100 * self.score.among / self.score.tried) if self.score.tried else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("settings.manage", whole_province=True)
def learning(request: HttpRequest) -> HttpResponse:
    """Show how the newest reports would have been suggested; learn anew when asked."""
    now = timezone.now()
    if request.method == "POST":
        actions.learn(actor=actor_of(request), now=now)
        messages.success(request, _("Đã quên và học lại từ đầu."))
        return redirect("hotline_alike:learning")
    held = {one.code: one for one in queries.categories(now=now)}
    titles = {code: Text(vi=one.title, en=one.values["title_en"]) for code, one in held.items()}
    lesson = queries.lesson()
    context: dict[str, object] = {
        "lesson": lesson,
        "is_demonstration": settings.TINHSO_DEMONSTRATION,
    }
    if lesson:
        trial, topics = queries.tried(lesson), queries.learned_in(lesson)
        rows = [
            Row(
                titles[code],
                trial.scores.get(code, Score()),
                int(topics.reports.get(code, 0)),
                telling(topics, of=code, most=TELLING),
            )
            for code in titles
        ]
        context |= {
            "rows": rows,
            "trial": trial,
            "among": _percent(trial.among),
            "first": _percent(trial.first),
            "confused": [
                (titles[meant], titles[guessed], times)
                for meant, guessed, times in trial.confused[:CONFUSED]
                if meant in titles and guessed in titles
            ],
        }
    return render(request, "hotline/alike/learning.html", context)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f}"
