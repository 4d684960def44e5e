"""Sessions and visits: declared by a province's file, or entered here piece by piece."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils.text import slugify

from tinhso.kernel.declarations import JSON, fingerprint
from tinhso.kernel.documents.models import Citation
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units.models import Unit
from tinhso.kernel.units.names import fold
from tinhso.systems.strategy.actions.resolutions import CHANGED, CREATED, UNCHANGED
from tinhso.systems.strategy.models import Ask, Attendance, Found, WorkingSession

Words = Mapping[str, str]
LONGEST_CODE = 60


@dataclass(frozen=True)
class PresentThere:
    """Who was there: a unit, or a delegation or enterprise by its name; people as functions."""

    side: str
    unit: Unit | None = None
    name: Words = field(default_factory=dict)
    function: Words = field(default_factory=dict)
    citation: Citation | None = None


@dataclass(frozen=True)
class FoundThing:
    """One thing that was found; `indicator` is the code of what it is about."""

    text: Words
    indicator: str = ""
    citation: Citation | None = None


@dataclass(frozen=True)
class AskSaid:
    """One thing that was asked, of which level, and of which unit where one was named."""

    text: Words
    level: str
    unit: Unit | None = None
    citation: Citation | None = None


@dataclass(frozen=True)
class SessionHeld:
    """A session or visit as it is brought; `code` is empty for one that is entered here."""

    kind: str
    title: Words
    code: str = ""
    summary: Words = field(default_factory=dict)
    held_on: date | None = None
    place: str = ""
    part_of: str = ""
    citation: Citation | None = None
    position: int = 0
    present: Sequence[PresentThere] = ()
    found: Sequence[FoundThing] = ()
    asks: Sequence[AskSaid] = ()

    def fingerprint(self) -> str:
        """Return a hash of everything that is kept."""
        return fingerprint(_plain(self))


@transaction.atomic
def declare_session(held: SessionHeld, *, actor: Actor, now: datetime) -> str:
    """Declare a session of a province's file, whole; return what was done.

    What was asked is known by its words: what became of an ask stays with it.
    """
    mark = held.fingerprint()
    known = WorkingSession.objects.select_for_update().filter(code=held.code).first()
    if known and known.fingerprint == mark:
        return UNCHANGED
    row = known or WorkingSession(code=held.code, entered_at=now)
    _fill(row, held)
    row.fingerprint = mark
    row.save()
    Attendance.objects.filter(session=row).delete()
    Found.objects.filter(session=row).delete()
    kept = {one.text.get("vi"): one for one in Ask.objects.filter(session=row)}
    said = {one.text.get("vi") for one in held.asks}
    Ask.objects.filter(session=row, task=None, answer="").exclude(text__vi__in=said).delete()
    for present in held.present:
        _add(row, present)
    for thing in held.found:
        _add(row, thing)
    for ask in held.asks:
        if ask.text.get("vi") not in kept:
            _add(row, ask)
    outcome = CHANGED if known else CREATED
    record(
        "strategy.session.declared",
        f"session:{held.code}",
        actor=actor,
        now=now,
        data={"outcome": outcome, "fingerprint": mark},
    )
    return outcome


@transaction.atomic
def enter_session(held: SessionHeld, *, actor: Actor, now: datetime) -> WorkingSession:
    """Enter a session that was held; its code is made of its title and is nobody else's."""
    stem = slugify(fold(held.title["vi"]))[:LONGEST_CODE].strip("-") or "buoi"
    code = stem
    while WorkingSession.objects.filter(code=code).exists():
        code = f"{stem}-{uuid4().hex[:6]}"
    row = WorkingSession(code=code, entered_at=now)
    _fill(row, held)
    row.save(force_insert=True)
    record(
        "strategy.session.entered",
        f"session:{code}",
        actor=actor,
        now=now,
        data={"kind": held.kind, "held_on": held.held_on.isoformat() if held.held_on else None},
        commitments={"title": held.title["vi"]},
    )
    return row


@transaction.atomic
def add_present(
    session: WorkingSession, present: PresentThere, *, actor: Actor, now: datetime
) -> Attendance:
    """Say who was there."""
    row = Attendance.objects.create(session=session, **_attended(present))
    _told(session, "present", actor, now)
    return row


@transaction.atomic
def add_found(session: WorkingSession, thing: FoundThing, *, actor: Actor, now: datetime) -> Found:
    """Say what was found."""
    row = Found.objects.create(session=session, **_thing(thing))
    _told(session, "found", actor, now)
    return row


@transaction.atomic
def add_ask(session: WorkingSession, ask: AskSaid, *, actor: Actor, now: datetime) -> Ask:
    """Say what was asked."""
    row = Ask.objects.create(session=session, **_asked(ask))
    _told(session, "ask", actor, now)
    return row


@transaction.atomic
def answer_ask(
    ask: Ask, words: str, *, paper: str = "", on: date, actor: Actor, now: datetime
) -> Ask:
    """Say what became of an ask that is no task of the province; `paper` is where it stands.

    An answer may be said anew; the ledger keeps that it was.
    """
    row = Ask.objects.select_for_update().select_related("session").get(pk=ask.pk)
    row.answer, row.answer_paper, row.answered_on = words, paper, on
    row.save(update_fields=["answer", "answer_paper", "answered_on"])
    record(
        "strategy.ask.answered",
        f"session:{row.session.code}",
        actor=actor,
        now=now,
        data={"ask": row.pk, "on": on.isoformat()},
        commitments={"answer": words},
    )
    return row


def _told(session: WorkingSession, what: str, actor: Actor, now: datetime) -> None:
    record(
        "strategy.session.added",
        f"session:{session.code}",
        actor=actor,
        now=now,
        data={"what": what},
    )


def _fill(row: WorkingSession, held: SessionHeld) -> None:
    row.kind, row.title, row.summary = held.kind, dict(held.title), dict(held.summary)
    row.held_on, row.place, row.citation = held.held_on, held.place, held.citation
    row.position = held.position
    row.part_of = WorkingSession.objects.get(code=held.part_of) if held.part_of else None


def _add(row: WorkingSession, one: PresentThere | FoundThing | AskSaid) -> None:
    if isinstance(one, PresentThere):
        Attendance.objects.create(session=row, **_attended(one))
    elif isinstance(one, FoundThing):
        Found.objects.create(session=row, **_thing(one))
    else:
        Ask.objects.create(session=row, **_asked(one))


def _attended(one: PresentThere) -> dict[str, object]:
    return {
        "side": one.side,
        "unit": one.unit,
        "name": dict(one.name),
        "function": dict(one.function),
        "citation": one.citation,
    }


def _thing(one: FoundThing) -> dict[str, object]:
    return {"text": dict(one.text), "indicator": one.indicator, "citation": one.citation}


def _asked(one: AskSaid) -> dict[str, object]:
    return {
        "text": dict(one.text),
        "level": one.level,
        "unit": one.unit,
        "citation": one.citation,
    }


def _plain(held: SessionHeld) -> JSON:
    def cited(citation: Citation | None) -> int | None:
        return citation.pk if citation else None

    def unit(found: Unit | None) -> str | None:
        return found.code if found else None

    return {
        "kind": held.kind,
        "title": dict(held.title),
        "summary": dict(held.summary),
        "held_on": held.held_on.isoformat() if held.held_on else None,
        "place": held.place,
        "part_of": held.part_of,
        "citation": cited(held.citation),
        "position": held.position,
        "present": [
            [one.side, unit(one.unit), dict(one.name), dict(one.function), cited(one.citation)]
            for one in held.present
        ],
        "found": [[dict(one.text), one.indicator, cited(one.citation)] for one in held.found],
        "asks": [
            [dict(one.text), one.level, unit(one.unit), cited(one.citation)] for one in held.asks
        ],
    }
