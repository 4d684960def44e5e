"""Who wants to be told of what, and the notices that were given. Addresses are sealed."""

import uuid

import uuid6
from django.db import models
from django.db.models import F, Q


def new_id() -> uuid.UUID:
    """Return a new UUIDv7: time-ordered, and ours before the row is written."""
    return uuid.UUID(bytes=uuid6.uuid7().bytes)


class Subscription(models.Model):
    """An address that wants to be told: of notices for communes and kinds, or of one report.

    Counts only once `confirmed_at` is set: whoever reads the address has sent its code back. No
    communes means all of them, no kinds all kinds. `code_hash` is empty after confirming.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(max_length=8)
    address_index = models.CharField(max_length=96)
    sealed = models.TextField()
    report = models.ForeignKey(
        "hotline.PublishedReport", null=True, on_delete=models.CASCADE, related_name="+"
    )
    kinds = models.JSONField(default=list)
    communes = models.ManyToManyField("units.Unit", related_name="+")
    code_hash = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notices_confirmed_has_no_code",
                condition=Q(confirmed_at__isnull=True) | Q(code_hash=""),
            ),
        ]
        indexes = [
            models.Index("address_index", name="notices_by_address"),
            models.Index(
                "report",
                name="notices_followers_of_report",
                condition=Q(report__isnull=False, confirmed_at__isnull=False),
            ),
            models.Index(
                "asked_at", name="notices_unconfirmed", condition=Q(confirmed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"subscription:{self.id}"


class Notice(models.Model):
    """A warning or announcement, until it expires or is taken back.

    Without communes it is for the whole province. `told` is how far in the list of subscriptions
    its letters were queued; `spread_at` is when the end was reached.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    text = models.TextField()
    communes = models.ManyToManyField("units.Unit", related_name="+")
    given_by = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    why_withdrawn = models.CharField(max_length=500, blank=True)
    told = models.UUIDField(null=True)
    spread_at = models.DateTimeField(null=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notices_expire_after_given", condition=Q(expires_at__gt=F("given_at"))
            ),
            models.CheckConstraint(
                name="notices_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(why_withdrawn=""),
            ),
        ]
        indexes = [models.Index(fields=["-given_at"], name="notices_newest")]

    def __str__(self) -> str:
        return f"notice:{self.id}"


class Follower(models.Model):
    """How far in the sealed ledger the followers of reports have been told."""

    name = models.CharField(max_length=32, primary_key=True)
    position = models.BigIntegerField(default=-1)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"
