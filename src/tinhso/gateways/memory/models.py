"""One table: a gateway, a name, a sealed value."""

from django.db import models


class Kept(models.Model):
    """A value that a gateway must find again: a rotated token, a part of a long message."""

    gateway = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    sealed = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gateway", "name"], name="gateway_kept_once")
        ]
        indexes = [models.Index(fields=["gateway", "kept_at"], name="gateway_kept_oldest")]

    def __str__(self) -> str:
        return f"{self.gateway} {self.name}"
