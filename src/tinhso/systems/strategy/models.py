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
    """A task that a decision sets, or that somebody gave.

    Where it stands is computed: from its case once it was given to a unit here, before that from
    whether the `system` that carries it or a `register` of it stands. `due_on` is the day that the
    words of `due_citation` name; what a giver asked for is the case's own day. `number` is its
    place in a resolution; one that was given without a resolution has none.
    """

    code = models.SlugField(max_length=80, unique=True)
    resolution = models.ForeignKey(
        Resolution, null=True, blank=True, on_delete=models.CASCADE, related_name="tasks"
    )
    number = models.PositiveIntegerField(null=True, blank=True)
    title = models.JSONField()
    system = models.SlugField(max_length=40, blank=True)
    register = models.SlugField(max_length=60, blank=True)
    citation = models.ForeignKey(
        "documents.Citation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confidence = models.CharField(max_length=1, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_citation = models.ForeignKey(
        "documents.Citation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    case = models.OneToOneField(
        "cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="strategy_task"
    )
    needs = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="needed_by", through="TaskNeed"
    )

    class Meta:
        ordering = ["resolution__position", "number", "code"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "number"], name="strategy_task_number"),
            models.CheckConstraint(
                name="strategy_task_due_says_where",
                condition=models.Q(due_on__isnull=True) | models.Q(due_citation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class TaskNeed(models.Model):
    """One task that has to be done before another can be."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="waits_for")
    needed = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="holds_up")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "needed"], name="strategy_task_need_once"),
            models.CheckConstraint(
                name="strategy_task_needs_another", condition=~models.Q(task=models.F("needed"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} needs {self.needed_id}"


class TaskAim(models.Model):
    """A target or milestone, by its code, that a task serves."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="aims")
    promise = models.SlugField(max_length=80, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "promise"], name="strategy_task_aim_once")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} for {self.promise}"


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


class SessionKind(models.TextChoices):
    """What sort of meeting it was."""

    SESSION = "session", _("Buổi làm việc")
    VISIT = "visit", _("Khảo sát thực tế")


class WorkingSession(models.Model):
    """A working session or field visit: who met whom is `Attendance`.

    `held_on` is empty where no source tells the day. A visit may be `part_of` a session's
    programme. One that a province's file declares has a `fingerprint`; others were entered here.
    """

    code = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=SessionKind)
    title = models.JSONField()
    summary = models.JSONField(default=dict)
    held_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    part_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="visits"
    )
    citation = models.ForeignKey(
        "documents.Citation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "-held_on", "-entered_at"]

    def __str__(self) -> str:
        return self.code


class Side(models.TextChoices):
    """On which side of the table somebody sat."""

    GUEST = "guest", _("Đoàn đến làm việc")
    HOST = "host", _("Phía tỉnh")
    VISITED = "visited", _("Nơi được khảo sát")


class Attendance(models.Model):
    """A unit, delegation or enterprise that took part; people stand as functions, never by name."""

    session = models.ForeignKey(WorkingSession, on_delete=models.CASCADE, related_name="present")
    side = models.CharField(max_length=10, choices=Side)
    unit = models.ForeignKey(
        "units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.JSONField(default=dict)
    function = models.JSONField(default=dict)
    citation = models.ForeignKey(
        "documents.Citation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="strategy_attendance_says_who",
                condition=models.Q(unit__isnull=False) | ~models.Q(name={}),
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.side}"


class Found(models.Model):
    """One thing that was found in a session; `indicator` is the code of what it is about."""

    session = models.ForeignKey(WorkingSession, on_delete=models.CASCADE, related_name="found")
    text = models.JSONField()
    indicator = models.SlugField(max_length=80, blank=True)
    citation = models.ForeignKey(
        "documents.Citation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.session_id}.{self.pk}"


class AskedLevel(models.TextChoices):
    """Of which level something was asked."""

    CENTRAL = "central", _("Trung ương")
    PROVINCE = "province", _("Tỉnh")
    COMMUNE = "commune", _("Xã, phường")


class Ask(models.Model):
    """What was asked in a session, of whom, and what became of it.

    It becomes a `task` (then its case tells), or it is answered in words, with the day and the
    paper; until then it is open.
    """

    session = models.ForeignKey(WorkingSession, on_delete=models.CASCADE, related_name="asks")
    text = models.JSONField()
    level = models.CharField(max_length=10, choices=AskedLevel)
    unit = models.ForeignKey(
        "units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    citation = models.ForeignKey(
        "documents.Citation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    task = models.OneToOneField(
        Task, null=True, blank=True, on_delete=models.SET_NULL, related_name="ask"
    )
    answer = models.TextField(blank=True)
    answer_paper = models.CharField(max_length=200, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="strategy_ask_answered_when",
                condition=models.Q(answer="", answered_on__isnull=True)
                | (~models.Q(answer="") & models.Q(answered_on__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id}.{self.pk}"
