"""What passes between this room and whoever carries messages: letters, arrivals, receipts.

A carrier is a gateway's function that hands one letter to the outside world. Nothing here knows
Django or a wire format.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

SMS: Final = "sms"
EMAIL: Final = "email"
ZALO: Final = "zalo"
CHANNELS: Final = (SMS, EMAIL, ZALO)


class Temporary(Exception):  # noqa: N818 - what a carrier says, not what went wrong with us
    """The letter could not be handed over now; it is tried again later."""


class Permanent(Exception):  # noqa: N818 - as above
    """The letter will never be taken: no such address, refused, too large."""


class Untrusted(Exception):  # noqa: N818 - as above
    """A body that claims to come from a gateway and can't prove it, or isn't of its form."""


class BadAddress(ValueError):  # noqa: N818 - as above
    """The address is none of its channel."""


@dataclass(frozen=True, repr=False)
class Letter:
    """What a carrier is handed: the address in plain, and our message's id as `reference`.

    A letter may be handed over again after a crash (at least once); peers tell repeats by the
    reference, which stays the same.
    """

    channel: str
    address: str
    body: str
    subject: str = ""
    reference: str = ""
    in_reply_to: str = ""

    def __repr__(self) -> str:
        return f"Letter({self.channel}, reference={self.reference})"


@dataclass(frozen=True)
class Sent:
    """That a carrier took a letter, and under which reference its receipts will come."""

    provider_ref: str = ""


@dataclass(frozen=True, repr=False)
class Arrived:
    """What a gateway hands in: a message from outside, under the id that its sender gave it."""

    channel: str
    external_id: str
    address: str
    text: str
    sent_at: datetime | None = None
    subject: str = ""
    in_reply_to: str = ""
    photos: Sequence[bytes] = ()
    name: str = ""

    def __repr__(self) -> str:
        return f"Arrived({self.channel})"


@dataclass(frozen=True)
class Receipt:
    """What became of a letter that a carrier took, as its provider tells later."""

    channel: str
    provider_ref: str
    delivered: bool
    error: str = ""


@dataclass(frozen=True, repr=False)
class Outgoing:
    """A message to be sent. `about` names what it is about ("case:<uuid>"), `purpose` why.

    `purpose` is dotted words such as "hotline.answer". After `expires_at` it is no longer worth
    sending. `many` says that it is one of a crowd (a notice to a commune): those let letters to
    single people go first. A message may be marked as part of the demonstration.
    """

    channel: str
    address: str
    body: str
    subject: str = ""
    about: str = ""
    purpose: str = ""
    expires_at: datetime | None = None
    in_reply_to: str = ""
    many: bool = False
    demonstration: bool = False

    def __repr__(self) -> str:
        return f"Outgoing({self.channel}, about={self.about})"


@dataclass(frozen=True, repr=False)
class Opened:
    """A stored message in the clear, as a handler or a person reads it. `id` is ours."""

    id: UUID
    channel: str
    external_id: str
    address: str
    text: str
    subject: str
    in_reply_to: str
    name: str
    photos: tuple[bytes, ...]
    received_at: datetime
    demonstration: bool = False

    def __repr__(self) -> str:
        return f"Opened({self.channel}, {self.id})"


@dataclass(frozen=True)
class Outcome:
    """What a handler made of an incoming message.

    `word` is what became of it ("filed", "asked"), `about` what it led to ("case:<uuid>"). With
    `for_person` it waits for a person, and `word` says why.
    """

    word: str
    about: str = ""
    for_person: bool = False


Handler = Callable[[Opened, datetime], Outcome]
"""Makes something of one message, in the transaction in which it counts as handled.

It writes to this database alone, so that what it did and that it was done are committed together.
"""
