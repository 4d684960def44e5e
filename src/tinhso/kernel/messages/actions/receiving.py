"""Storing what comes in: durable before the gateway is told that it was taken."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.messages import sealed
from tinhso.kernel.messages.contracts import CHANNELS, Arrived
from tinhso.kernel.messages.models import Enclosure, Incoming, new_id
from tinhso.kernel.messages.rules import pace
from tinhso.kernel.messages.rules.addresses import as_it_came

POST = Actor("system:post")


def receive(
    arrived: Arrived, *, now: datetime, demonstration: bool = False
) -> tuple[Incoming, bool]:
    """Store a message that came in; return it and whether it is new.

    When this returns (outside a transaction) the message is durable and the sender may be told so.
    A repeat, the same id on the same channel, gives the message stored first. Only the first
    PHOTOS pictures within their size are kept, and TEXT characters.

    Raises:
        ValueError: an unknown channel, or no id by which a repeat could be told.
    """
    if arrived.channel not in CHANNELS or not arrived.external_id:
        raise ValueError("a message has a channel and an id of its sender's")
    hashed = sealed.hash_of(f"{arrived.channel}:{arrived.external_id}")
    incoming = _incoming(arrived, hashed, now, demonstration)
    photos = [photo for photo in arrived.photos if 0 < len(photo) <= pace.PHOTO_BYTES]
    try:
        with transaction.atomic():
            incoming.save(force_insert=True)
            Enclosure.objects.bulk_create(
                Enclosure(incoming=incoming, place=place, content=photo)
                for place, photo in enumerate(photos[: pace.PHOTOS])
            )
            record(
                "post.incoming.received",
                f"incoming:{incoming.id}",
                actor=POST,
                now=now,
                data={"channel": arrived.channel},
                commitments={"text": arrived.text},
            )
    except IntegrityError:
        first = Incoming.objects.filter(channel=arrived.channel, external_hash=hashed)
        first.update(repeats=F("repeats") + 1)
        return first.get(), False
    return incoming, True


def _incoming(arrived: Arrived, hashed: str, now: datetime, demonstration: bool) -> Incoming:
    row = new_id()
    address = as_it_came(arrived.channel, arrived.address)
    content = {
        "external_id": arrived.external_id,
        "address": address,
        "text": arrived.text[: pace.TEXT],
        "subject": arrived.subject[:500],
        "in_reply_to": arrived.in_reply_to[:1000],
        "name": arrived.name[:200],
    }
    return Incoming(
        id=row,
        channel=arrived.channel,
        external_hash=hashed,
        address_index=sealed.index(arrived.channel, address),
        sealed=sealed.seal("incoming", row, content),
        sent_at=arrived.sent_at,
        received_at=now,
        due_at=now,
        demonstration=demonstration,
    )
