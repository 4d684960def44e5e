"""Files of figures that were read and wait for a yes."""

import uuid

import uuid6
from django.db import models


def new_id() -> uuid.UUID:
    """Return a new UUIDv7: time-ordered, made before the insert."""
    return uuid.UUID(bytes=uuid6.uuid7().bytes)


class Staged(models.Model):
    """A file that was read and waits to be confirmed; deleted then, or after two days.

    `rows` are the figures as `queries.staging.as_plain` writes them, in the file's order. `source`
    is what was named on sending; `reason` why they come in. Nothing rests on it yet.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file_name = models.CharField(max_length=200)
    source = models.CharField(max_length=80)
    reason = models.CharField(max_length=200)
    rows = models.JSONField()
    actor = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.file_name} ({self.at:%Y-%m-%d})"
