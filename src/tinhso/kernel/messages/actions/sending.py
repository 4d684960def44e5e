"""Queueing a message: a row in the transaction of what it tells of."""

from datetime import datetime

from django.db import IntegrityError, transaction

from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.messages import sealed
from tinhso.kernel.messages.contracts import CHANNELS, Outgoing
from tinhso.kernel.messages.models import Message, new_id
from tinhso.kernel.messages.rules.addresses import normal_address


def send(outgoing: Outgoing, *, key: str, actor: Actor, now: datetime) -> Message:
    """Queue a message and return it; the same key queues once and gives the same again.

    Durable with the caller's transaction; a carrier gets it within seconds of its commit.

    Raises:
        ValueError: the channel is unknown.
        BadAddress: the address is none of its channel.
    """
    if outgoing.channel not in CHANNELS:
        raise ValueError(f"{outgoing.channel!r} is no channel")
    address = normal_address(outgoing.channel, outgoing.address)
    hashed = sealed.hash_of(key)
    if before := Message.objects.filter(key_hash=hashed).first():
        return before
    message = _message(outgoing, address, hashed, now)
    try:
        with transaction.atomic():
            message.save(force_insert=True)
            record(
                "post.message.queued",
                f"message:{message.id}",
                actor=actor,
                now=now,
                data={
                    "channel": message.channel,
                    "about": message.about,
                    "purpose": message.purpose,
                },
                commitments={"body": outgoing.body},
            )
    except IntegrityError:
        return Message.objects.get(key_hash=hashed)
    return message


def _message(outgoing: Outgoing, address: str, hashed: str, now: datetime) -> Message:
    row = new_id()
    content = {
        "address": address,
        "subject": outgoing.subject,
        "body": outgoing.body,
        "in_reply_to": outgoing.in_reply_to,
    }
    return Message(
        id=row,
        key_hash=hashed,
        channel=outgoing.channel,
        about=outgoing.about,
        purpose=outgoing.purpose,
        address_index=sealed.index(outgoing.channel, address),
        sealed=sealed.seal("message", row, content),
        many=outgoing.many,
        queued_at=now,
        due_at=now,
        expires_at=outgoing.expires_at,
        demonstration=outgoing.demonstration,
    )
