"""Which reports are answered together, and what was learned of categories."""

from django.db import models
from django.db.models import F, Q


class Link(models.Model):
    """One report that is answered with another, its lead.

    A lead follows nobody: linking to a report that follows goes to its lead (see actions.linking).
    The open side reads these rows too, so that they say nothing else; who linked is in the ledger.
    """

    follower = models.OneToOneField(
        "cases.Case", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    lead = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hotline_alike_not_itself", condition=~Q(follower=F("lead"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} with {self.lead_id}"


class Lesson(models.Model):
    """One version of what was learned from confirmed categories; the newest is in use.

    `stood` holds per token in how many reports of each category it stood, `reports` how many
    reports of each category were read; `tried` is how the newest of them were guessed from the
    older ones (see rules.trying).
    """

    learned_at = models.DateTimeField()
    stood = models.JSONField(default=dict)
    reports = models.JSONField(default=dict)
    tried = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.learned_at:%Y-%m-%d %H:%M}"
