"""What staff see beside a case: colleagues, who did and said what, what was here before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tinhso.kernel.cases import queries
from tinhso.kernel.cases.models import Mention, Note
from tinhso.kernel.cases.queries import CaseView, Colleague, Earlier
from tinhso.kernel.cases.queries.views import Assignment
from tinhso.kernel.cases.rules.rights import Deed
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.actors import Member
from tinhso.kernel.people.queries import usernames


@dataclass(frozen=True)
class Given:
    """An open step that may be given to a colleague: those who hold its role, and who has it."""

    step: Assignment
    colleagues: tuple[Colleague, ...]
    holder: Colleague | None


@dataclass(frozen=True)
class Said:
    """A remark with the name of whoever wrote it, and whether it calls the visitor."""

    note: Note
    by: str
    calls: bool


@dataclass(frozen=True)
class Beside:
    """All of it; empty for who isn't staff, or doesn't read the case."""

    names: Mapping[str, str]
    given: tuple[Given, ...] = ()
    notes: tuple[Said, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    called: bool = False
    may_look_back: bool = False


def beside(view: CaseView, actor: Actor, now: datetime) -> Beside:
    """Return what stands beside a case for its visitor: names and loads for staff alone."""
    is_staff = isinstance(actor, Member) and actor.is_staff and view.reads
    if not is_staff or not isinstance(actor, Member):
        return Beside({}, notes=tuple(Said(note, "", calls=False) for note in view.notes))
    refs = [ref for moment in view.line for ref in (moment.by, moment.in_place_of)]
    names = usernames([*refs, *(note.by for note in view.notes)])
    calls = _calls(view.notes, actor)
    works = Deed.REMARK in view.deeds
    return Beside(
        names=names,
        given=tuple(_given(step, now) for step in view.assignments),
        notes=tuple(
            Said(note, names.get(note.by, ""), calls=note.pk in calls) for note in view.notes
        ),
        earlier=queries.earlier_here(view.case, now=now) if works else (),
        called=bool(calls),
        may_look_back=works and view.case.reporter_id is not None,
    )


def _given(step: Assignment, now: datetime) -> Given:
    listed = queries.colleagues(step.unit_id, step.roles, now=now)
    holder = next((one for one in listed if one.account_id == step.assignee_id), None)
    return Given(step, listed, holder)


def _calls(notes: Sequence[Note], actor: Member) -> frozenset[object]:
    if not notes:
        return frozenset()
    waiting = Mention.objects.filter(note__in=notes, account_id=actor.account_id, settled_at=None)
    return frozenset(waiting.values_list("note_id", flat=True))
