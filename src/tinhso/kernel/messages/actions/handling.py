"""Making something of what came in: once, in the order in which one sender wrote."""

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from tinhso.kernel.ledger.actions import Entry, record, record_many
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.messages import queries
from tinhso.kernel.messages.actions.delivering import POST
from tinhso.kernel.messages.contracts import Handler, Opened, Outcome
from tinhso.kernel.messages.models import Enclosure, Incoming
from tinhso.kernel.messages.rules import pace

BROKEN = "broken"
"""Why a message waits for a person when its handler failed each time."""

Status = Incoming.Status
log = logging.getLogger("tinhso.post")


class NotWaiting(LookupError):  # noqa: N818 - said to a person who was second
    """The message doesn't wait for a person (any more)."""


def handle(handler: Handler, *, now: datetime, limit: int = 100) -> int:
    """Let `handler` make something of up to `limit` messages; return how many were claimed.

    Each is claimed with SKIP LOCKED, a second message of one sender only after the first. What the
    handler writes and that the message is handled commit together: a worker that is killed leaves
    the message as it was, and it is claimed again when its lease is over. A handler that fails is
    tried again with growing waits, then the message waits for a person.
    """
    for done in range(limit):
        incoming = _claim(now=now)
        if incoming is None:
            return done
        _work(incoming, handler, now=now)
    return limit


def _claim(*, now: datetime) -> Incoming | None:
    before = Incoming.objects.filter(
        status=Status.WAITING,
        address_index=OuterRef("address_index"),
        received_at__lte=OuterRef("received_at"),
        id__lt=OuterRef("id"),
    )
    with transaction.atomic():
        incoming = (
            Incoming.objects.select_for_update(skip_locked=True)
            .filter(~Exists(before), status=Status.WAITING, due_at__lte=now)
            .order_by("received_at", "id")
            .first()
        )
        if incoming is not None:
            incoming.attempts += 1
            incoming.due_at = now + pace.HANDLING_LEASE
            incoming.save(update_fields=["attempts", "due_at"])
    return incoming


def _work(claimed: Incoming, handler: Handler, *, now: datetime) -> None:
    if claimed.attempts > pace.HANDLING_ATTEMPTS:  # it killed its workers, or never ended
        with transaction.atomic():
            _end(claimed, Outcome(BROKEN, for_person=True), POST, now)
        return
    try:
        with transaction.atomic():
            incoming = Incoming.objects.select_for_update().get(pk=claimed.pk)
            if (incoming.status, incoming.attempts) == (Status.WAITING, claimed.attempts):
                _end(incoming, handler(queries.opened(incoming), now), POST, now)
    except Exception:  # whatever it is: this message must not stop the others
        log.exception("incoming message %s could not be handled", claimed.pk)
        Incoming.objects.filter(pk=claimed.pk, attempts=claimed.attempts).update(
            due_at=now + pace.wait_after(claimed.attempts)
        )


def settle(incoming_id: UUID, outcome: Outcome, *, actor: Actor, now: datetime) -> None:
    """End a message that waits for a person, by what that person made of it.

    Raises:
        NotWaiting: nobody waits with it, or somebody was first.
    """
    with transaction.atomic():
        incoming = for_person(incoming_id)
        _end(incoming, outcome, actor, now)


def for_person(incoming_id: UUID) -> Incoming:
    """Lock and return a message that waits for a person; raise NotWaiting."""
    found = Incoming.objects.select_for_update().filter(pk=incoming_id, status=Status.FOR_PERSON)
    if (incoming := found.first()) is None:
        raise NotWaiting(str(incoming_id))
    return incoming


def hand_to_person(
    incoming_ids: Sequence[UUID], reason: str, *, actor: Actor, now: datetime
) -> int:
    """Let messages that were handled wait for a person after all; return how many.

    For a question that nobody answered. What was emptied meanwhile stays as it is.
    """
    with transaction.atomic():
        found = Incoming.objects.select_for_update().filter(
            pk__in=incoming_ids, status=Status.HANDLED, emptied_at=None
        )
        incoming = list(found)
        Incoming.objects.filter(pk__in=[one.pk for one in incoming]).update(
            status=Status.FOR_PERSON, outcome=reason, handled_at=None
        )
        record_many(
            [
                Entry("post.incoming.handled", f"incoming:{one.pk}", _told(reason, "", True))
                for one in incoming
            ],
            actor=actor,
            now=now,
        )
    return len(incoming)


def read_incoming(incoming_id: UUID, *, purpose: str, actor: Actor, now: datetime) -> Opened | None:
    """Return a message in the clear, None once there is none to read; the reading is recorded."""
    incoming = Incoming.objects.filter(pk=incoming_id, emptied_at=None).first()
    if incoming is None:
        return None
    with transaction.atomic():
        record(
            "post.incoming.read",
            f"incoming:{incoming.pk}",
            actor=actor,
            now=now,
            data={"purpose": purpose},
        )
        return queries.opened(incoming)


def _end(incoming: Incoming, outcome: Outcome, actor: Actor, now: datetime) -> None:
    waits = outcome.for_person
    Incoming.objects.filter(pk=incoming.pk).update(
        status=Status.FOR_PERSON if waits else Status.HANDLED,
        outcome=outcome.word,
        about=outcome.about,
        handled_at=None if waits else now,
    )
    if not waits:
        Enclosure.objects.filter(incoming=incoming.pk).delete()
    record(
        "post.incoming.handled",
        f"incoming:{incoming.pk}",
        actor=actor,
        now=now,
        data=_told(outcome.word, outcome.about, waits),
    )


def _told(word: str, about: str, waits: bool) -> dict[str, str | bool]:
    return {"outcome": word, "about": about, "for_person": waits}
