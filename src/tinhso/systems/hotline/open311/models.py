"""The applications that may send more reports than a visitor without a key."""

from django.db import models


class Client(models.Model):
    """An application with a key of its own.

    Of the key only a keyed hash is kept; `hint` is its beginning, by which two keys are told
    apart. `owner` is the office or firm that runs it; no person is named.
    """

    name = models.CharField(max_length=120)
    owner = models.CharField(max_length=200)
    hint = models.CharField(max_length=8)
    key_hash = models.CharField(max_length=64, unique=True)
    admitted_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-admitted_at", "-pk")

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"
