"""What strategy adds to others' pages: to the home page, and to the cases of its tasks."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from tinhso.kernel.cases.queries import CaseView
from tinhso.systems.strategy.queries import home_fact as fact
from tinhso.systems.strategy.queries import task_of_case, tasks, turned
from tinhso.systems.strategy.rules.tasks import OPEN, TaskState
from tinhso.systems.strategy.shown.board import turned_look
from tinhso.systems.strategy.shown.tasks import task_row
from tinhso.web.accounts.rights import may
from tinhso.web.indicators.wording import indicator_address, shown
from tinhso.web.templatetags.tinhso import text


def home_fact(_request: HttpRequest) -> Mapping[str, Any] | None:
    """Return the fact's figure and its quote; None where the province has none."""
    found = fact(now=timezone.now())
    if found is None or found.citation is None:
        return None
    return {
        "figure": shown(found),
        "total": found.among,
        "quote": found.citation.quote,
        "title": text(found.indicator.title),
        "href": indicator_address(found.indicator),
    }


def leader_items(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return what waits for a leader: figures that turned, tasks to confirm; None for others."""
    if not may(request, "strategy.direct"):
        return None
    now = timezone.now()
    given = tasks(now=now)
    states = [one.state for one in given]
    return {
        "turned": [turned_look(one) for one in turned(now=now)],
        "to_confirm": states.count(TaskState.REPORTED) + states.count(TaskState.UNCLEAR),
        "late": sum(one.is_late and one.state in OPEN for one in given),
    }


def case_panel(_request: HttpRequest, view: CaseView) -> Mapping[str, Any] | None:
    """Return the task that a case carries out; None for one that was filed without a task."""
    found = task_of_case(view.case.pk, now=timezone.now())
    return {"row": task_row(found)} if found else None
