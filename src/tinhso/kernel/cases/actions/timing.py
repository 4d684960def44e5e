"""Moving the clocks of a case that is being changed: its promise, its waits, its steps' dues."""

from datetime import datetime

from django.utils import timezone

from tinhso.kernel.calendar.rules import Due
from tinhso.kernel.cases.actions.opening import Setting
from tinhso.kernel.cases.models import Case, Step
from tinhso.kernel.cases.queries.views import about
from tinhso.kernel.cases.rules import clocks
from tinhso.kernel.cases.rules.language import PROMISE, Pausable
from tinhso.kernel.cases.rules.tables import Applied
from tinhso.kernel.declarations import JSON


def values(case: Case, setting: Setting) -> dict[str, JSON]:
    """Return the values of a case for the conditions of its procedure."""
    return setting.compiled.vocabulary.values(about(case), case.form, case.fields)


def reclassify(case: Case, setting: Setting) -> bool:
    """Let the limit follow the case's category and priority; tell whether its end moved.

    The clock itself is reckoned from filing, as before.
    """
    filed_on = timezone.localdate(case.filed_at)
    applied = setting.compiled.limit(values(case, setting), on=filed_on)
    anew = clocks.promised(setting.calendar, case.filed_at, applied.row.limit, case.pauses)
    standing = Due.from_data(case.limit["due"])
    rule = setting.compiled.procedure.when_reclassified
    if clocks.reclassified(standing, anew, rule) is not anew:
        return False
    moved = case.due_at != anew.at
    _promise(case, applied, anew)
    return moved


def wait_begins(step: Step, case: Case, setting: Setting, kind: str) -> None:
    """Stop the step's clock, and the citizen's where the wait is for the citizen."""
    declared = setting.compiled.step(step.name)
    wait = declared.pauses[kind]
    data = {"kind": kind, "began": setting.now.isoformat(), "limit": wait.at_most, "ended": None}
    step.paused_at, step.pause = setting.now, kind
    step.pause_until = clocks.wait_ends(
        setting.calendar, setting.now, wait.at_most, clocks.CITIZEN_DESK
    )
    step.pauses = [*step.pauses, data]
    if wait.stops == "promise":
        case.pauses = [*case.pauses, data | {"step": str(step.pk)}]
    _run_again(step, case, setting, wait)


def wait_ends(step: Step, case: Case, setting: Setting, *, at: datetime) -> None:
    """Let the clocks of a waiting step run again, from `at` on."""
    if step.paused_at is None:
        return
    wait = setting.compiled.step(step.name).pauses.get(step.pause)
    ended = {"ended": at.isoformat()}
    step.pauses = [*step.pauses[:-1], step.pauses[-1] | ended]
    case.pauses = [
        p | ended if p.get("step") == str(step.pk) and p["ended"] is None else p
        for p in case.pauses
    ]
    step.paused_at = step.pause_until = None
    step.pause = ""
    _run_again(step, case, setting, wait)


def follow_promise(case: Case, setting: Setting) -> None:
    """Let the open steps that must keep the promise follow its end, and write them."""
    for step in case.steps.filter(closed_at=None):
        declared = setting.compiled.procedure.steps.get(step.name)
        if declared is not None and declared.limit == PROMISE and step.due_at != case.due_at:
            _due(step, case, setting)
            step.save(update_fields=["due_at", "lapse_at", "escalate_at"])


def _run_again(step: Step, case: Case, setting: Setting, wait: Pausable | None) -> None:
    if wait is None or wait.stops == "promise":
        applied = Applied.from_data(case.limit["applied"])
        anew = clocks.promised(setting.calendar, case.filed_at, applied.row.limit, case.pauses)
        _promise(case, applied, anew)
    _due(step, case, setting)


def _promise(case: Case, applied: Applied, due: Due) -> None:
    case.limit = {"applied": applied.as_data(), "due": due.as_data()}
    case.due_at = due.at


def _due(step: Step, case: Case, setting: Setting) -> None:
    declared = setting.compiled.step(step.name)
    times = clocks.step_times(setting.calendar, declared, step.opened_at, case.due_at, step.pauses)
    step.due_at, step.lapse_at = times.due_at, times.lapse_at
    rules = setting.compiled.escalations(step.name)
    step.escalate_at = clocks.next_escalation(setting.calendar, rules, step.escalated, times.due_at)
