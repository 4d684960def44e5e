"""Resolutions are declared whole, with what belongs to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.declarations import JSON, Text, fingerprint
from tinhso.kernel.documents.models import Citation, Document
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.systems.strategy.models import Clause, Milestone, Resolution, Task, TaskAim, TaskNeed

CREATED, CHANGED, UNCHANGED = "created", "changed", "unchanged"


@dataclass(frozen=True)
class ClauseSaid:
    """A clause as it is brought."""

    text: Text
    citation: Citation


@dataclass(frozen=True)
class TaskSet:
    """A task as it is brought."""

    code: str
    title: Text
    system: str
    register: str
    citation: Citation
    aims: Sequence[str] = ()
    needs: Sequence[str] = ()
    due_on: date | None = None
    due_citation: Citation | None = None
    confidence: str = ""


@dataclass(frozen=True)
class MilestoneSet:
    """A milestone as it is brought."""

    code: str
    title: Text
    field: str
    due_on: date | None
    citation: Citation
    met_in: str = ""
    met_citation: Citation | None = None
    confidence: str = ""
    note: Text | None = None


@dataclass(frozen=True)
class Resolved:
    """A resolution as it is brought, with all that belongs to it."""

    code: str
    title: Text
    issuer: Text
    level: str
    number: str = ""
    summary: Text | None = None
    issued_on: date | None = None
    targets_declared: int | None = None
    declared_citation: Citation | None = None
    document: Document | None = None
    position: int = 0
    clauses: Sequence[ClauseSaid] = field(default_factory=tuple)
    tasks: Sequence[TaskSet] = field(default_factory=tuple)
    milestones: Sequence[MilestoneSet] = field(default_factory=tuple)

    def fingerprint(self) -> str:
        """Return a hash of everything that is kept."""
        return fingerprint(_plain(self))


@transaction.atomic
def declare_resolution(resolved: Resolved, *, actor: Actor, now: datetime) -> str:
    """Declare a resolution with its clauses, tasks and milestones; return what was done.

    What no longer stands in the declaration is removed, but for tasks that were given here: their
    cases go on. The ledger keeps the fingerprint of each state. Nothing is written when nothing has
    changed. A task may need one of a resolution declared before, or of its own.
    """
    mark = resolved.fingerprint()
    known = Resolution.objects.select_for_update().filter(code=resolved.code).first()
    if known and known.fingerprint == mark:
        return UNCHANGED
    row, _ = Resolution.objects.update_or_create(
        code=resolved.code,
        defaults={
            "number": resolved.number,
            "title": resolved.title.model_dump(),
            "summary": resolved.summary.model_dump() if resolved.summary else {},
            "issuer": resolved.issuer.model_dump(),
            "level": resolved.level,
            "issued_on": resolved.issued_on,
            "targets_declared": resolved.targets_declared,
            "declared_citation": resolved.declared_citation,
            "document": resolved.document,
            "position": resolved.position,
            "fingerprint": mark,
        },
    )
    _replace_parts(row, resolved)
    outcome = CHANGED if known else CREATED
    record(
        "strategy.resolution.declared",
        f"resolution:{resolved.code}",
        actor=actor,
        now=now,
        data={"outcome": outcome, "fingerprint": mark},
    )
    return outcome


def _replace_parts(row: Resolution, resolved: Resolved) -> None:
    Clause.objects.filter(resolution=row).delete()
    Milestone.objects.filter(resolution=row).delete()
    _replace_tasks(row, resolved.tasks)
    Clause.objects.bulk_create(
        Clause(resolution=row, number=number, text=one.text.model_dump(), citation=one.citation)
        for number, one in enumerate(resolved.clauses, 1)
    )
    Milestone.objects.bulk_create(
        Milestone(
            code=one.code,
            resolution=row,
            title=one.title.model_dump(),
            field=one.field,
            due_on=one.due_on,
            citation=one.citation,
            met_in=one.met_in,
            met_citation=one.met_citation,
            confidence=one.confidence,
            note=one.note.model_dump() if one.note else {},
            position=position,
        )
        for position, one in enumerate(resolved.milestones)
    )


def _replace_tasks(row: Resolution, declared: Sequence[TaskSet]) -> None:
    known = {one.code: one for one in Task.objects.filter(resolution=row)}
    gone = known.keys() - {one.code for one in declared}
    Task.objects.filter(code__in=gone, case=None).delete()
    Task.objects.filter(code__in=gone).update(resolution=None, number=None)
    for number, one in enumerate(declared, 1):
        task, _ = Task.objects.update_or_create(
            code=one.code,
            defaults={
                "resolution": row,
                "number": number,
                "title": one.title.model_dump(),
                "system": one.system,
                "register": one.register,
                "citation": one.citation,
                "confidence": one.confidence,
                "due_on": one.due_on,
                "due_citation": one.due_citation,
            },
        )
        _serve(task, one.aims)
    for one in declared:
        _wait_for(Task.objects.get(code=one.code), one.needs)


def _serve(task: Task, aims: Sequence[str]) -> None:
    """Let a task serve just these targets and milestones; part of a writing action."""
    TaskAim.objects.filter(task=task).delete()
    TaskAim.objects.bulk_create(TaskAim(task=task, promise=code) for code in dict.fromkeys(aims))


def _wait_for(task: Task, needs: Sequence[str]) -> None:
    """Let a task wait for just these others; part of a writing action."""
    TaskNeed.objects.filter(task=task).delete()
    TaskNeed.objects.bulk_create(
        TaskNeed(task=task, needed=other) for other in Task.objects.filter(code__in=set(needs))
    )


def _plain(resolved: Resolved) -> JSON:
    """Return what is kept as JSON; citations by the words they mark."""

    def words(citation: Citation | None) -> int | None:
        return citation.pk if citation else None

    def text(value: Text | None) -> JSON:
        return value.model_dump() if value else None

    def day(value: date | None) -> str | None:
        return value.isoformat() if value else None

    return {
        "title": text(resolved.title),
        "number": resolved.number,
        "summary": text(resolved.summary),
        "issuer": text(resolved.issuer),
        "level": resolved.level,
        "issued_on": day(resolved.issued_on),
        "targets_declared": resolved.targets_declared,
        "declared": words(resolved.declared_citation),
        "document": resolved.document.pk if resolved.document else None,
        "position": resolved.position,
        "clauses": [[text(one.text), words(one.citation)] for one in resolved.clauses],
        "tasks": [
            [
                one.code,
                text(one.title),
                one.system,
                one.register,
                words(one.citation),
                list(one.aims),
                list(one.needs),
                day(one.due_on),
                words(one.due_citation),
                one.confidence,
            ]
            for one in resolved.tasks
        ],
        "milestones": [
            [
                one.code,
                text(one.title),
                one.field,
                day(one.due_on),
                words(one.citation),
                one.met_in,
                words(one.met_citation),
                one.confidence,
                text(one.note),
            ]
            for one in resolved.milestones
        ],
    }
