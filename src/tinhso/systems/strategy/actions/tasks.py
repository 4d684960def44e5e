"""Giving a task: a case is filed under the procedure of tasks, and the task keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.queries import filed_before
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.systems.strategy.actions.resolutions import _serve, _wait_for
from tinhso.systems.strategy.models import Ask, Resolution, Task, TaskNeed
from tinhso.systems.strategy.queries.tasks import PROCEDURE
from tinhso.systems.strategy.rules.tasks import circle


@dataclass(frozen=True)
class NewTask:
    """A task as it is given: `unit` is the owner's code; `task` one that a resolution declared.

    `aims` are codes of targets and milestones, `needs` codes of tasks that come before; `ask` is
    what was asked in a session, which the task then answers. `resolution` is for a new task only.
    """

    title: str
    unit: str
    due: date
    text: str = ""
    aims: Sequence[str] = field(default_factory=tuple)
    needs: Sequence[str] = field(default_factory=tuple)
    resolution: Resolution | None = None
    task: Task | None = None
    ask: Ask | None = None


def give_task(
    given: NewTask, *, key: str, actor: Actor, now: datetime, demonstration: bool = False
) -> Task:
    """Give a task to a unit and return it; the same key gives once.

    Raises the cases room's Invalid by field (`due` is past, `needs` go in a circle, the task was
    given already), Refused where the actor may not give tasks.
    """
    before = filed_before(key)
    if before is not None:
        return Task.objects.get(case=before.case_id)
    _check(given, now)
    with transaction.atomic():
        filed = cases.file(
            PROCEDURE,
            {
                "title": given.title,
                "unit": given.unit,
                "due": given.due.isoformat(),
                **({"text": given.text} if given.text else {}),
            },
            key=key,
            actor=actor,
            now=now,
            demonstration=demonstration,
        )
        if filed.again:  # somebody sent it twice at one moment
            return Task.objects.get(case=filed.case_id)
        task = _kept(given, filed)
        _wait_for(task, given.needs)
        _refuse_circles(task)
        _serve(task, [*given.aims, *(aim.promise for aim in task.aims.all())])
        if given.ask is not None:
            Ask.objects.filter(pk=given.ask.pk).update(task=task)
        record(
            "strategy.task.given",
            f"task:{task.code}",
            actor=actor,
            now=now,
            data={
                "case": str(filed.case_id),
                "unit": given.unit,
                "due": given.due.isoformat(),
                "aims": list(given.aims),
                "ask": given.ask.pk if given.ask else None,
            },
        )
    return task


def _check(given: NewTask, now: datetime) -> None:
    wrong = {}
    if given.due <= timezone.localdate(now):
        wrong["due"] = _("Hãy chọn một ngày sau hôm nay.")
    if given.task is not None and given.task.case_id is not None:
        wrong["title"] = _("Nhiệm vụ này đã được giao rồi, hãy mở nó để xem đang ở đâu.")
    if given.ask is not None and (given.ask.task_id is not None or given.ask.answer):
        wrong["title"] = _("Kiến nghị này đã được giao hoặc trả lời rồi.")
    if wrong:
        raise cases.Invalid(wrong)


def _kept(given: NewTask, filed: cases.Filed) -> Task:
    if given.task is None:
        return Task.objects.create(
            code=f"nv-{filed.number.lower()}",
            resolution=given.resolution,
            title={"vi": given.title, "en": given.title},
            case_id=filed.case_id,
        )
    task = Task.objects.select_for_update().get(pk=given.task.pk)
    task.case_id = filed.case_id
    task.save(update_fields=["case"])
    return task


def _refuse_circles(task: Task) -> None:
    needs: dict[str, list[str]] = {}
    for one, other in TaskNeed.objects.values_list("task__code", "needed__code"):
        needs.setdefault(one, []).append(other)
    around = circle(needs)
    if task.code in around:
        way = " → ".join([*around, around[0]])
        raise cases.Invalid(
            {"needs": _("Các nhiệm vụ chờ nhau thành vòng: %(way)s.") % {"way": way}}
        )
