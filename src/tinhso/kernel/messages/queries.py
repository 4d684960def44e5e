"""Every read of the messages room."""

from dataclasses import dataclass

from django.db.models import Count

from tinhso.kernel.messages.models import Message


@dataclass(frozen=True)
class Counts:
    """How many messages about one thing stand where."""

    queued: int = 0
    sent: int = 0
    delivered: int = 0
    failed: int = 0
    expired: int = 0


def counts(about: str) -> Counts:
    """Return what became of the messages about something ("notice:12"), in one statement."""
    found = Message.objects.filter(about=about).values_list("status").annotate(n=Count("*"))
    return Counts(**dict(found))
