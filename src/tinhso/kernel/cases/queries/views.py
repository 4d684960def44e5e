"""One case as somebody may see it: its way as a line of time, its deadline, what they may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from tinhso.kernel.cases import words
from tinhso.kernel.cases.models import Case, Escalation, Evidence, Note, Step
from tinhso.kernel.cases.procedures import Compiled
from tinhso.kernel.cases.queries import rights
from tinhso.kernel.cases.queries.bundles import compiled
from tinhso.kernel.cases.queries.choices import Offered
from tinhso.kernel.cases.queries.deadlines import Deadline, deadline
from tinhso.kernel.cases.queries.parts import Part, parts
from tinhso.kernel.cases.rules import numbers
from tinhso.kernel.cases.rules.language import REPORTER
from tinhso.kernel.cases.rules.rights import Deed, Relation, allowed
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.roles import roles_of

State: TypeAlias = Literal["done", "now", "late", "next"]


@dataclass(frozen=True)
class Moment:
    """A point on the line of time: `when` it was, or `until` when it should be.

    `by` and `in_place_of` are references to accounts, for staff alone to see.
    """

    state: State
    title: str
    who: str = ""
    when: datetime | None = None
    until: datetime | None = None
    waits_for: str = ""
    reason: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    photos: tuple[UUID, ...] = ()
    by: str = ""
    in_place_of: str = ""


@dataclass(frozen=True)
class Offer:
    """An action that somebody may take now, with the fields it asks (and whether they must)."""

    step_id: UUID
    step: str
    action: str
    title: str
    asked: dict[str, bool]
    reason: Literal["required", "optional", "none"]
    is_main: bool
    templates: str | None = None


@dataclass(frozen=True)
class Wait:
    """A wait that may begin at an open step, or (with `until`) one that may be ended."""

    step_id: UUID
    kind: str
    title: str
    until: datetime | None = None
    templates: str | None = None


@dataclass(frozen=True)
class Assignment:
    """An open step that may be given to somebody: to whom it is given now, and its unit."""

    step_id: UUID
    step: str
    unit_id: int
    roles: tuple[str, ...]
    assignee_id: int | None


@dataclass(frozen=True)
class CaseView:
    """What a page shows of a case. Without the right to read, words and photos are empty.

    `urgeable` are the open steps whose unit the visitor may urge; `absent` names the colleagues in
    whose place they work on it today; `offered` knows what the questions of its forms offer.
    """

    case: Case
    compiled: Compiled
    deeds: frozenset[Deed]
    title: str
    state: str
    category: str
    priority: str
    deadline: Deadline
    line: tuple[Moment, ...]
    offers: tuple[Offer, ...]
    waits: tuple[Wait, ...]
    assignments: tuple[Assignment, ...]
    answers: tuple[tuple[str, str], ...]
    photos: tuple[UUID, ...]
    notes: tuple[Note, ...]
    asks_rating: bool
    offered: Offered
    parts: tuple[Part, ...] = ()
    urgeable: tuple[UUID, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def reads(self) -> bool:
        """Whether words and photos may be seen."""
        return Deed.READ in self.deeds


def case_view(number: str, actor: Actor, *, now: datetime) -> CaseView | None:
    """Return the case of a public number as the actor may see it, or None. At most 6 queries."""
    case = (
        Case.objects.select_related("unit", "place")
        .filter(number=numbers.normal_number(number))
        .first()
    )
    if case is None:
        return None
    who = rights.Standing.of(actor)
    steps: list[Any] = list(
        rights.with_relations(case.steps.select_related("unit"), who).order_by("opened_at", "pk")
    )
    deeds = _deeds(case, steps, who)
    reads = Deed.READ in deeds
    photos = _photos(case) if reads else []
    procedure, offered = compiled(case.bundle_id), Offered(now=now)
    mine = [s for s in steps if s.closed_at is None and Deed.ACT in rights.deeds(s, who)]
    return CaseView(
        case=case,
        compiled=procedure,
        deeds=deeds,
        title=case.title if reads else words.here(procedure.procedure.title),
        state=state_words(case, steps, procedure),
        category=_chosen(procedure, "category", case.category, offered),
        priority=_chosen(procedure, "priority", case.priority, offered),
        deadline=deadline(case, now=now),
        line=_line(
            case, steps, procedure, photos, offered, now, reads=reads, staff=who.case_id is None
        ),
        offers=tuple(o for s in mine for o in offers_of(case, s, procedure)),
        waits=tuple(w for s in mine if s.unit_id for w in _waits(case, s, procedure)),
        assignments=tuple(
            Assignment(s.pk, _title(s, procedure), s.unit_id, tuple(s.role.split()), s.assignee_id)
            for s in mine
            if s.unit_id is not None
        ),
        answers=offered.answered(procedure.form, case.form) if reads else (),
        photos=tuple(p.attachment_id for p in photos if p.step_id is None),
        notes=_notes(case, deeds, who) if reads else (),
        asks_rating=Deed.RATE in deeds and _asks_rating(case, procedure),
        offered=offered,
        parts=parts(steps, procedure, now=now) if reads else (),
        urgeable=tuple(
            s.pk for s in steps if s.closed_at is None and Deed.REMIND in rights.deeds(s, who)
        ),
        absent=tuple(
            dict.fromkeys(
                one.name for s in mine for one in who.others if one.account_id == s.stands_for
            )
        ),
    )


def state_words(case: Case, steps: Sequence[Step], procedure: Compiled) -> str:
    """Return where a case stands: the titles of its open steps, or that of its end."""
    if case.closed_at is not None:
        declared = procedure.procedure.steps.get(case.outcome)
        return words.here(declared.title) if declared else case.outcome
    return ", ".join(_title(step, procedure) for step in steps if step.closed_at is None)


def about(case: Case) -> dict[str, str | int]:
    """Return the columns of a case as the conditions of its procedure name them."""
    return {
        "category": case.category,
        "priority": case.priority,
        "unit": case.unit.code if case.unit else "",
        "place": case.place.code if case.place else "",
        "hops": case.hops,
    }


def offers_of(case: Case, step: Step, procedure: Compiled) -> list[Offer]:
    """Return the actions that an open step offers under the conditions of its case."""
    if step.name not in procedure.procedure.steps:
        return []
    declared = procedure.step(step.name)
    values = procedure.vocabulary.values(about(case), case.form, case.fields)
    return [
        Offer(
            step_id=step.pk,
            step=words.here(declared.title),
            action=name,
            title=words.here(declared.actions[name].title),
            asked=procedure.asked(step.name, name),
            reason=declared.actions[name].reason,
            is_main=index == 0,
            templates=declared.actions[name].templates,
        )
        for index, name in enumerate(procedure.offered(step.name, values))
    ]


def _deeds(case: Case, steps: Sequence[Step], who: rights.Standing) -> frozenset[Deed]:
    found = [rights.deeds(step, who) for step in steps]
    if who.case_id == case.pk:
        found.append(allowed([Relation.REPORTER]))
    return allowed([Relation.OTHER]).union(*found)


def _photos(case: Case) -> list[Evidence]:
    return list(case.evidence.order_by("at", "pk"))


def _notes(case: Case, deeds: frozenset[Deed], who: rights.Standing) -> tuple[Note, ...]:
    notes = case.notes.order_by("-at", "-pk")
    only = notes.filter(audience=Note.Audience.REPORTER) if who.case_id is not None else notes
    return tuple(only) if Deed.READ in deeds else ()


def _waits(case: Case, step: Step, procedure: Compiled) -> list[Wait]:
    pauses = procedure.step(step.name).pauses
    if step.paused_at is not None:
        title = words.here(pauses[step.pause].title) if step.pause in pauses else step.pause
        return [Wait(step.pk, step.pause, title, step.pause_until)]
    used = {pause["kind"] for pause in [*case.pauses, *step.pauses]}
    return [
        Wait(step.pk, kind, words.here(wait.title), templates=wait.templates)
        for kind, wait in pauses.items()
        if kind not in used
    ]


def _line(
    case: Case,
    steps: Sequence[Step],
    procedure: Compiled,
    photos: Sequence[Evidence],
    offered: Offered,
    now: datetime,
    *,
    reads: bool,
    staff: bool,
) -> tuple[Moment, ...]:
    shown = {
        step.pk: tuple(p.attachment_id for p in photos if p.step_id == step.pk) for step in steps
    }
    first = Moment("done", _("Đã gửi"), _filer(case), case.filed_at)
    done = sorted(
        (s for s in steps if s.closed_at and s.outcome != "ended"), key=lambda s: s.closed_at or now
    )
    past = [
        Moment(
            state="done",
            title=_said(case, step, procedure, offered),
            who=_owner(step),
            when=step.closed_at,
            reason=step.reason if reads else "",
            answers=offered.answered(procedure.fields, step.entered) if reads else (),
            # A unit that only passed the case on has answered with nothing of it.
            photos=shown[step.pk] if staff or step.entered else (),
            by=step.closed_by if reads else "",
            in_place_of=step.closed_for if reads else "",
        )
        for step in done
    ]
    past += _raised(steps) if reads and staff else []
    line = [first, *sorted(past, key=lambda moment: moment.when or now)]
    open_ = [step for step in steps if step.closed_at is None]
    # What was recorded on the spot is for staff, until the step is closed with it.
    line += [_open(step, procedure, shown[step.pk] if staff else (), now) for step in open_]
    line += [Moment("next", title) for title in _following(open_, procedure)]
    if case.closed_at is not None:
        line.append(Moment("done", state_words(case, steps, procedure), when=case.closed_at))
    return tuple(line)


def _raised(steps: Sequence[Step]) -> list[Moment]:
    """Return to whom late steps were shown, for staff; a query only where any was."""
    late = [step.pk for step in steps if step.escalated]
    if not late:
        return []
    roles = roles_of(settings.TINHSO_PROVINCE)
    return [
        Moment(
            state="done",
            title=_("Báo lên vì trễ hạn"),
            who=f"{words.here(roles.get(one.role).title)} · {one.unit.body_title}",
            when=one.at,
        )
        for one in Escalation.objects.filter(step__in=late).select_related("unit").order_by("at")
    ]


def _open(step: Step, procedure: Compiled, photos: tuple[UUID, ...], now: datetime) -> Moment:
    pauses = procedure.step(step.name).pauses if step.name in procedure.procedure.steps else {}
    waits = words.here(pauses[step.pause].title) if step.pause in pauses else ""
    late = step.due_at is not None and step.due_at < now and not step.pause
    until = step.pause_until if step.pause else step.due_at
    return Moment(
        state="late" if late else "now",
        title=_title(step, procedure),
        who=_owner(step),
        until=until,
        waits_for=waits,
        photos=photos,
    )


def _following(open_: Sequence[Step], procedure: Compiled) -> list[str]:
    """Return what comes after the open steps if each goes its usual (first) way."""
    names: list[str] = []
    for step in open_:
        actions = list(procedure.procedure.steps[step.name].actions.values())
        names += actions[0].to if actions else ()
    known = {step.name for step in open_}
    return [words.here(procedure.step(n).title) for n in dict.fromkeys(names) if n not in known]


def _said(case: Case, step: Step, procedure: Compiled, offered: Offered) -> str:
    """Return the sentence of what was done in a closed step."""
    declared = procedure.procedure.steps.get(step.name)
    action = declared.actions.get(step.outcome) if declared else None
    if declared is None or action is None:
        title = words.here(declared.title) if declared else step.name
        return _("%(step)s: hết thời gian chờ") % {"step": title}
    if action.says is None:
        return words.here(action.title)
    entered = step.entered
    return words.here(action.says).format_map(
        {
            "category": _chosen(
                procedure, "category", str(entered.get("category") or case.category), offered
            ),
            "priority": _chosen(
                procedure, "priority", str(entered.get("priority") or case.priority), offered
            ),
            "unit": step.unit.body_title if step.unit else "",
            "place": case.place.title if case.place else "",
        }
    )


def _chosen(procedure: Compiled, field: str, value: str, offered: Offered) -> str:
    if not value:
        return ""
    form = procedure.fields if field in procedure.fields.properties else procedure.form
    return offered.words_of(form, field, value)


def _owner(step: Step) -> str:
    if step.role == REPORTER:
        return _("Người gửi")
    return step.unit.body_title if step.unit else ""


def _filer(case: Case) -> str:
    return _("Cán bộ nhập giúp") if case.filed_by.startswith("account:") else _("Người gửi")


def _title(step: Step, procedure: Compiled) -> str:
    declared = procedure.procedure.steps.get(step.name)
    return words.here(declared.title) if declared else step.name


def _asks_rating(case: Case, procedure: Compiled) -> bool:
    declared = procedure.procedure.steps.get(case.outcome)
    return declared is not None and declared.ask == "rating" and case.rating is None
