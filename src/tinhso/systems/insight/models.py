"""What was read in a document, what a person decided about it, and what doesn't fit.

A claim keeps what the reader read (`as_read`) beside what now holds. Its `turn` counts its changes:
who decides names the turn that was on the screen, so that nobody overwrites somebody else.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.indicators.models import Measure, Relation


class State(models.TextChoices):
    """How far a claim has come."""

    PROPOSED = "proposed", _("Chờ duyệt")
    ACCEPTED = "accepted", _("Đã chấp nhận")
    CORRECTED = "corrected", _("Đã sửa và nhận")
    REJECTED = "rejected", _("Đã bác")


class ClaimKind(models.TextChoices):
    """What sort of statement a claim is; a target is a promise and no figure."""

    ACTUAL = "actual", _("Thực hiện")
    ESTIMATE = "estimate", _("Ước")
    FORECAST = "forecast", _("Dự kiến")
    TARGET = "target", _("Mục tiêu")


class Reading(models.Model):
    """One reading of one version of a document, by one version of the reader.

    `oddities` are `{kind, start, end, quote}`: spam and typing errors that the reader met.
    """

    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, related_name="readings"
    )
    reader = models.CharField(max_length=80)
    oddities = models.JSONField(default=list)
    read_by = models.CharField(max_length=80)
    read_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["-read_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(superseded_at__isnull=True),
                name="insight_reading_one_current",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} by {self.reader}"


class Claim(models.Model):
    """One figure that a document states, at its words; fields as in `rules.claims.Claim`.

    `indicator` is null until somebody says what is measured; `subject` are the report's own words
    for it. `observation` or `target` is what the claim was entered as; `made` says that this claim
    brought the row in, rather than finding it there.
    """

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="claims")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    sentence_start = models.PositiveIntegerField()
    sentence_end = models.PositiveIntegerField()
    as_read = models.JSONField()

    indicator = models.ForeignKey(
        "indicators.Indicator",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    subject = models.TextField(blank=True)
    measure = models.CharField(max_length=20, choices=Measure)
    value = models.DecimalField(max_digits=30, decimal_places=6)
    unit = models.CharField(max_length=20)
    relation = models.CharField(max_length=2, choices=Relation, default=Relation.EQUAL)
    period = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=10, choices=ClaimKind, default=ClaimKind.ACTUAL)
    base_period = models.CharField(max_length=12, blank=True)
    place = models.CharField(max_length=120, blank=True)
    scope = models.CharField(max_length=40, blank=True)
    among = models.PositiveIntegerField(null=True, blank=True)

    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    turn = models.PositiveIntegerField(default=1)

    observation = models.ForeignKey(
        "indicators.Observation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    target = models.ForeignKey(
        "indicators.Target", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made = models.BooleanField(default=False)

    class Meta:
        ordering = ["start", "end", "id"]
        indexes = [
            models.Index(fields=["reading", "start"], name="insight_claim_in_order"),
            models.Index(fields=["reading", "state"], name="insight_claim_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="insight_claim_has_words"),
            models.CheckConstraint(
                condition=Q(state="proposed") | (Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="insight_claim_decision_says_who",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "corrected"])
                | Q(observation__isnull=False, target__isnull=True)
                | Q(observation__isnull=True, target__isnull=False),
                name="insight_claim_accepted_is_entered",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "corrected"])
                | Q(observation__isnull=True, target__isnull=True, made=False),
                name="insight_claim_entered_is_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}: {self.quote}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state == State.PROPOSED

    @property
    def is_in(self) -> bool:
        """Whether it stands among the figures or targets."""
        return self.state in {State.ACCEPTED, State.CORRECTED}


class FindingState(models.TextChoices):
    """Whether somebody has looked; `gone` is what corrections have mended by themselves."""

    OPEN = "open", _("Chờ xem")
    SETTLED = "settled", _("Đã xử lý")
    GONE = "gone", _("Tự hết")


class Choice(models.TextChoices):
    """What a person decides about a finding."""

    LEFT = "left", _("Bên trái đúng")
    RIGHT = "right", _("Bên phải đúng")
    BOTH = "both", _("Cả hai đều đúng")
    SOURCE = "source", _("Lỗi đánh máy của nguồn")
    NOTED = "noted", _("Đã xem, để nguyên")


class Severity(models.TextChoices):
    """How much it matters."""

    ERROR = "error", _("Không thể cùng đúng")
    WARNING = "warning", _("Cần xem")
    NOTE = "note", _("Nên biết")


class Finding(models.Model):
    """Something that doesn't fit: `data` holds the numbers for the sentence that explains it.

    `mark` names the same finding however often it is computed: settled once, it stays settled.
    """

    mark = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=40)
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.WARNING)
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(
        "indicators.Indicator", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    data = models.JSONField(default=dict)
    found_at = models.DateTimeField()

    state = models.CharField(max_length=10, choices=FindingState, default=FindingState.OPEN)
    choice = models.CharField(max_length=10, choices=Choice, blank=True)
    reason = models.TextField(blank=True)
    settled_by = models.CharField(max_length=80, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    turn = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-found_at", "id"]
        indexes = [models.Index(fields=["state", "kind"], name="insight_finding_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="settled")
                | (~Q(choice="") & ~Q(settled_by="") & Q(settled_at__isnull=False)),
                name="insight_finding_settled_says_how",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Side(models.Model):
    """One of the things that don't fit together: a claim read, or a figure or target recorded.

    `dropped` says that a decision took it back, so that reopening can bring it in again.
    """

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="sides")
    position = models.PositiveSmallIntegerField()
    claim = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="sides"
    )
    observation = models.ForeignKey(
        "indicators.Observation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    target = models.ForeignKey(
        "indicators.Target", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "position"], name="insight_side_place"),
            models.CheckConstraint(
                condition=Q(claim__isnull=False, observation__isnull=True, target__isnull=True)
                | Q(claim__isnull=True, observation__isnull=False, target__isnull=True)
                | Q(claim__isnull=True, observation__isnull=True, target__isnull=False),
                name="insight_side_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}.{self.position}"
