"""What time itself does: waits that are over, silence that lapses, lateness that is shown above.

The worker calls `tick` every minute. Each case is moved in a transaction of its own, and rows that
somebody is working on are left for the next minute, so two workers don't meet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q

from tinhso.kernel.cases.actions.handling import end_wait, setting_of
from tinhso.kernel.cases.actions.opening import Setting, go_on, unit_of
from tinhso.kernel.cases.errors import Invalid
from tinhso.kernel.cases.models import Case, Escalation, Step
from tinhso.kernel.cases.rules import clocks
from tinhso.kernel.cases.rules.language import Owner
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import CLOCK

LAPSED = "lapsed"


@dataclass(frozen=True)
class Ticked:
    """How many steps were resumed, lapsed and shown to somebody higher."""

    resumed: int = 0
    lapsed: int = 0
    escalated: int = 0


def tick(*, now: datetime, limit: int = 500) -> Ticked:
    """Do everything that is due by `now`, at most `limit` steps of each kind.

    A case that can't be moved holds up no other: what went wrong is raised at the end, together.
    """
    wrong: list[Exception] = []
    resumed = _each(Q(pause_until__lte=now), "pause_until", _over, now, limit, wrong)
    lapsed = _each(Q(lapse_at__lte=now, paused_at=None), "lapse_at", _lapse, now, limit, wrong)
    late = Q(escalate_at__lte=now, paused_at=None)
    escalated = _each(late, "escalate_at", _escalate, now, limit, wrong)
    if wrong:
        raise ExceptionGroup("time couldn't move every case", wrong)
    return Ticked(resumed, lapsed, escalated)


def _each(
    which: Q,
    order: str,
    do: Callable[[Step, Case, Setting], None],
    now: datetime,
    limit: int,
    wrong: list[Exception],
) -> int:
    found = Step.objects.filter(which, closed_at=None).order_by(order)
    done = 0
    for step_id in found.values_list("pk", flat=True)[:limit]:
        try:
            done += _one(step_id, which, do, now)
        except (OperationalError, InterfaceError):
            raise  # the database itself: none of the others would fare better
        except Exception as error:  # noqa: BLE001  raised by the caller, after all others
            error.add_note(f"step {step_id}")
            wrong.append(error)
    return done


@transaction.atomic
def _one(step_id: UUID, which: Q, do: Callable[[Step, Case, Setting], None], now: datetime) -> int:
    case = (
        Case.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("unit", "place")
        .filter(pk__in=Step.objects.filter(pk=step_id).values("case_id"))
        .first()
    )
    step = Step.objects.filter(which, pk=step_id, closed_at=None).first()
    if case is None or step is None:
        return 0
    do(step, case, setting_of(case, now))
    return 1


def _over(step: Step, case: Case, setting: Setting) -> None:
    """The wait outlived its own limit: the clocks run again since that limit, not since now."""
    if step.pause_until is not None:
        end_wait(step, case, setting, actor=CLOCK, at=step.pause_until)


def _lapse(step: Step, case: Case, setting: Setting) -> None:
    """Silence moves the case on; it is kept as silence, never as agreement."""
    then = setting.compiled.step(step.name).then
    if then is None:
        return
    step.closed_at, step.outcome, step.closed_by = setting.now, LAPSED, CLOCK.ref
    step.save(update_fields=["closed_at", "outcome", "closed_by"])
    go_on(case, setting, [then], list(case.steps.filter(closed_at=None)))
    case.save()
    record(
        "cases.step.lapsed",
        f"case:{case.pk}",
        actor=CLOCK,
        now=setting.now,
        data={"step": step.name, "to": then},
    )


def _escalate(step: Step, case: Case, setting: Setting) -> None:
    """The step is late: from now on somebody higher sees it and may act."""
    rules = setting.compiled.escalations(step.name)
    if step.escalated < len(rules):
        owner = Owner.parse(rules[step.escalated].to)
        unit_id = _where(owner, step, case, setting.now)
        if unit_id is not None:
            Escalation.objects.bulk_create(
                Escalation(
                    step=step, level=step.escalated, role=role, unit_id=unit_id, at=setting.now
                )
                for role in owner.roles[:1]
            )
        record(
            "cases.step.escalated",
            f"case:{case.pk}",
            actor=CLOCK,
            now=setting.now,
            data={"step": step.name, "to": rules[step.escalated].to, "unit": unit_id},
        )
    step.escalated += 1
    step.escalate_at = clocks.next_escalation(setting.calendar, rules, step.escalated, step.due_at)
    step.save(update_fields=["escalated", "escalate_at"])


def _where(owner: Owner, step: Step, case: Case, now: datetime) -> int | None:
    """Return the unit at which a late step is shown; None where none is named, or stands."""
    if owner.where == "step.unit":
        return step.unit_id
    try:
        return unit_of(case, owner.where or "", case.fields, now)
    except Invalid:
        return None
