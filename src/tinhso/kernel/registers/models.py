"""Registers as declared, their records, each record's versions, and imports that wait."""

import uuid

import uuid6
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q


def new_id() -> uuid.UUID:
    """Return a new UUIDv7: time-ordered, made before the insert."""
    return uuid.UUID(bytes=uuid6.uuid7().bytes)


class Declaration(models.Model):
    """A register as a file declared it from a moment on; the latest of a name is in force.

    `content` is JSON as text, because the order of the fields is the order on screens.
    """

    name = models.CharField(max_length=40)
    content = models.TextField()
    fingerprint = models.CharField(max_length=64)
    since = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["name", "-since", "-id"], name="registers_latest")]

    def __str__(self) -> str:
        return f"{self.name} ({self.since:%Y-%m-%d})"


class Described(models.Model):
    """What a record says, today or in one of its versions.

    `data` holds the values of its fields as `rules.values` describes them. In force from
    `valid_from` (None: since always) until the day before `valid_to`.
    """

    title = models.TextField()
    data = models.JSONField()
    unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Record(Described):
    """One record of a register, as it stands today.

    `folded` is what a search looks in, without diacritics; `exact` the same with them; both are
    made in Python. `loaded` is the fingerprint of the row of the province's files that made it,
    else empty.
    """

    register = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    exact = models.TextField()
    folded = models.TextField()
    sort_key = models.TextField(db_collation="C")
    version = models.PositiveIntegerField()
    changed_at = models.DateTimeField()
    loaded = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("sort_key", "id")
        constraints = [
            models.UniqueConstraint(fields=["register", "code"], name="registers_one_code"),
            models.CheckConstraint(
                name="registers_place_is_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
            ),
            models.CheckConstraint(
                name="registers_ends_after_it_begins",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            ),
        ]
        indexes = [
            models.Index(fields=["register", "sort_key", "id"], name="registers_in_order"),
            models.Index(fields=["register", "unit"], name="registers_of_unit"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="registers_search"),
        ]

    def __str__(self) -> str:
        return f"{self.register}/{self.code}"


class RecordVersion(Described):
    """What a record said after its nth change, who changed it, when and why. Only ever added."""

    class Change(models.TextChoices):
        """What was done."""

        ADDED = "added"
        CHANGED = "changed"
        ENDED = "ended"
        RESTORED = "restored"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    change = models.CharField(max_length=8, choices=Change)
    restored = models.PositiveIntegerField(null=True)
    reason = models.TextField(blank=True)
    actor = models.CharField(max_length=64)
    at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        ordering = ("-version",)
        constraints = [
            models.UniqueConstraint(fields=["record", "version"], name="registers_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.record} v{self.version}"


class ImportDraft(models.Model):
    """A sheet that was read and waits to be confirmed; deleted when confirmed, or after two days.

    `rows` are [row number, {field: stored value}] in the order of the sheet; a field that the sheet
    has no column for is left out.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    rows = models.JSONField()
    actor = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.register}: {self.file_name}"
