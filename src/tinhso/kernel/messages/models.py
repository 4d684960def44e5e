"""What goes out and what came in. Addresses and words are sealed; what is searched is hashed."""

import uuid

import uuid6
from django.db import models
from django.db.models import F, Q


def new_id() -> uuid.UUID:
    """Return a new UUIDv7: time-ordered, and ours before the row is written."""
    return uuid.UUID(bytes=uuid6.uuid7().bytes)


class Message(models.Model):
    """A message that goes out, from being queued to its end.

    `sealed` holds address, subject and words as one sealed JSON object; `address_index` finds the
    row again. `due_at` says when it may be tried next: whoever claims it puts that ahead by the
    lease, so that the letter of a killed worker is due again. `attempts` grows with every claim
    and is the claim's number: a late answer to an older claim changes nothing.
    """

    class Status(models.TextChoices):
        """Where a message stands."""

        QUEUED = "queued"
        SENT = "sent"
        DELIVERED = "delivered"
        FAILED = "failed"
        EXPIRED = "expired"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key_hash = models.CharField(max_length=64, unique=True)
    channel = models.CharField(max_length=16)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    about = models.CharField(max_length=80, blank=True)
    purpose = models.CharField(max_length=60, blank=True)
    address_index = models.CharField(max_length=96, blank=True)
    sealed = models.TextField(blank=True)
    many = models.BooleanField(default=False)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    provider_ref = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="post_ended_unless_under_way",
                condition=Q(status__in=["queued", "sent"], ended_at=None)
                | Q(status__in=["delivered", "failed", "expired"], ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="post_emptied_is_empty",
                condition=Q(emptied_at=None)
                | (Q(sealed="", address_index="") & ~Q(status="queued")),
            ),
            models.CheckConstraint(
                name="post_expires_after_queued",
                condition=Q(expires_at=None) | Q(expires_at__gte=F("queued_at")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "many", "due_at"],
                name="post_waiting",
                condition=Q(status="queued"),
            ),
            models.Index(
                fields=["channel", "provider_ref"],
                name="post_by_provider",
                condition=~Q(provider_ref=""),
            ),
            models.Index(fields=["about"], name="post_about", condition=~Q(about="")),
            models.Index(fields=["channel", "-queued_at"], name="post_newest"),
            models.Index(fields=["queued_at"], name="post_to_empty", condition=Q(emptied_at=None)),
            models.Index(fields=["-queued_at"], name="post_failed", condition=Q(status="failed")),
        ]

    def __str__(self) -> str:
        return f"message:{self.id}"


class EarlyReceipt(models.Model):
    """A receipt that came before its letter was known as sent; read when that is written."""

    channel = models.CharField(max_length=16)
    provider_ref = models.CharField(max_length=200)
    delivered = models.BooleanField()
    error = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "provider_ref"], name="post_one_early_receipt"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.provider_ref}"


class Incoming(models.Model):
    """A message that came in, from being stored to what became of it.

    `sealed` holds address, words and the sender's own id as one sealed JSON object. The pair of
    channel and `external_hash` is unique: a repeat is recognised.
    """

    class Status(models.TextChoices):
        """Where an incoming message stands."""

        WAITING = "waiting"
        HANDLED = "handled"
        FOR_PERSON = "for_person"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(max_length=16)
    external_hash = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    address_index = models.CharField(max_length=96, blank=True)
    sealed = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    repeats = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=40, blank=True)
    about = models.CharField(max_length=80, blank=True)
    handled_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "external_hash"], name="post_incoming_once"),
            models.CheckConstraint(
                name="post_handled_with_outcome",
                condition=Q(status="waiting", outcome="", handled_at=None)
                | (Q(status="handled", handled_at__isnull=False) & ~Q(outcome=""))
                | (Q(status="for_person", handled_at=None) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="post_emptied_incoming_is_handled",
                condition=Q(emptied_at=None) | Q(status="handled", sealed="", address_index=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["received_at", "id"], name="post_unhandled", condition=Q(status="waiting")
            ),
            models.Index(
                fields=["address_index", "received_at"],
                name="post_unhandled_of_address",
                condition=Q(status="waiting"),
            ),
            models.Index(
                fields=["received_at", "id"],
                name="post_for_person",
                condition=Q(status="for_person"),
            ),
            models.Index(fields=["channel", "-received_at"], name="post_incoming_newest"),
            models.Index(fields=["about"], name="post_incoming_about", condition=~Q(about="")),
        ]

    def __str__(self) -> str:
        return f"incoming:{self.id}"


class Enclosure(models.Model):
    """A picture that came with a message, until what the message led to has it."""

    incoming = models.ForeignKey(Incoming, on_delete=models.CASCADE, related_name="enclosures")
    place = models.PositiveSmallIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incoming", "place"], name="post_enclosure_once")
        ]

    def __str__(self) -> str:
        return f"{self.incoming_id} {self.place}"
