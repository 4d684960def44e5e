"""Handing letters to their carriers: claimed with a lease, tried again, given up with a reason."""

import logging
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from tinhso.kernel.ledger.actions import Entry, record_many
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.messages import carriers, sealed
from tinhso.kernel.messages.contracts import Letter, Permanent, Receipt, Sent, Temporary
from tinhso.kernel.messages.models import EarlyReceipt, Message
from tinhso.kernel.messages.rules import pace
from tinhso.kernel.messages.rules.addresses import without_personal

POST = Actor("system:post")
Status = Message.Status
log = logging.getLogger("tinhso.post")


def deliver(*, now: datetime, limit: int = 100, channel: str | None = None) -> int:
    """Hand over up to `limit` letters that are due; return how many were claimed or expired.

    Carriers are called outside any transaction, one letter at a time; of `channel` alone where one
    is named. A letter is claimed with SKIP LOCKED and a lease (`pace.LEASE`): call with a `limit`
    that a slow gateway can still serve within it. A letter of a worker that was killed is due
    again when its lease is over, so that it may reach its carrier twice, under the same reference.
    What nobody carries waits; messages of the demonstration never leave.
    """
    channels = carriers.registered() if channel is None else carriers.registered() & {channel}
    done = expire(now=now, limit=limit)
    for _turn in range(limit):
        message = _claim(sorted(channels), now=now)
        if message is None:
            break
        _hand_over(message, now=now)
        done += 1
    return done


def expire(*, now: datetime, limit: int = 1000) -> int:
    """End letters whose time to be of use is over; return how many."""
    with transaction.atomic():
        late = list(
            Message.objects.select_for_update(skip_locked=True)
            .filter(status=Status.QUEUED, expires_at__lte=now, due_at__lte=now)
            .order_by("due_at")[:limit]
        )
        Message.objects.filter(pk__in=[m.pk for m in late]).update(
            status=Status.EXPIRED, ended_at=now
        )
        _tell("expired", late, now)
    return len(late)


def recall(about: str, *, now: datetime, limit: int = 1000) -> int:
    """End letters about something that nobody has been handed yet; return how many.

    A letter that a worker holds this moment may still go out.
    """
    with transaction.atomic():
        waiting = list(
            Message.objects.select_for_update(skip_locked=True).filter(
                status=Status.QUEUED, about=about, due_at__lte=now
            )[:limit]
        )
        Message.objects.filter(pk__in=[m.pk for m in waiting]).update(
            status=Status.EXPIRED, ended_at=now
        )
        _tell("expired", waiting, now)
    return len(waiting)


def _claim(channels: list[str], *, now: datetime) -> Message | None:
    """Take the letter that is due first, for the length of a lease."""
    if not channels:
        return None
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(skip_locked=True)
            .filter(
                status=Status.QUEUED,
                channel__in=channels,
                due_at__lte=now,
                demonstration=False,
            )
            .order_by("many", "due_at")
            .first()
        )
        if message is not None:
            message.attempts += 1
            message.due_at = now + pace.LEASE
            message.save(update_fields=["attempts", "due_at"])
    return message


def _hand_over(message: Message, *, now: datetime) -> None:
    carrier = carriers.of(message.channel)
    if carrier is None:  # taken away since the claim: the lease brings it back
        return
    try:
        sent = carrier(_letter(message))
    except Permanent as error:
        _give_up(message, str(error), now=now)
    except Temporary as error:
        _wait_or_give_up(message, str(error), now=now)
    except Exception as error:
        # A carrier that fails in a way it never announced is treated as down.
        log.exception("the carrier of %s failed", message.channel)
        _wait_or_give_up(message, type(error).__name__, now=now)
    else:
        _sent(message, sent, now=now)


def _letter(message: Message) -> Letter:
    content = sealed.unseal("message", message.id, message.sealed)
    return Letter(
        channel=message.channel,
        address=content["address"],
        body=content["body"],
        subject=content["subject"],
        reference=str(message.id),
        in_reply_to=content["in_reply_to"],
    )


def _wait_or_give_up(message: Message, error: str, *, now: datetime) -> None:
    if message.attempts >= pace.ATTEMPTS:
        _give_up(message, error, now=now)
        return
    _mine(message).update(
        due_at=now + pace.wait_after(message.attempts), error=without_personal(error)
    )


def _give_up(message: Message, error: str, *, now: datetime) -> None:
    with transaction.atomic():
        ended = _mine(message).update(
            status=Status.FAILED, ended_at=now, error=without_personal(error)
        )
        if ended:
            _tell("failed", [message], now)


def _sent(message: Message, sent: Sent, *, now: datetime) -> None:
    with transaction.atomic():
        reference = sent.provider_ref[:200]
        _one_at_a_time(message.channel, reference)
        taken = _mine(message).update(
            status=Status.SENT, sent_at=now, provider_ref=reference, error=""
        )
        if not taken:
            return
        _tell("sent", [message], now)
        early = EarlyReceipt.objects.filter(channel=message.channel, provider_ref=reference)
        if reference and (found := early.first()):
            early.delete()
            _settle(message, found.delivered, found.error, now=now)


def acknowledge(receipt: Receipt, *, now: datetime) -> bool:
    """Write what a provider tells of a letter; return whether it is one of ours already sent.

    A receipt may come twice, and before the letter is known as sent: then it is kept until it is.
    The last word stands: delivered after failed is delivered.
    """
    reference = receipt.provider_ref[:200]
    if not reference:
        return False
    with transaction.atomic():
        _one_at_a_time(receipt.channel, reference)
        message = (
            Message.objects.select_for_update()
            .filter(channel=receipt.channel, provider_ref=reference)
            .first()
        )
        if message is None:
            EarlyReceipt.objects.update_or_create(
                channel=receipt.channel,
                provider_ref=reference,
                defaults={
                    "delivered": receipt.delivered,
                    "error": without_personal(receipt.error),
                    "at": now,
                },
            )
            return False
        _settle(message, receipt.delivered, without_personal(receipt.error), now=now)
    return True


def _settle(message: Message, delivered: bool, error: str, *, now: datetime) -> None:
    status = Status.DELIVERED if delivered else Status.FAILED
    if message.status in (status, Status.DELIVERED):
        return
    Message.objects.filter(pk=message.pk).update(status=status, ended_at=now, error=error)
    _tell(status, [message], now)


def _mine(message: Message) -> QuerySet[Message]:
    """Return the row as long as this claim holds: a late answer to an older claim finds none."""
    return Message.objects.filter(pk=message.pk, status=Status.QUEUED, attempts=message.attempts)


def _one_at_a_time(channel: str, reference: str) -> None:
    """Let a letter's sending and its receipt wait for each other, so that one sees the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"post:{channel}:{reference}"]
        )


def _tell(word: str, messages: list[Message], now: datetime) -> None:
    record_many(
        [
            Entry(
                f"post.message.{word}",
                f"message:{message.id}",
                {"channel": message.channel, "about": message.about},
            )
            for message in messages
        ],
        actor=POST,
        now=now,
    )
