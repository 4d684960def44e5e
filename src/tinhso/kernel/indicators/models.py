"""What is measured, what was found, by whom it was said, and what was promised.

Observations and targets are bitemporal: `period` is the time they speak of, `recorded_at` to
`superseded_at` the time during which we held them true. Nothing is overwritten.
"""

from django.db import models
from django.db.models import Case, F, GeneratedField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.declarations import Text


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("Càng cao càng tốt")
    DOWN = "down", _("Càng thấp càng tốt")
    NONE = "none", _("Không có chiều tốt hơn")


class AddsUp(models.TextChoices):
    """How the value of a larger area follows from those of its parts."""

    SUM = "sum", _("Cộng lại")
    WEIGHTED = "weighted", _("Bình quân gia quyền")
    NEVER = "never", _("Không cộng được")


class Timing(models.TextChoices):
    """What a period's level speaks of: what came about during it, or how it stood at its end.

    Nine months of exports are no part-answer to a yearly target; a share of communes in November
    is one to the share at the year's end.
    """

    DURING = "during", _("Trong kỳ")
    AT_END = "at_end", _("Cuối kỳ")


class Grain(models.TextChoices):
    """How long a period is, by the form of its code; `months` are the first of a year."""

    YEAR = "year", _("Năm")
    HALF = "half", _("Nửa năm")
    QUARTER = "quarter", _("Quý")
    MONTH = "month", _("Tháng")
    MONTHS = "months", _("Từ đầu năm")
    SPAN = "span", _("Giai đoạn")


class Measure(models.TextChoices):
    """Which sort of statement about the indicator a figure is."""

    LEVEL = "level", _("Giá trị")
    RANK = "rank", _("Thứ hạng")
    GROWTH_RATE = "growth_rate", _("Tốc độ tăng")
    CHANGE_FROM_BASE = "change_from_base", _("Tăng so với kỳ gốc")
    RATIO_TO_BASE = "ratio_to_base", _("Gấp mấy lần kỳ gốc")
    CHANGE = "change", _("Tăng thêm")
    SHARE_OF_PLAN = "share_of_plan", _("So với kế hoạch")


class Relation(models.TextChoices):
    """How the number written binds the true one: `<` is "gần", `>` is "trên, hơn"."""

    EQUAL = "=", "="
    LESS = "<", _("gần")
    MORE = ">", _("trên")
    ABOUT = "~", _("khoảng")
    AT_MOST = "<=", "≤"
    AT_LEAST = ">=", "≥"


class Kind(models.TextChoices):
    """How the figure came about."""

    ACTUAL = "actual", _("Thực hiện")
    ESTIMATE = "estimate", _("Ước")
    FORECAST = "forecast", _("Dự kiến")


class Confidence(models.TextChoices):
    """How sure we are that the figure was published so."""

    HIGH = "H", _("Chắc")
    MEDIUM = "M", _("Khá chắc")
    LOW = "L", _("Chưa chắc")


class Reading(models.TextChoices):
    """How progress to a target is computed from observations."""

    LATEST = "latest", _("Giá trị mới nhất")
    AVERAGE_GROWTH = "average_growth", _("Tốc độ tăng bình quân năm")


class Indicator(models.Model):
    """One thing that is measured. Levels are kept in `unit`; screens divide them by `scale`.

    `scale_name` names the divided unit in both languages ("nghìn tỷ đồng" with scale 10^12 VND).
    A `headline` may be among the few that the leaders' board shows first. `units` are the units in
    which sources may state a level, its own among them. `methods` are the versions by which an
    index was computed (see `declared.Method`), the oldest first. A `formula` computes the level
    from other indicators (see `rules.formulas`); what it gives is never stored.
    """

    code = models.SlugField(max_length=80, unique=True)
    title = models.JSONField()
    definition = models.JSONField(default=dict)
    field = models.CharField(max_length=40)
    field_title = models.JSONField()
    unit = models.CharField(max_length=20)
    scale = models.DecimalField(max_digits=20, decimal_places=0, default=1)
    scale_name = models.JSONField()
    decimals = models.PositiveSmallIntegerField(default=0)
    direction = models.CharField(max_length=10, choices=Direction)
    adds_up = models.CharField(max_length=10, choices=AddsUp)
    weight = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="weighs"
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    headline = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)
    timing = models.CharField(max_length=10, choices=Timing, default=Timing.AT_END)
    units = models.JSONField(default=list)
    methods = models.JSONField(default=list)
    formula = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(scale__gte=1), name="indicators_indicator_scale"),
            models.CheckConstraint(
                condition=~Q(adds_up="weighted") | Q(weight__isnull=False),
                name="indicators_indicator_weight_named",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> Text:
        """The title in both languages."""
        return Text.model_validate(self.title)


class Observation(models.Model):
    """One figure that a source gives for one area, measure and period.

    `area` is the version of a unit whose boundaries the figure speaks of. A rank carries how many
    were ranked (`among`) and the version of the method; a count may carry of how many (118/126).
    One that was taken back, with nothing in its place, says why in `withdrawn_because`.
    PostgreSQL computes `grain`, and `preference`: of figures of one period the lowest goes first
    (the surer source, then what happened before what was estimated, then an exact number).
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="observations", db_index=False
    )
    measure = models.CharField(max_length=20, choices=Measure, default=Measure.LEVEL)
    area = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=12)
    starts_on = models.DateField()
    ends_on = models.DateField()
    value = models.DecimalField(max_digits=30, decimal_places=6)
    relation = models.CharField(max_length=2, choices=Relation, default=Relation.EQUAL)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ACTUAL)
    base_period = models.CharField(max_length=12, blank=True)
    among = models.PositiveIntegerField(null=True, blank=True)
    method = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=80)
    citation = models.ForeignKey(
        "documents.Citation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confidence = models.CharField(max_length=1, choices=Confidence)
    note = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)
    grain = GeneratedField(
        expression=Case(
            When(period__contains="/", then=Value("span")),
            When(period__contains="-Q", then=Value("quarter")),
            When(period__contains="-H", then=Value("half")),
            When(period__contains="-M", then=Value("months")),
            When(period__contains="-", then=Value("month")),
            default=Value("year"),
        ),
        output_field=models.CharField(max_length=8, choices=Grain),
        db_persist=True,
    )
    preference = GeneratedField(
        expression=Case(When(confidence="H", then=0), When(confidence="M", then=6), default=12)
        + Case(When(kind="actual", then=0), When(kind="estimate", then=2), default=4)
        + Case(When(relation="=", then=0), default=1),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["ends_on", "starts_on", "id"]
        # A series is a stretch of this index, whatever else there is; so is a rank over areas.
        indexes = [
            models.Index(
                fields=["indicator", "measure", "area", "ends_on", "-starts_on", "grain"],
                name="indicators_observation_series",
            ),
            # When anything last changed, and what has changed since, without reading the rest.
            models.Index(fields=["recorded_at"], name="indicators_observation_since"),
            models.Index(
                fields=["superseded_at"],
                condition=Q(superseded_at__isnull=False),
                name="indicators_observation_until",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "measure", "area", "period", "base_period", "source"],
                condition=Q(superseded_at__isnull=True),
                name="indicators_observation_one_current_per_source",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="indicators_observation_period"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="indicators_observation_source"),
            models.CheckConstraint(
                condition=~Q(measure="rank") | (Q(among__isnull=False) & ~Q(method="")),
                name="indicators_observation_rank_says_among_whom",
            ),
            models.CheckConstraint(
                condition=~Q(measure__in=["change_from_base", "ratio_to_base"])
                | ~Q(base_period=""),
                name="indicators_observation_change_says_from_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.measure} {self.period}: {self.relation} {self.value}"


class Target(models.Model):
    """One promised figure. `commitment` is the code of the resolution that promises it.

    `base_period` is the year before the first one that counts, for average growth.
    """

    code = models.SlugField(max_length=80)
    title = models.JSONField()
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    measure = models.CharField(max_length=20, choices=Measure, default=Measure.LEVEL)
    reading = models.CharField(max_length=20, choices=Reading, default=Reading.LATEST)
    area = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=30, decimal_places=6)
    relation = models.CharField(max_length=2, choices=Relation)
    due_period = models.CharField(max_length=12)
    due_on = models.DateField()
    base_period = models.CharField(max_length=12, blank=True)
    commitment = models.CharField(max_length=80, blank=True, db_index=True)
    citation = models.ForeignKey(
        "documents.Citation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confidence = models.CharField(max_length=1, choices=Confidence)
    note = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(superseded_at__isnull=True),
                name="indicators_target_one_current",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.relation} {self.value} ({self.due_period})"
