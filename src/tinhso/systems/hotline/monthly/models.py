"""Rounds of reports, which every figure of the month counts, and months as they were made.

Nothing here is personal data: instants, places, units, categories and how it went. The open side
reads these tables.
"""

from django.db import models
from django.db.models import F, Q


class Counted(models.Model):
    """What is counted of one round (`rules.rounds`): the same columns live and frozen.

    `due_at` is the citizen's clock. `minutes` is the office time that the first answer took, None
    for later rounds and without an answer. `stars` are given to the round that ended the case.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    nth = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=32)
    category = models.CharField(max_length=64, blank=True)
    priority = models.CharField(max_length=30, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    commune = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=12, blank=True)
    reply = models.CharField(max_length=10, blank=True)
    replied_at = models.DateTimeField(null=True)
    stars = models.PositiveSmallIntegerField(null=True)
    hops = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveIntegerField(null=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number} #{self.nth}"


class Round(Counted):
    """A round as it stands, rewritten whenever its case moves."""

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "nth", name="monthly_round_once"),
            models.CheckConstraint(
                name="monthly_round_ends_whole",
                condition=Q(closed_at__isnull=True, ended="")
                | (Q(closed_at__gte=F("opened_at")) & ~Q(ended="")),
            ),
            models.CheckConstraint(
                name="monthly_reply_follows_answer",
                condition=Q(replied_at__isnull=True, reply="")
                | (Q(replied_at__gte=F("closed_at"), ended="answered") & ~Q(reply="")),
            ),
        ]
        indexes = [
            models.Index("opened_at", name="monthly_round_opened"),
            models.Index(
                "closed_at", name="monthly_round_closed", condition=Q(closed_at__isnull=False)
            ),
            models.Index(
                "replied_at", name="monthly_round_replied", condition=Q(replied_at__isnull=False)
            ),
            models.Index(
                "opened_at", name="monthly_round_unended", condition=Q(closed_at__isnull=True)
            ),
        ]


class Edition(models.Model):
    """A month as it was made: figures and paper, with the rounds behind every number.

    `month` as in addresses (2026-10), `since` and `until` its window, `sha256` the hash of
    `content`. A correction is another edition under the next number; none ever changes.
    """

    month = models.CharField(max_length=7)
    number = models.PositiveIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-month", "-number"]
        constraints = [
            models.UniqueConstraint("month", "number", name="monthly_edition_number"),
            models.UniqueConstraint("month", "sha256", name="monthly_edition_content_once"),
        ]

    def __str__(self) -> str:
        return f"{self.month} #{self.number}"


class KeptRound(Counted):
    """A round as it stood when an edition was made."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="rounds")

    class Meta:
        constraints = [
            models.UniqueConstraint("edition", "case", "nth", name="monthly_kept_once"),
        ]
