"""The versions of the calendar: each immutable, the latest in force."""

from django.db import models


class CalendarVersion(models.Model):
    """One version: `content` as `rules.content` describes it, known by its fingerprint.

    In force from `valid_from` until the next one. `files` is the fingerprint of the province's
    file it goes back to; `reason` says why it replaced the one before.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    content = models.JSONField()
    files = models.CharField(max_length=64)
    valid_from = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        ordering = ("-valid_from", "-id")
        indexes = [models.Index(fields=["-valid_from", "-id"], name="calendar_latest")]

    def __str__(self) -> str:
        return f"{self.fingerprint[:8]} ({self.valid_from:%Y-%m-%d})"
