"""Keeping the post: sending again, emptying what was handled, sealing under a new key."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import CLOCK, Actor
from tinhso.kernel.messages import sealed
from tinhso.kernel.messages.models import EarlyReceipt, Incoming, Message
from tinhso.kernel.people.actions import reseal

SEALED = ("sealed", "address_index")


def retry(message_id: UUID, *, actor: Actor, now: datetime) -> bool:
    """Queue a message that failed once more, as if new; return whether it could be.

    One that expired, or whose words were emptied, can't: its time is over.
    """
    with transaction.atomic():
        message = (
            Message.objects.select_for_update()
            .filter(Q(expires_at=None) | Q(expires_at__gt=now))
            .filter(pk=message_id, status=Message.Status.FAILED, emptied_at=None)
            .first()
        )
        if message is None:
            return False
        Message.objects.filter(pk=message_id).update(
            status=Message.Status.QUEUED, attempts=0, due_at=now, ended_at=None, provider_ref=""
        )
        record(
            "post.message.queued",
            f"message:{message_id}",
            actor=actor,
            now=now,
            data={"channel": message.channel, "about": message.about, "again": True},
        )
    return True


def empty(*, now: datetime, after: timedelta) -> int:
    """Forget addresses and words of what was done with longer than `after` ago; return how many.

    The rows stay, so that repeats are still recognised and counts still hold. What waits for a
    carrier or a person is kept. Basis: Law 91/2025/QH15, no personal data longer than its purpose.
    """
    before = now - after
    with transaction.atomic():
        gone = {"sealed": "", "address_index": "", "emptied_at": now}
        messages = (
            Message.objects.filter(emptied_at=None, queued_at__lt=before)
            .exclude(status=Message.Status.QUEUED)
            .update(**gone)
        )
        incoming = Incoming.objects.filter(
            emptied_at=None, status=Incoming.Status.HANDLED, handled_at__lt=before
        ).update(**gone)
        EarlyReceipt.objects.filter(at__lt=before).delete()
        if messages or incoming:
            record(
                "post.emptied",
                "post",
                actor=CLOCK,
                now=now,
                data={"messages": messages, "incoming": incoming},
            )
    return messages + incoming


def rotate_messages(*, actor: Actor, now: datetime) -> int:
    """Seal what goes out under the active key; return how many."""
    return reseal(Message.objects.all(), SEALED, _seal_message, actor=actor, now=now)


def rotate_incoming(*, actor: Actor, now: datetime) -> int:
    """Seal what came in under the active key; return how many."""
    return reseal(Incoming.objects.all(), SEALED, _seal_incoming, actor=actor, now=now)


def _seal_message(row: Message) -> None:
    _seal_anew("message", row)


def _seal_incoming(row: Incoming) -> None:
    _seal_anew("incoming", row)


def _seal_anew(room: str, row: Message | Incoming) -> None:
    content = sealed.unseal(room, row.id, row.sealed)
    row.sealed = sealed.seal(room, row.id, content)
    row.address_index = sealed.index(row.channel, content["address"])
