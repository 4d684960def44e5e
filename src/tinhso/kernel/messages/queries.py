"""Every read of the messages room. Lists show masked addresses; words are read with a purpose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q

from tinhso.kernel.messages import carriers, sealed
from tinhso.kernel.messages.contracts import CHANNELS, Opened
from tinhso.kernel.messages.models import Enclosure, Incoming, Message
from tinhso.kernel.messages.rules.addresses import mask_of

LISTED = 50


@dataclass(frozen=True)
class Counts:
    """How many messages about one thing stand where."""

    queued: int = 0
    sent: int = 0
    delivered: int = 0
    failed: int = 0
    expired: int = 0


@dataclass(frozen=True)
class ChannelState:
    """How a channel fares: what waits and since when, what failed in a day, when last seen.

    `carried` says whether a gateway is wired in this process.
    """

    channel: str
    carried: bool
    waiting: int
    oldest: datetime | None
    trying: int
    failed: int
    last_sent: datetime | None
    last_received: datetime | None


@dataclass(frozen=True)
class Line:
    """A message as it may stand on a list; `word` is its error, or why it waits for a person."""

    id: UUID
    channel: str
    address: str
    about: str
    purpose: str
    word: str
    at: datetime
    attempts: int
    demonstration: bool


def counts(about: str) -> Counts:
    """Return what became of the messages about something ("notice:12"), in one statement."""
    found = Message.objects.filter(about=about).values_list("status").annotate(n=Count("*"))
    return Counts(**dict(found))


def channels(*, now: datetime, since: datetime) -> list[ChannelState]:
    """Return how every channel fares; failures are counted from `since` on. Three queries.

    What is made up never leaves and isn't counted as waiting.
    """
    queued = _by_channel(
        Message.objects.filter(status=Message.Status.QUEUED, demonstration=False)
        .values("channel")
        .annotate(
            waiting=Count("*"), oldest=Min("queued_at"), trying=Count("pk", filter=~Q(error=""))
        )
    )
    ended = _by_channel(
        Message.objects.filter(queued_at__gte=since)
        .values("channel")
        .annotate(
            failed=Count("pk", filter=Q(status=Message.Status.FAILED)), last_sent=Max("sent_at")
        )
    )
    came = _by_channel(
        Incoming.objects.filter(received_at__gte=since, received_at__lte=now)
        .values("channel")
        .annotate(last=Max("received_at"))
    )
    return [
        ChannelState(
            channel=name,
            carried=carriers.of(name) is not None,
            waiting=queued.get(name, {}).get("waiting", 0),
            oldest=queued.get(name, {}).get("oldest"),
            trying=queued.get(name, {}).get("trying", 0),
            failed=ended.get(name, {}).get("failed", 0),
            last_sent=ended.get(name, {}).get("last_sent"),
            last_received=came.get(name, {}).get("last"),
        )
        for name in CHANNELS
    ]


def _by_channel(rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {row["channel"]: row for row in rows}


def failed(*, since: datetime) -> list[Line]:
    """Return the newest messages that could not be sent, at most LISTED."""
    rows = Message.objects.filter(status=Message.Status.FAILED, queued_at__gte=since)
    return [_out(row) for row in rows.order_by("-queued_at")[:LISTED]]


def for_person() -> list[Line]:
    """Return the incoming messages that wait for a person, the oldest first, at most LISTED."""
    rows = Incoming.objects.filter(status=Incoming.Status.FOR_PERSON)
    return [_in(row) for row in rows.order_by("received_at", "id")[:LISTED]]


def waiting_for_person(incoming_id: UUID) -> Line | None:
    """Return an incoming message that waits for a person, or None."""
    row = Incoming.objects.filter(pk=incoming_id, status=Incoming.Status.FOR_PERSON).first()
    return _in(row) if row else None


def enclosure(incoming_id: UUID, place: int) -> bytes | None:
    """Return a picture that came with a message, as it came; None once it is gone."""
    rows = Enclosure.objects.filter(incoming=incoming_id, place=place)
    found = rows.values_list("content", flat=True).first()
    return bytes(found) if found is not None else None


def has_demonstration() -> bool:
    """Tell whether made-up messages came in already."""
    return Incoming.objects.filter(demonstration=True).exists()


def last_incoming() -> list[Line]:
    """Return what came in last and what became of it, at most a handful."""
    rows = Incoming.objects.exclude(status=Incoming.Status.FOR_PERSON)
    return [_in(row) for row in rows.order_by("-received_at")[:10]]


def sent_to(channel: str, address: str, *, purposes: Sequence[str], since: datetime) -> int:
    """Return how many messages of these purposes were queued to a normal address since then."""
    return Message.objects.filter(
        address_index__in=sealed.indexes(channel, address),
        purpose__in=purposes,
        queued_at__gte=since,
    ).count()


def answered(channel: str, in_reply_to: str, *, purposes: Sequence[str]) -> frozenset[str]:
    """Return what the letters are about that a message answers, by their provider's references.

    Of letters of these purposes alone: who may be believed depends on whom one was written to.
    """
    rows = Message.objects.filter(channel=channel, provider_ref=in_reply_to[:200])
    ours = rows.exclude(provider_ref="").filter(purpose__in=purposes)
    return frozenset(ours.values_list("about", flat=True))


def opened(incoming: Incoming) -> Opened:
    """Return a stored message in the clear; for handlers. People use `actions.read_incoming`."""
    content = sealed.unseal("incoming", incoming.id, incoming.sealed)
    pictures = incoming.enclosures.order_by("place").values_list("content", flat=True)
    return Opened(
        id=incoming.id,
        channel=incoming.channel,
        external_id=content["external_id"],
        address=content["address"],
        text=content["text"],
        subject=content["subject"],
        in_reply_to=content["in_reply_to"],
        name=content["name"],
        photos=tuple(bytes(picture) for picture in pictures),
        received_at=incoming.received_at,
        demonstration=incoming.demonstration,
    )


def _out(row: Message) -> Line:
    return Line(
        id=row.id,
        channel=row.channel,
        address=_masked("message", row),
        about=row.about,
        purpose=row.purpose,
        word=row.error,
        at=row.queued_at,
        attempts=row.attempts,
        demonstration=row.demonstration,
    )


def _in(row: Incoming) -> Line:
    return Line(
        id=row.id,
        channel=row.channel,
        address=_masked("incoming", row),
        about=row.about,
        purpose="",
        word=row.outcome,
        at=row.received_at,
        attempts=row.attempts,
        demonstration=row.demonstration,
    )


def _masked(room: str, row: Message | Incoming) -> str:
    return mask_of(row.channel, sealed.unseal(room, row.id, row.sealed).get("address", ""))
