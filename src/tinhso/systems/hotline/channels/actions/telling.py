"""Telling reporters: a follower of the sealed ledger writes to them what became of their report.

Reads sealed positions in order, at least once; a letter's key is its event, so that it is queued
once. What is older than FRESH is not told any more: an upgraded house doesn't write to its past.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction

from tinhso.kernel.cases.models import Case, Note, Step
from tinhso.kernel.cases.queries.bundles import compiled
from tinhso.kernel.cases.queries.choices import words_of
from tinhso.kernel.ledger import queries as ledger
from tinhso.kernel.ledger.queries import Sealed
from tinhso.kernel.messages.actions import send
from tinhso.kernel.messages.contracts import EMAIL, SMS, BadAddress, Outgoing
from tinhso.kernel.people.actions import read_people
from tinhso.kernel.units.models import Unit

from ...alike.paths import way_of
from ...queries import PROCEDURE
from .. import queries, wording
from ..models import Follower
from ..queries import Address
from ..wording import Words
from .answering import DESK, LASTS, about

FRESH = timedelta(days=2)
TOLD = frozenset({"cases.case.filed", "cases.step.acted", "cases.step.paused", "cases.step.lapsed"})
RECEIVED_ALOUD = "phone"
"""The channel whose reporters heard number and secret from the operator."""

Telling = Callable[[str], str]
"""What is told of an event, in the words that fit a channel."""


def follow(*, now: datetime, limit: int = 1000) -> int:
    """Tell reporters what sealed events say; return how many events were read."""
    with transaction.atomic():
        Follower.objects.get_or_create(name=PROCEDURE)
        follower = Follower.objects.select_for_update().get(name=PROCEDURE)
        events = ledger.sealed_after(follower.position, limit)
        if not events:
            return 0
        with wording.in_vietnamese():
            _tell(events, now)
        follower.position = events[-1].position
        follower.save(update_fields=["position"])
    return len(events)


def _tell(events: Sequence[Sealed], now: datetime) -> None:
    news = [e for e in events if e.kind in TOLD and now - e.at < FRESH]
    if not news:
        return
    ids = {UUID(event.subject.removeprefix("case:")) for event in news}
    cases = (
        Case.objects.filter(pk__in=ids, bundle__name=PROCEDURE, demonstration=False)
        .select_related("unit", "place")
        .in_bulk()
    )
    wrote = queries.correspondents(list(cases))
    letters: list[tuple[Sealed, Case, Telling]] = []
    for event in news:
        case = cases.get(UUID(event.subject.removeprefix("case:")))
        if case is None or (case.pk not in wrote and case.reporter_id is None):
            continue
        if (said := _telling(event, case, known=case.pk in wrote, now=now)) is not None:
            letters.append((event, case, said))
    reached = wrote | _contacts((c for _, c, _ in letters if c.pk not in wrote), now)
    for event, case, said in letters:
        if (address := reached.get(case.pk)) is not None:
            _send(event, case, address, said(address.channel), now)


def _contacts(cases: Iterable[Case], now: datetime) -> dict[UUID, Address]:
    """Return how those are reached who left an address elsewhere: by e-mail, else by SMS.

    The readings are recorded, each with its purpose: of those alone who are told something.
    """
    by_person = {case.reporter_id: case.pk for case in cases if case.reporter_id is not None}
    found = {}
    people = read_people(
        list(by_person), ("phone", "email"), purpose="hotline.tell", actor=DESK, now=now
    )
    for person in people:
        if person.email:
            found[by_person[person.id]] = Address(EMAIL, person.email)
        elif person.phone:
            found[by_person[person.id]] = Address(SMS, person.phone)
    return found


def _send(event: Sealed, case: Case, address: Address, body: str, now: datetime) -> None:
    words = Words(wording.subject_of(case.number, case.pk), body).on(address.channel)
    try:
        send(
            Outgoing(
                channel=address.channel,
                address=address.address,
                body=words.body,
                subject=words.subject,
                about=about(case.pk),
                purpose="hotline.told",
                expires_at=now + LASTS,
                in_reply_to=address.in_reply_to,
            ),
            key=f"hotline:told:{case.pk}:{event.position}",
            actor=DESK,
            now=now,
        )
    except BadAddress:  # what was typed as a contact is none: nobody is reached there
        return


def _telling(event: Sealed, case: Case, *, known: bool, now: datetime) -> Telling | None:
    """Return what is told of an event; None where there is nothing to tell."""
    match event.kind:
        case "cases.case.filed":
            aloud = case.form.get("channel") == RECEIVED_ALOUD
            return None if known or aloud else _anywhere(_received(event, case))
        case "cases.step.paused":
            return _anywhere(_asked(event, case))
        case "cases.step.lapsed":
            over = case.outcome == event.data.get("to")
            return _anywhere(wording.lapsed(case.number)) if over else None
        case _:
            return _acted(event, case, now)


def _anywhere(words: str) -> Telling | None:
    """Return words that are the same on every channel; None for none."""
    return (lambda _: words) if words else None


def _received(event: Sealed, case: Case) -> str:
    promise = event.data.get("promise")
    basis = str(promise.get("basis", "")) if isinstance(promise, Mapping) else ""
    return wording.received(
        case.number,
        place=case.place.title if case.place else "",
        due_at=case.promised_at,
        basis=basis,
    )


def _asked(event: Sealed, case: Case) -> str:
    note = Note.objects.filter(case=case, at=event.at, audience=Note.Audience.REPORTER).first()
    unit = case.unit.body_title if case.unit else ""
    return wording.asked_more(case.number, unit=unit, question=note.text) if note else ""


def _acted(event: Sealed, case: Case, now: datetime) -> Telling | None:
    step = (
        Step.objects.select_related("unit")
        .filter(case=case, name=event.data.get("step"), closed_at=event.at)
        .filter(outcome=event.data.get("action"))
        .first()
    )
    if step is None:
        return None
    opened = event.data.get("opened")
    if isinstance(opened, Sequence) and "answered" in opened:
        return partial(_answered, case, step)
    if step.outcome == "classify":
        unit = Unit.objects.filter(code=str(step.entered.get("unit", ""))).last() or case.unit
        title = unit.body_title if unit else ""
        return _anywhere(wording.classified(case.number, unit=title, due_at=case.due_at))
    if step.outcome == "redirect":
        return partial(_redirected, case, step, now)
    if step.outcome == "decline":
        return _anywhere(wording.declined(case.number, reason=step.reason))
    return None


def _redirected(case: Case, step: Step, now: datetime, channel: str) -> str:
    """Say where else: an SMS says where; what has room says how and on what it rests as well."""
    to = step.entered.get("redirect_to")
    where = words_of(compiled(case.bundle_id).fields, "redirect_to", to, now=now)
    said = wording.redirected(case.number, where=where, reason=step.reason)
    way = way_of(str(to or ""))
    return f"{said}\n\n{way.letter}" if way and channel != SMS else said


def _answered(case: Case, step: Step, channel: str) -> str:
    """Give the newest answer, also where a unit that only helped was the last to finish."""
    told = Step.objects.filter(case=case, outcome="answer", closed_at__lte=step.closed_at)
    last = told.select_related("unit").order_by("closed_at").last() or step
    waiting = Step.objects.filter(case=case, name="answered", closed_at=None).first()
    return wording.answered(
        case.number,
        unit=last.unit.body_title if last.unit else "",
        answer=str(last.entered.get("answer", "")),
        until=waiting.lapse_at if waiting else None,
        channel=channel,
    )
