"""Editions: reports as they were made, kept whole."""

from django.db import models


class Edition(models.Model):
    """One report as it was made: content in both languages, never changed afterwards.

    `scope` and `span` as in addresses, `as_of` the instant at which the data was read (to the
    second), `sha256` the hash of the content. `number` counts the editions of a scope and span.
    """

    scope = models.CharField(max_length=100)
    span = models.CharField(max_length=9)
    number = models.PositiveIntegerField()
    title = models.JSONField()
    as_of = models.DateTimeField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "span", "number"], name="reports_edition_number"
            ),
            models.UniqueConstraint(
                fields=["scope", "span", "sha256"], name="reports_edition_content_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.span} #{self.number}"
