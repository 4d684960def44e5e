"""Tasks: all of them, one with its way, and giving one."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases import queries as case_queries
from tinhso.kernel.cases.errors import NoSuchProcedure
from tinhso.kernel.cases.procedures import Compiled
from tinhso.kernel.indicators import queries as indicators
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units.models import Unit
from tinhso.systems.strategy import actions, queries
from tinhso.systems.strategy.actions import NewTask
from tinhso.systems.strategy.forms import GiveForm
from tinhso.systems.strategy.models import Ask, Milestone, Task
from tinhso.systems.strategy.pages.board import task_groups
from tinhso.systems.strategy.queries import TaskStanding
from tinhso.systems.strategy.rules.tasks import OPEN, TaskState
from tinhso.systems.strategy.shown.tasks import task_row
from tinhso.web.accounts.rights import may, member_of, requires
from tinhso.web.templatetags.tinhso import text
from tinhso.web.ways import Crumb

LONGEST_KEY = 64


@dataclass(frozen=True)
class UnitRow:
    """How a unit stands with its tasks."""

    code: str
    title: str
    working: int
    late: int
    reported: int
    done: int


@dataclass(frozen=True)
class Origin:
    """What a task is given for: a task that a resolution declared, an ask, or a target."""

    task: Task | None = None
    ask: Ask | None = None
    target: str = ""

    @property
    def title(self) -> str:
        """The words that the form begins with."""
        if self.task is not None:
            return text(dict(self.task.title))
        return text(dict(self.ask.text)) if self.ask is not None else ""


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """Show every task by resolution, and units beside each other."""
    now = timezone.now()
    found = queries.tasks(now=now)
    unit = request.GET.get("unit", "")[:40]
    kept = [one for one in found if not unit or unit in {u.code for u in _held_by(one)}]
    return render(
        request,
        "strategy/tasks_page.html",
        {
            "groups": task_groups(kept),
            "units": unit_rows(found),
            "unit": unit,
            "may_give": may(request, "strategy.direct"),
            "crumbs": [Crumb(_("Cam kết"), reverse("strategy:board")), Crumb(_("Nhiệm vụ"))],
            "now": now,
        },
    )


@require_safe
def task(request: HttpRequest, code: str) -> HttpResponse:
    """Show a task: who has it, by when, what it serves, what it waits for, where its words are."""
    now = timezone.now()
    found = queries.task(code, now=now)
    if found is None:
        raise Http404
    row = task_row(found)
    by = found.task.resolution
    crumbs = [Crumb(_("Cam kết"), reverse("strategy:board"))]
    if by is not None:
        address = reverse("strategy:resolution", args=[by.code])
        crumbs.append(Crumb(by.number or text(by.title), address))
    return render(
        request,
        "strategy/task.html",
        {
            "row": row,
            "task": found.task,
            "quote": found.task.citation.quote if found.task.citation else "",
            "given": found.state is not TaskState.NOT_GIVEN,
            "case": found.task.case,
            "aims": _aims(found.aims),
            "needs": [
                (text(dict(one.title)), reverse("strategy:task", args=[one.code]))
                for one in found.waits_for
            ],
            "may_give": found.state is TaskState.NOT_GIVEN and may(request, "strategy.direct"),
            "crumbs": [*crumbs, Crumb(row.title)],
            "now": now,
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategy.direct", whole_province=True)
def give(request: HttpRequest) -> HttpResponse:
    """Ask what the procedure of tasks asks; give the task once and lead to it."""
    now, procedure, origin = timezone.now(), _procedure(), _origin(request)
    key = request.POST.get("key", "")[:LONGEST_KEY] or uuid.uuid4().hex
    form = _form(request, procedure, origin, now)
    status = 200
    if request.method == "POST":
        task = _give(form, origin, key=key, actor=member_of(request), now=now)
        if task is not None:
            messages.success(request, _("Đã giao. Đơn vị chủ trì thấy việc này ngay."))
            return redirect("strategy:task", code=task.code)
        status = 422
    return render(
        request,
        "strategy/give.html",
        {
            "form": form,
            "key": key,
            "origin": origin,
            "crumbs": [
                Crumb(_("Cam kết"), reverse("strategy:board")),
                Crumb(_("Nhiệm vụ"), reverse("strategy:tasks")),
                Crumb(_("Giao nhiệm vụ")),
            ],
        },
        status=status,
    )


def unit_rows(found: Sequence[TaskStanding]) -> list[UnitRow]:
    """Return units beside each other, those with something late first."""
    by_unit: dict[str, list[TaskStanding]] = {}
    titles: dict[str, str] = {}
    for one in found:
        for unit in _held_by(one):
            by_unit.setdefault(unit.code, []).append(one)
            titles[unit.code] = unit.body_title
    rows = [
        UnitRow(
            code,
            titles[code],
            sum(one.state in OPEN - {TaskState.REPORTED} for one in held),
            sum(one.is_late and one.state in OPEN for one in held),
            sum(one.state is TaskState.REPORTED for one in held),
            sum(one.state is TaskState.DONE for one in held),
        )
        for code, held in by_unit.items()
    ]
    return sorted(rows, key=lambda row: (-row.late, -row.working, row.title))


def _held_by(one: TaskStanding) -> list[Unit]:
    return [unit for unit in (one.owner, *one.helpers) if unit is not None]


def _aims(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Return targets and milestones in words, targets with the way to their page."""
    if not codes:
        return []
    targets = {one.code: one for one in indicators.targets()}
    marks = {one.code: one for one in Milestone.objects.filter(code__in=codes)}
    found = []
    for code in codes:
        if code in targets:
            found.append((text(targets[code].title), reverse("strategy:target", args=[code])))
        elif code in marks:
            found.append((text(marks[code].title), ""))
    return found


def _procedure() -> Compiled:
    try:
        return case_queries.in_force(queries.PROCEDURE, now=timezone.now())
    except NoSuchProcedure:
        raise Http404 from None


def _origin(request: HttpRequest) -> Origin:
    asked = request.GET
    ask = asked.get("ask", "")
    return Origin(
        task=Task.objects.filter(code=asked.get("task", "")[:80]).first(),
        ask=Ask.objects.filter(pk=int(ask)).first() if ask.isdecimal() else None,
        target=asked.get("target", "")[:80],
    )


def _form(request: HttpRequest, procedure: Compiled, origin: Origin, now: datetime) -> GiveForm:
    given = (request.POST,) if request.method == "POST" else ()
    served = [origin.target] if origin.target else []
    if origin.task is not None:
        served += [aim.promise for aim in origin.task.aims.all()]
    return GiveForm(
        procedure.form,
        procedure.asked_at_filing,
        *given,
        now=now,
        aims=_every_aim(),
        needs=_every_task(now),
        initial={"title": origin.title, "aims": served},
    )


def _every_aim() -> list[tuple[str, str]]:
    targets = [(one.code, f"{text(one.title)} ({one.due_period})") for one in indicators.targets()]
    return targets + [(one.code, text(one.title)) for one in Milestone.objects.all()]


def _every_task(now: datetime) -> list[tuple[str, str]]:
    return [
        (one.task.code, text(dict(one.task.title)))
        for one in queries.tasks(now=now)
        if one.state not in {TaskState.DONE, TaskState.WITHDRAWN}
    ]


def _give(form: GiveForm, origin: Origin, *, key: str, actor: Actor, now: datetime) -> Task | None:
    """Give the task; None where something is wrong, which the form then says."""
    if not form.is_valid():
        return None
    said = form.answers
    try:
        due = date.fromisoformat(str(said["due"]))
    except ValueError:
        form.add_error("due", _("Hãy ghi một ngày, ví dụ 26/11/2026."))
        return None
    given = NewTask(
        title=str(said["title"]),
        unit=str(said["unit"]),
        due=due,
        text=str(said.get("text") or ""),
        aims=form.cleaned_data["aims"],
        needs=form.cleaned_data.get("needs", ()),
        task=origin.task,
        ask=origin.ask,
    )
    try:
        return actions.give_task(given, key=key, actor=actor, now=now)
    except cases.Invalid as error:
        form.refuse(error.errors)
    except cases.Refused as error:
        form.add_error(None, str(error))
    return None
