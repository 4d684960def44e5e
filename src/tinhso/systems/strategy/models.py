"""What the province resolved: resolutions, their clauses, tasks and dated milestones.

Targets with numbers are `indicators.Target`; they name their resolution by its code.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.declarations import Text


class Level(models.TextChoices):
    """Who resolved it."""

    CENTRAL = "central", _("Trung ương")
    PROVINCE = "province", _("Tỉnh")


class Resolution(models.Model):
    """A resolution, decision or congress; `targets_declared`: how many targets it says it sets."""

    code = models.SlugField(max_length=80, unique=True)
    number = models.CharField(max_length=60, blank=True)
    title = models.JSONField()
    summary = models.JSONField(default=dict)
    issuer = models.JSONField()
    level = models.CharField(max_length=10, choices=Level)
    issued_on = models.DateField(null=True, blank=True)
    targets_declared = models.PositiveIntegerField(null=True, blank=True)
    declared_citation = models.ForeignKey(
        "documents.Citation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey(
        "documents.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.number or self.name.vi

    @property
    def name(self) -> Text:
        """The title in both languages."""
        return Text.model_validate(self.title)


class Clause(models.Model):
    """One thing that a resolution says, in our words, with the sentence it was read in."""

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="clauses")
    number = models.PositiveIntegerField()
    text = models.JSONField()
    citation = models.ForeignKey("documents.Citation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "number"], name="strategy_clause_number")
        ]

    def __str__(self) -> str:
        return f"{self.resolution_id}.{self.number}"


class Task(models.Model):
    """A task that a decision sets.

    `system` is the name of the system here that carries it, `register` of a register that holds
    part of it: whether those stand decides where the task stands, nobody types it in.
    """

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="tasks")
    number = models.PositiveIntegerField()
    title = models.JSONField()
    system = models.SlugField(max_length=40)
    register = models.SlugField(max_length=60, blank=True)
    citation = models.ForeignKey("documents.Citation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["resolution__position", "number"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "number"], name="strategy_task_number")
        ]

    def __str__(self) -> str:
        return f"{self.resolution_id}.{self.number} {self.system}"


class Milestone(models.Model):
    """Something promised to be so by a day (`due_on`; none where the text gives none)."""

    code = models.SlugField(max_length=80, unique=True)
    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="milestones")
    title = models.JSONField()
    field = models.CharField(max_length=40)
    due_on = models.DateField(null=True, blank=True)
    citation = models.ForeignKey("documents.Citation", on_delete=models.PROTECT, related_name="+")
    met_in = models.CharField(max_length=12, blank=True)
    met_citation = models.ForeignKey(
        "documents.Citation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confidence = models.CharField(max_length=1, blank=True)
    note = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.code
