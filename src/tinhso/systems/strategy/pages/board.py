"""The leaders' board, one resolution, and the board as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.indicators.queries import TargetStanding
from tinhso.systems.insight import public as insight
from tinhso.systems.strategy import queries
from tinhso.systems.strategy.queries import Board, Filters, Promised, TaskStanding
from tinhso.systems.strategy.shown import board as shown
from tinhso.systems.strategy.shown.tasks import Step, TaskRow, progress_steps, task_row
from tinhso.web.documents.pages import sentence_address
from tinhso.web.indicators.exports import csv_file
from tinhso.web.templatetags.tinhso import text
from tinhso.web.ways import Crumb


@dataclass(frozen=True)
class Option:
    """One choice of a filter."""

    value: str
    title: str
    chosen: bool


@dataclass(frozen=True)
class Group:
    """A resolution's part of the board."""

    code: str
    number: str
    title: str
    href: str
    counted: str
    counted_href: str
    rows: list[shown.TargetRow]
    unknown: list[shown.TargetRow]
    milestones: list[shown.MilestoneRow]
    progress: list[Step]
    late: int


@dataclass(frozen=True)
class TaskGroup:
    """The tasks of one resolution; those that none set have no number and no address."""

    title: str
    href: str
    rows: list[TaskRow]


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Answer what was promised and where it stands."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = queries.board(_filters(request), now=now)
    hidden = {one.indicator.pk: one for one in found.findings}
    looks = [
        # What a finding tells already isn't told twice.
        *(shown.turned_look(one) for one in found.turned if one.indicator.pk not in hidden),
        *(shown.finding_look(one) for one in found.findings),
        *(shown.conflict_look(one) for one in found.conflicts),
    ]
    counted = {one.resolution.pk: _counted(one) for one in found.all_promised}
    return render(
        request,
        "strategy/board.html",
        {
            "counted": [
                (text(one.resolution.title), words)
                for one in found.all_promised
                if (words := counted[one.resolution.pk])
            ],
            "last_year": found.last_year,
            "moved": [shown.moved_card(one, hidden) for one in found.moved],
            "groups": [
                _group(one, on=today, counted=counted[one.resolution.pk]) for one in found.promised
            ],
            "looks": looks,
            "open_findings": insight.open_findings_count(),
            "findings_href": insight.findings_address(),
            "shares": shown.shares(
                [one.standing.status for one in _every_target(found)], found.filters.standing
            ),
            "task_groups": task_groups(found.tasks),
            "rankings": [shown.ranking_row(one) for one in found.rankings],
            "filters": found.filters,
            "filtered": found.filters != Filters(),
            "resolutions": _resolution_options(found),
            "fields": _field_options(found),
            "dues": _due_options(found),
            "units": _unit_options(found),
            "now": now,
        },
    )


@require_safe
def board_csv(request: HttpRequest) -> HttpResponse:
    """Give the targets shown as a file, with where they stand and the address of their words."""
    found = queries.board(_filters(request), now=timezone.now())
    head = [
        _("Nghị quyết"),
        _("Chỉ tiêu"),
        _("Phải đạt"),
        _("Hạn"),
        _("Đang ở"),
        _("Kỳ"),
        _("Tình hình"),
        _("Ghi chú"),
        _("Địa chỉ câu gốc"),
    ]
    rows = [
        [
            one.resolution.number or text(one.resolution.title),
            row.title,
            row.bound,
            row.due,
            row.judged,
            row.judged_period,
            row.word,
            row.sentence,
            request.build_absolute_uri(row.bound_href) if row.bound_href else "",
        ]
        for one in found.promised
        for row in map(shown.target_row, one.targets)
    ]
    return csv_file("cam-ket", head, rows)


@require_safe
def resolution(request: HttpRequest, code: str) -> HttpResponse:
    """Show one resolution: what it says, its targets, milestones and tasks."""
    found = queries.resolution(code)
    if found is None:
        raise Http404
    now = timezone.now()
    today = timezone.localdate(now)
    promised = queries.promised(found, now=now)
    return render(
        request,
        "strategy/resolution.html",
        {
            "resolution": found,
            "group": _group(promised, on=today, counted=_counted(promised)),
            "clauses": [
                (text(one.text), sentence_address(one.citation)) for one in queries.clauses(found)
            ],
            "tasks": [task_row(one) for one in promised.tasks],
            "crumbs": [
                Crumb(_("Cam kết"), reverse("strategy:board")),
                Crumb(found.number or text(found.title)),
            ],
            "now": now,
        },
    )


def _filters(request: HttpRequest) -> Filters:
    due = request.GET.get("due", "")
    return Filters(
        resolution=request.GET.get("resolution", "")[:80],
        field=request.GET.get("field", "")[:40],
        standing=request.GET.get("standing", "")[:20],
        unit=request.GET.get("unit", "")[:40],
        due=due if due.isascii() and due.isdigit() and len(due) == len("2025") else "",
    )


def _group(found: Promised, *, on: date, counted: str = "") -> Group:
    one = found.resolution
    rows = [shown.target_row(target) for target in found.targets]
    return Group(
        code=one.code,
        number=one.number,
        title=text(one.title),
        href=reverse("strategy:resolution", args=[one.code]),
        counted=counted,
        counted_href=sentence_address(one.declared_citation),
        rows=[row for row in rows if row.judged_period],
        unknown=[row for row in rows if not row.judged_period],
        milestones=[shown.milestone_row(milestone, on=on) for milestone in found.milestones],
        progress=progress_steps(found.progress),
        late=found.progress.late,
    )


def task_groups(tasks: Sequence[TaskStanding]) -> list[TaskGroup]:
    """Return tasks by the resolution that set them, in the order given."""
    groups: dict[int | None, TaskGroup] = {}
    for one in tasks:
        by = one.task.resolution
        if by is None:
            title, href = _("Giao ngoài nghị quyết"), ""
        else:
            title = by.number or text(by.title)
            href = reverse("strategy:resolution", args=[by.code])
        group = groups.setdefault(by.pk if by else None, TaskGroup(title, href, []))
        group.rows.append(task_row(one))
    return list(groups.values())


def _counted(found: Promised) -> str:
    declared = found.resolution.targets_declared
    if not declared:
        return ""
    return _("%(found)s trên %(declared)s chỉ tiêu tìm thấy nguồn") % {
        "found": found.found,
        "declared": declared,
    }


def _resolution_options(found: Board) -> list[Option]:
    return [
        Option(
            one.resolution.code,
            one.resolution.number or text(one.resolution.title),
            one.resolution.code == found.filters.resolution,
        )
        for one in found.all_promised
        if one.targets or one.milestones
    ]


def _field_options(found: Board) -> list[Option]:
    fields = {
        target.target.indicator.field: text(target.target.indicator.field_title)
        for target in _every_target(found)
    }
    return [Option(code, title, code == found.filters.field) for code, title in fields.items()]


def _due_options(found: Board) -> list[Option]:
    years = sorted({target.target.due_on.year for target in _every_target(found)})
    return [Option(str(year), str(year), str(year) == found.filters.due) for year in years]


def _unit_options(found: Board) -> list[Option]:
    units = {
        unit.code: unit.body_title
        for one in found.all_tasks
        for unit in (one.owner, *one.helpers)
        if unit
    }
    return [Option(code, title, code == found.filters.unit) for code, title in units.items()]


def _every_target(found: Board) -> Iterator[TargetStanding]:
    for one in found.all_promised:
        yield from one.targets
