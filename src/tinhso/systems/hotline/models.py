"""What the public may read of a report: separate, redacted tables, and nothing else.

Board, map, feed, CSV and search read `PublishedReport`, `PublishedPhoto` and `PublicCategory`
alone, under a role that may read nothing else (`open_side`). No column of theirs could carry
personal data before a person has confirmed the words and the pictures. `Redaction` is the
reviewer's.
"""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

# Nobody has looked at it yet, or its unit has answered since somebody did.
WAITING = (Q(reviewed_at__isnull=True, withheld_at__isnull=True) & ~Q(category="")) | Q(
    answered_at__gt=F("reviewed_at")
)


class PublishedReport(models.Model):
    """One report as the public sees it, rewritten whenever its case moves.

    `way` is how it came so far, as `rules.way` makes it: instants, kinds of turns and units, no
    words. `words` are the different words of number, title, text and answer without diacritics,
    which a search asks for. `pictures` counts the confirmed photos.
    """

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
    way = models.JSONField(default=list)
    moved_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)

    # Empty until a person has confirmed what may be shown, or that nothing may.
    reviewed_at = models.DateTimeField(null=True)
    withheld_at = models.DateTimeField(null=True)
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    words = ArrayField(models.TextField(), default=list)
    pictures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hotline_words_only_after_review",
                condition=Q(reviewed_at__isnull=False)
                | Q(title="", text="", answer="", folded="", words=[], pictures=0),
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
            models.Index(fields=["unit", "-filed_at"], name="hotline_by_unit"),
            models.Index(
                fields=["-filed_at", "-case"],
                name="hotline_with_pictures",
                condition=Q(pictures__gt=0),
            ),
            models.Index(fields=["filed_at"], name="hotline_waiting", condition=WAITING),
            # All that the last thirty days are counted from, read without the rows.
            models.Index(
                fields=["filed_at"],
                include=["due_at", "answered_at", "status", "stars"],
                name="hotline_month",
            ),
            models.Index(fields=["longitude", "latitude"], name="hotline_by_place"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="hotline_words"),
            GinIndex(fields=["words"], name="hotline_by_words"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def changed_at(self) -> datetime:
        """When anything of it last changed: its way, or the words and pictures shown of it."""
        return max(at for at in (self.filed_at, self.moved_at, self.shown_at) if at)


class PublishedPhoto(models.Model):
    """A picture that a person has confirmed for the public.

    `attachment` is the file that is shown: the evidence itself where nothing in it had to be
    hidden, else a copy in which the pixels are gone. The names and measures of that file stand
    here again, since the open side may not look into the table of all attachments.
    """

    report = models.ForeignKey(PublishedReport, on_delete=models.CASCADE, related_name="photos")
    attachment = models.ForeignKey("documents.Attachment", on_delete=models.PROTECT)
    moment = models.CharField(max_length=8, choices=[("before", "before"), ("after", "after")])
    file = models.CharField(max_length=80)
    thumbnail = models.CharField(max_length=80)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["report", "attachment"], name="hotline_photo_once")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.moment}"


class Redaction(models.Model):
    """What has to be hidden in a picture of evidence: nobody but the reviewer reads this.

    Boxes are [x, y, width, height] in thousandths of the picture. `proposed` are those a detector
    found at `looked_at`; `boxes` those a person confirmed, and `copy` is the picture without them.
    """

    attachment = models.OneToOneField(
        "documents.Attachment", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    proposed = models.JSONField(default=list)
    looked_at = models.DateTimeField(null=True)
    boxes = models.JSONField(default=list)
    copy = models.ForeignKey(
        "documents.Attachment", null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.attachment_id}: {len(self.boxes)}"


class PublicCategory(models.Model):
    """A category of reports as the open side reads it: a view of the register's public columns."""

    code = models.CharField(max_length=60, primary_key=True)
    title_vi = models.TextField()
    title_en = models.TextField()
    field = models.TextField()
    field_vi = models.TextField()
    field_en = models.TextField()
    sort_key = models.TextField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "hotline_category"
        ordering = ("sort_key", "code")

    def __str__(self) -> str:
        return self.code


class Follower(models.Model):
    """How far in the sealed ledger the public table has been written."""

    name = models.CharField(max_length=32, primary_key=True)
    position = models.BigIntegerField(default=-1)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"
