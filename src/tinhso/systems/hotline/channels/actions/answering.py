"""Answering whoever wrote: a letter in the transaction of what it tells of."""

from datetime import datetime, timedelta
from uuid import UUID

from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.messages.actions import send
from tinhso.kernel.messages.contracts import EMAIL, Opened, Outgoing

from ..wording import Words

DESK = Actor("system:channels")
LASTS = timedelta(days=3)
"""For how long an answer is worth sending."""


def answer(
    message: Opened,
    body: str,
    *,
    now: datetime,
    subject: str = "",
    about: str = "",
    purpose: str = "hotline.reply",
) -> None:
    """Answer a message, once: the key is the message's own."""
    words = Words(subject or _answered(message.subject), body).on(message.channel)
    send(
        Outgoing(
            channel=message.channel,
            address=message.address,
            body=words.body,
            subject=words.subject,
            about=about,
            purpose=purpose,
            expires_at=now + LASTS,
            in_reply_to=message.external_id if message.channel == EMAIL else "",
            demonstration=message.demonstration,
        ),
        key=f"hotline:answer:{message.id}:{purpose}",
        actor=DESK,
        now=now,
    )


def about(case_id: UUID) -> str:
    """Return how a message names the case that it is about."""
    return f"case:{case_id}"


def _answered(subject: str) -> str:
    plain = subject.strip()
    return plain if plain.lower().startswith("re:") else f"Re: {plain}".strip()
