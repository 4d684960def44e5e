"""The board for the wall of a meeting room: few numbers, large, one thing a screen, dark."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tinhso.systems.strategy import queries
from tinhso.systems.strategy.queries import Board, Filters
from tinhso.systems.strategy.rules.tasks import OPEN, TaskState
from tinhso.systems.strategy.shown import board as shown
from tinhso.systems.strategy.shown.tasks import progress_steps
from tinhso.web.templatetags.tinhso import text

TURNED_SHOWN = 3
SECONDS = (10, 20, 30, 60)
USUALLY = 20


@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """Show the board one thing a screen; a script turns the screens by keys and by time."""
    now = timezone.now()
    found = queries.board(Filters(), now=now)
    asked = request.GET.get("every", "")
    hidden = {one.indicator.pk: one for one in found.findings}
    return render(
        request,
        "strategy/wall.html",
        {
            "every": int(asked) if asked.isdecimal() and int(asked) in SECONDS else USUALLY,
            "last_year": found.last_year,
            "shares": shown.shares(
                [target.standing.status for one in found.all_promised for target in one.targets], ""
            ),
            "moved": [shown.moved_card(one, hidden) for one in found.moved],
            "turned": [shown.turned_look(one) for one in found.turned[:TURNED_SHOWN]],
            "resolutions": [
                (text(one.resolution.title), progress_steps(one.progress))
                for one in found.all_promised
                if one.targets or one.milestones or one.tasks
            ],
            "rankings": [shown.ranking_row(one) for one in found.rankings],
            "tasks": _tasks(found),
            "now": now,
        },
    )


def _tasks(found: Board) -> dict[str, int]:
    """Return how many tasks were given, are open, late, and confirmed."""
    given = [one for one in found.all_tasks if one.state is not TaskState.NOT_GIVEN]
    return {
        "given": len(given),
        "open": sum(one.state in OPEN for one in given),
        "late": sum(one.is_late and one.state in OPEN for one in given),
        "done": sum(one.state is TaskState.DONE for one in given),
    }
