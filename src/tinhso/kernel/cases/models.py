"""Cases, their steps and what hangs on them; procedures as the bundles they run under."""

import uuid

import uuid6
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q


def new_id() -> uuid.UUID:
    """Return a new UUIDv7: time-ordered, and ours before the row is written."""
    return uuid.UUID(bytes=uuid6.uuid7().bytes)


class Bundle(models.Model):
    """One version of a procedure with its form, tables and templates, under its hash.

    `content` is what `hash` was made of and never changes (the database refuses it): a case ends
    under the bundle it began with, or is moved to another by a stated mapping.
    """

    hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80)
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    valid_from = models.DateField()
    content = models.JSONField()
    loaded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["name", "-valid_from", "-loaded_at"], name="cases_bundle_in_force")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.hash[:12]}"


class Case(models.Model):
    """What somebody asks, under which procedure, due when.

    `due_at` is the citizen's clock: it starts at `filed_at`, and only the procedure's own limit
    table or a pause that waits for the reporter moves it. `promised_at` is the first `due_at`,
    signed at filing, and stays. `limit` is the row of the decision table that applied, in full,
    and `calendar` the version of working time it was counted in. `pauses` holds the closed waits
    that stopped the citizen's clock as pairs of ISO instants.

    `answered_at` is when the last step that staff own was done: then the citizen's clock has been
    met or missed; it is empty again while a dispute is worked on.

    What is searched, sorted and filtered has columns; the rest of what was filled in is `form`,
    valid under the bundle's schema; `fields` are the latest answers of later actions.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="cases")
    number = models.CharField(max_length=24, unique=True)
    secret_hash = models.CharField(max_length=64)
    key_hash = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=200)
    folded = models.TextField(editable=False)
    category = models.CharField(max_length=60, blank=True)
    priority = models.CharField(max_length=30, blank=True)
    unit = models.ForeignKey(
        "units.Unit", null=True, on_delete=models.PROTECT, related_name="cases_answered"
    )
    place = models.ForeignKey(
        "units.Unit", null=True, on_delete=models.PROTECT, related_name="cases_here"
    )
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    form = models.JSONField(default=dict)
    fields = models.JSONField(default=dict)
    reporter = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="cases"
    )
    filed_by = models.CharField(max_length=64)
    filed_at = models.DateTimeField()
    promised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    limit = models.JSONField()
    calendar = models.CharField(max_length=64)
    pauses = models.JSONField(default=list)
    hops = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=60, blank=True)
    rating = models.PositiveSmallIntegerField(null=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_due_after_filed",
                condition=Q(due_at__gte=F("filed_at")) & Q(promised_at__gte=F("filed_at")),
            ),
            models.CheckConstraint(
                name="cases_closed_with_outcome",
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False, closed_at__gte=F("filed_at")) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="cases_point_is_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
            ),
            models.CheckConstraint(
                name="cases_rating_one_to_five",
                condition=Q(rating__isnull=True) | Q(rating__range=(1, 5)),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-filed_at"], name="cases_of_unit"),
            models.Index(fields=["bundle", "-filed_at"], name="cases_by_filing"),
            models.Index(fields=["place", "-filed_at"], name="cases_of_place"),
            models.Index(
                "due_at", name="cases_unanswered_by_due", condition=Q(answered_at__isnull=True)
            ),
            models.Index("reporter", name="cases_of_reporter"),
            GinIndex(
                fields=["folded"],
                opclasses=["gin_trgm_ops"],
                name="cases_open_words",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["latitude", "longitude"],
                name="cases_by_point",
                condition=Q(latitude__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Step(models.Model):
    """One piece of the way, with its owner and its own clock; several may be open at once.

    Who may act is `role` (names joined by a space) at `unit`, or the reporter where `role` is
    "reporter" and there is no unit. `lapse_at` is when time itself moves the case on. While it
    waits, `paused_at`, `pause_until` and `pause` say since when, until when at most and for what;
    `pauses` holds the closed waits as pairs of ISO instants. Once closed, `outcome` is the action
    taken (or "lapsed"), `entered` what was filled in, `closed_by` who did it and `closed_for` in
    whose place where they were a substitute. `reminded_at` is when the step was last urged.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=120)
    unit = models.ForeignKey(
        "units.Unit", null=True, on_delete=models.PROTECT, related_name="steps"
    )
    assignee = models.ForeignKey(
        "people.Account", null=True, on_delete=models.PROTECT, related_name="steps"
    )
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    lapse_at = models.DateTimeField(null=True)
    calendar = models.CharField(max_length=64, blank=True)
    paused_at = models.DateTimeField(null=True)
    pause_until = models.DateTimeField(null=True)
    pause = models.CharField(max_length=60, blank=True)
    pauses = models.JSONField(default=list)
    escalated = models.PositiveSmallIntegerField(default=0)
    escalate_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=64, blank=True)
    closed_for = models.CharField(max_length=64, blank=True, default="")
    reminded_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=60, blank=True)
    entered = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_step_closed_with_outcome",
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False, closed_at__gte=F("opened_at")) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="cases_step_pause_is_whole",
                condition=Q(paused_at__isnull=True, pause_until__isnull=True, pause="")
                | (
                    Q(paused_at__isnull=False, pause_until__isnull=False)
                    & Q(pause_until__gte=F("paused_at"))
                    & ~Q(pause="")
                ),
            ),
            models.CheckConstraint(
                name="cases_step_closed_not_waiting",
                condition=Q(closed_at__isnull=True) | Q(paused_at__isnull=True),
            ),
            models.UniqueConstraint(
                "case",
                "name",
                "unit",
                name="cases_step_open_once",
                condition=Q(closed_at__isnull=True),
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index("case", "opened_at", name="cases_step_of_case"),
            models.Index(
                "unit", "due_at", name="cases_step_worklist", condition=Q(closed_at__isnull=True)
            ),
            models.Index(
                "assignee", name="cases_step_assigned", condition=Q(closed_at__isnull=True)
            ),
            models.Index(
                "due_at",
                name="cases_step_raised",
                condition=Q(closed_at__isnull=True, escalated__gt=0),
            ),
            models.Index(
                "lapse_at",
                name="cases_step_lapsing",
                condition=Q(closed_at__isnull=True, lapse_at__isnull=False),
            ),
            models.Index(
                "escalate_at",
                name="cases_step_escalating",
                condition=Q(closed_at__isnull=True, escalate_at__isnull=False),
            ),
            models.Index(
                "pause_until",
                name="cases_step_waiting",
                condition=Q(pause_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.name}"


class Escalation(models.Model):
    """A late step shown to somebody higher: from then on they may act on it too."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="escalations")
    level = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=40)
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="escalations")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("step", "level", name="cases_escalated_once"),
        ]
        indexes = [models.Index("unit", "role", name="cases_escalated_to")]

    def __str__(self) -> str:
        return f"{self.role} at unit:{self.unit_id}"


class Evidence(models.Model):
    """A photo that belongs to a case: `field` is the form's field it was given in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence")
    step = models.ForeignKey(Step, null=True, on_delete=models.PROTECT, related_name="evidence")
    attachment = models.ForeignKey(
        "documents.Attachment", on_delete=models.PROTECT, related_name="cases"
    )
    field = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "attachment", name="cases_evidence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.attachment_id}"


class Note(models.Model):
    """A remark on a case by its reporter or by staff, beside its steps.

    Who may read it is `audience`: staff only, or the reporter too. What the public reads is a
    system's own redacted text, never this.
    """

    class Audience(models.TextChoices):
        """Whom a remark is for."""

        STAFF = "staff"
        REPORTER = "reporter"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    audience = models.CharField(max_length=8, choices=Audience)
    text = models.TextField()

    class Meta:
        indexes = [models.Index("case", "at", name="cases_notes")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%Y-%m-%d}"


class Mention(models.Model):
    """A colleague named in a remark for staff; `settled_at` is when they answered or put it by."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="mentions")
    account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, related_name="case_mentions"
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("note", "account", name="cases_mentioned_once"),
        ]
        indexes = [
            models.Index(
                "account", name="cases_mention_waiting", condition=Q(settled_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"account:{self.account_id} in note {self.note_id}"


class Visit(models.Model):
    """What somebody recorded on the spot, once: `key_hash` is of the key that their device made.

    `taken_at` is the device's own time, `at` when it arrived: without a signal hours lie between.
    """

    key_hash = models.CharField(max_length=64, unique=True)
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="visits")
    note = models.OneToOneField(Note, on_delete=models.PROTECT, related_name="visit")
    taken_at = models.DateTimeField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.step_id} {self.taken_at:%Y-%m-%d}"
