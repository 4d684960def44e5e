"""What is done with a step or case besides moving it on: waiting, assigning, ratings."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.kernel.calendar import queries as calendars
from tinhso.kernel.cases import alongside
from tinhso.kernel.cases.actions import timing
from tinhso.kernel.cases.actions.acting import hold
from tinhso.kernel.cases.actions.opening import Setting
from tinhso.kernel.cases.actions.remarks import remark
from tinhso.kernel.cases.errors import Invalid, Refused
from tinhso.kernel.cases.models import Case, Note, Step
from tinhso.kernel.cases.queries.bundles import compiled
from tinhso.kernel.cases.queries.keys import Reporter
from tinhso.kernel.cases.rules.rights import Deed
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.queries import members_of


@transaction.atomic
def pause(step_id: UUID, kind: str, *, reason: str, actor: Actor, now: datetime) -> Step:
    """Let a step wait, for one of the reasons its procedure names and at most as long as it says.

    A step waits once for each reason: the citizen's clock isn't stopped again and again. Raises
    Refused, AlreadyDone, Invalid.
    """
    held = hold(step_id, actor=actor, now=now)
    held.require(Deed.PAUSE)
    step, declared = held.step, held.compiled.step(held.step.name)
    if kind not in declared.pauses:
        raise Invalid({"kind": _("Bước này không được tạm dừng vì lý do đó.")})
    if step.paused_at is not None or any(
        p["kind"] == kind for p in [*held.case.pauses, *step.pauses]
    ):
        raise Invalid({"kind": _("Hồ sơ đã tạm dừng một lần vì lý do này, không dừng thêm được.")})
    if not reason.strip():
        raise Invalid({"reason": _("Hãy nói cần chờ điều gì, người gửi sẽ đọc được.")})
    timing.wait_begins(step, held.case, held.setting, kind)
    _write(step, held.case, held.setting)
    record(
        "cases.step.paused",
        f"case:{held.case.pk}",
        actor=actor,
        now=now,
        data={
            "step": step.name,
            "kind": kind,
            "until": _iso(step.pause_until),
            **held.in_place_of,
        },
        commitments={"reason": reason},
    )
    remark(held.case, reason, Note.Audience.REPORTER, actor=actor, now=now)
    return step


@transaction.atomic
def resume(step_id: UUID, *, actor: Actor, now: datetime) -> Step:
    """Let the clocks of a waiting step run again. Raises Refused, AlreadyDone, Invalid."""
    held = hold(step_id, actor=actor, now=now)
    held.require(Deed.PAUSE)
    if held.step.paused_at is None:
        raise Invalid({"kind": _("Bước này không còn tạm dừng.")})
    end_wait(held.step, held.case, held.setting, actor=actor, at=now, told=held.in_place_of)
    return held.step


def end_wait(
    step: Step,
    case: Case,
    setting: Setting,
    *,
    actor: Actor,
    at: datetime,
    told: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """End a wait as of a moment and tell it; the case's row is held by the caller."""
    kind = step.pause
    timing.wait_ends(step, case, setting, at=at)
    _write(step, case, setting)
    record(
        "cases.step.resumed",
        f"case:{case.pk}",
        actor=actor,
        now=setting.now,
        data={"step": step.name, "kind": kind, "due_at": case.due_at.isoformat(), **told},
    )


@transaction.atomic
def assign(step_id: UUID, account_id: int | None, *, actor: Actor, now: datetime) -> Step:
    """Give a step to one colleague, or back to the whole unit.

    Only somebody who holds one of the step's roles at its unit today can be given it. Raises
    Refused, AlreadyDone, Invalid.
    """
    held = hold(step_id, actor=actor, now=now)
    held.require(Deed.ASSIGN)
    step = held.step
    if account_id is not None and step.unit_id is not None:
        there = members_of([step.unit_id], step.role.split(), on=timezone.localdate(now))
        if not there.filter(account_id=account_id).exists():
            raise Invalid({"assignee": _("Hãy chọn người đang giữ vai này ở đơn vị.")})
    step.assignee_id = account_id
    step.save(update_fields=["assignee"])
    record(
        "cases.step.assigned",
        f"case:{held.case.pk}",
        actor=actor,
        now=now,
        data={
            "step": step.name,
            "to": f"account:{account_id}" if account_id else None,
            **held.in_place_of,
        },
    )
    return step


@transaction.atomic
def reclassify(
    step_id: UUID,
    *,
    category: str,
    priority: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Case:
    """Correct category and priority of a case at an open step; its limit follows the stated rule.

    The citizen's clock keeps its start. Raises Refused, AlreadyDone, Invalid.
    """
    held = hold(step_id, actor=actor, now=now)
    held.require(Deed.RECLASSIFY)
    case = held.case
    if not reason.strip():
        raise Invalid({"reason": _("Hãy nói vì sao phân loại lại, người gửi sẽ đọc được.")})
    before = {"category": case.category, "priority": case.priority}
    case.category, case.priority = category or case.category, priority or case.priority
    moved = timing.reclassify(case, held.setting)
    case.save()
    if moved:
        timing.follow_promise(case, held.setting)
    record(
        "cases.case.reclassified",
        f"case:{case.pk}",
        actor=actor,
        now=now,
        data={
            "before": before,
            "after": {"category": case.category, "priority": case.priority},
            "due_at": case.due_at.isoformat() if moved else None,
            **held.in_place_of,
        },
        commitments={"reason": reason},
    )
    remark(case, reason, Note.Audience.REPORTER, actor=actor, now=now)
    answers = {"category": case.category, "priority": case.priority}
    done = alongside.Done(case, held.step.name, alongside.RECLASSIFIED, answers, reason, actor, now)
    alongside.run(held.compiled.name, done)
    return case


@transaction.atomic
def rate(case_id: UUID, stars: int, *, actor: Actor, now: datetime) -> Case:
    """Keep the reporter's rating, once, of a case that ended and asks for it.

    Raises Refused, Invalid.
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    if not isinstance(actor, Reporter) or actor.case_id != case.pk:
        raise Refused(_("Chỉ người gửi, với mã bí mật, mới đánh giá được."))
    declared = compiled(case.bundle_id).procedure.steps.get(case.outcome)
    if declared is None or declared.ask != "rating" or case.rating is not None:
        raise Invalid({"stars": _("Hồ sơ này chưa xong hoặc đã được đánh giá.")})
    if stars not in range(1, 6):
        raise Invalid({"stars": _("Hãy chọn từ 1 đến 5 sao.")})
    case.rating = stars
    case.save(update_fields=["rating"])
    record("cases.case.rated", f"case:{case.pk}", actor=actor, now=now, data={"stars": stars})
    return case


def setting_of(case: Case, now: datetime) -> Setting:
    """Return what a change of a case goes by."""
    return Setting(compiled(case.bundle_id), calendars.version(case.calendar), now)


def _write(step: Step, case: Case, setting: Setting) -> None:
    step.save()
    case.save()
    timing.follow_promise(case, setting)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
