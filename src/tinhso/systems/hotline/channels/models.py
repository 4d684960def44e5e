"""What is kept of those who write: an unfinished conversation, and how a case's reporter is told.

Addresses and words are sealed; addresses are found again by a keyed hash, as in the post.
"""

import uuid

import uuid6
from django.db import models
from django.db.models import Q


def new_id() -> uuid.UUID:
    """Return a new UUIDv7."""
    return uuid.UUID(bytes=uuid6.uuid7().bytes)


class Conversation(models.Model):
    """A report that isn't complete yet: what its sender wrote so far and what they were asked.

    One at a time for an address. `sealed` holds the address, the words, the pictures that lie on
    the disk already and the first message's id; `begun_by` is that message, which waits for a
    person when the question stays unanswered or the answer unclear; the conversation stays until
    somebody completes it. `choices` are codes of communes that were offered.
    """

    class Asked(models.TextChoices):
        """What the sender was asked; or that a person is asked what to make of it."""

        WORDS = "words"
        PLACE = "place"
        PERSON = "person"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(max_length=16)
    address_index = models.CharField(max_length=96)
    sealed = models.TextField()
    asked = models.CharField(max_length=8, choices=Asked)
    choices = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    questions = models.PositiveSmallIntegerField(default=1)
    begun_by = models.ForeignKey("post.Incoming", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "address_index"], name="hotline_channels_one_conversation"
            )
        ]
        indexes = [models.Index(fields=["asked_at"], name="hotline_channels_asked")]

    def __str__(self) -> str:
        return f"conversation:{self.id}"


class Correspondent(models.Model):
    """Whom a case's answers go to: the channel and address that its report came from.

    `sealed` holds the address and the id of the message that an e-mail answers. It is emptied
    some time after the case has ended.
    """

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, primary_key=True)
    channel = models.CharField(max_length=16)
    address_index = models.CharField(max_length=96, blank=True)
    sealed = models.TextField(blank=True)
    since = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["address_index", "-since"],
                name="hotline_channels_by_address",
                condition=~Q(address_index=""),
            )
        ]

    def __str__(self) -> str:
        return f"correspondent of case:{self.case_id}"


class Follower(models.Model):
    """How far in the sealed ledger reporters have been told."""

    name = models.CharField(max_length=32, primary_key=True)
    position = models.BigIntegerField(default=-1)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"
