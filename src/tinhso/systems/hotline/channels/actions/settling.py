"""What a person makes of a message that no rule understood: a report by hand, or nothing."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.actions import Supplemented
from tinhso.kernel.cases.queries import Reporter
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.messages import actions as post
from tinhso.kernel.messages import queries as letters
from tinhso.kernel.messages.actions.handling import NotWaiting, for_person
from tinhso.kernel.messages.contracts import Outcome

from ... import actions as hotline
from .. import queries, wording
from ..rules import reading
from . import reporting
from .answering import about, answer


@dataclass(frozen=True, repr=False)
class Waiting:
    """The words of a message that waits for a person."""

    text: str
    channel: str


def file_by_hand(
    incoming_id: UUID, *, text: str, place: str, actor: Actor, now: datetime
) -> hotline.Filed:
    """File a report from a message that waits for a person; its sender is answered as always.

    The same message files once, also when its sender completes it meanwhile. Raises NotWaiting,
    cases' Invalid.
    """
    with transaction.atomic(), wording.in_vietnamese():
        row = queries.begun_by(incoming_id)  # first, as whoever hears its sender locks it
        message = letters.opened(for_person(incoming_id))
        draft = reporting.kept(row) if row else reporting.begun(message, text, now=now)
        filed = reporting.file_draft(
            message, replace(draft, text=text), place, actor=actor, now=now
        )
        post.settle(incoming_id, Outcome("filed", about(filed.case_id)), actor=actor, now=now)
        if row:
            row.delete()
    return filed


def attach(incoming_id: UUID, *, actor: Actor, now: datetime) -> Supplemented:
    """Attach the pictures of a message that waits to the case of its sender, who is told.

    Only a message that was heard as its reporter's is about a case. What finds no room or can't
    be read stays with the message, which then waits on. Raises NotWaiting, also where it is about
    no case, and cases' Refused where the case is closed.
    """
    with transaction.atomic(), wording.in_vietnamese():
        row = for_person(incoming_id)
        message = letters.opened(row)
        if (case := queries.case_of(row.about)) is None:
            raise NotWaiting(str(incoming_id))
        photos = reporting.stored(message)
        who = Reporter(f"reporter:{case.pk}", case.pk)
        done = cases.supplement(case.pk, "", photos, actor=who, now=now)
        left = len(message.photos) - len(photos) + done.left
        if not left:
            post.settle(incoming_id, Outcome("attached", row.about), actor=actor, now=now)
        if done.photos:
            body = wording.added(case.number, words=False, photos=len(done.photos), left=0)
            answer(message, body, now=now, about=row.about, purpose="hotline.attached")
    return Supplemented(done.photos, left)


def dismiss(incoming_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Put a message by: nothing follows from it. Raises NotWaiting."""
    with transaction.atomic():
        row = queries.begun_by(incoming_id)
        record(
            "hotline.incoming.dismissed",
            f"incoming:{incoming_id}",
            actor=actor,
            now=now,
            commitments={"reason": reason},
        )
        post.settle(incoming_id, Outcome("dismissed"), actor=actor, now=now)
        if row:
            row.delete()


def read(incoming_id: UUID, *, actor: Actor, now: datetime) -> Waiting:
    """Return what a message that waits for a person says, with all that followed; it is recorded.

    Raises NotWaiting.
    """
    with transaction.atomic():
        row = queries.begun_by(incoming_id)
        for_person(incoming_id)
        said = post.read_incoming(incoming_id, purpose="hotline.incoming", actor=actor, now=now)
        if said is None:
            raise NotWaiting(str(incoming_id))
        whole = reporting.kept(row).text if row else reading.told(said.text, said.subject)
    return Waiting(whole, said.channel)
