"""What the public may read of a report: a separate, redacted table, and nothing else.

Board, map, feed, CSV and search read `PublishedReport` alone. It holds no column that could carry
personal data before a person has confirmed the words and the pictures.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class PublishedReport(models.Model):
    """One report as the public sees it, rewritten whenever its case moves."""

    class Status(models.TextChoices):
        """Where a report stands, in words a citizen uses."""

        RECEIVED = "received"
        WORKING = "working"
        ANSWERED = "answered"
        AGREED = "agreed"
        LAPSED = "lapsed"
        REDIRECTED = "redirected"
        DECLINED = "declined"

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, primary_key=True)
    number = models.CharField(max_length=32, unique=True)
    category = models.CharField(max_length=64, blank=True)
    commune = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    pin_confirmed = models.BooleanField(default=False)
    status = models.CharField(max_length=16, choices=Status.choices)
    filed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    hops = models.PositiveSmallIntegerField(default=0)
    stars = models.PositiveSmallIntegerField(null=True)
    demonstration = models.BooleanField(default=False)

    # Empty until a person has confirmed what may be shown.
    reviewed_at = models.DateTimeField(null=True)
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    folded = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hotline_words_only_after_review",
                condition=Q(reviewed_at__isnull=False) | Q(title="", text="", answer=""),
            ),
            models.CheckConstraint(
                name="hotline_exact_pin_only_after_review",
                condition=Q(reviewed_at__isnull=False) | Q(pin_confirmed=False),
            ),
            models.CheckConstraint(
                name="hotline_stars_one_to_five",
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)),
            ),
        ]
        indexes = [
            models.Index(fields=["-filed_at", "-case"], name="hotline_newest"),
            models.Index(
                fields=["answered_at"],
                name="hotline_by_answer",
                condition=Q(answered_at__isnull=False),
            ),
            models.Index(fields=["commune", "-filed_at"], name="hotline_by_commune"),
            models.Index(fields=["category", "-filed_at"], name="hotline_by_category"),
            models.Index(fields=["status", "-filed_at"], name="hotline_by_status"),
            models.Index(fields=["longitude", "latitude"], name="hotline_by_place"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="hotline_words"),
        ]

    def __str__(self) -> str:
        return self.number


class PublishedPhoto(models.Model):
    """A picture that a person has confirmed for the public."""

    report = models.ForeignKey(PublishedReport, on_delete=models.CASCADE, related_name="photos")
    attachment = models.ForeignKey("documents.Attachment", on_delete=models.PROTECT)
    moment = models.CharField(max_length=8, choices=[("before", "before"), ("after", "after")])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "attachment"], name="hotline_photo_once")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.moment}"


class Follower(models.Model):
    """How far in the sealed ledger the public table has been written."""

    name = models.CharField(max_length=32, primary_key=True)
    position = models.BigIntegerField(default=-1)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"
