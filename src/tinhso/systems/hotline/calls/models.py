"""Calls: who took them, what became of them. Numbers and words are sealed; numbers are hashed."""

import uuid

import uuid6
from django.db import models
from django.db.models import F, Q


def new_id() -> uuid.UUID:
    """Return a new UUIDv7: time-ordered, and ours before the row is written."""
    return uuid.UUID(bytes=uuid6.uuid7().bytes)


class Call(models.Model):
    """One call, from being taken to its outcome.

    `key` is what it was begun under: the telephone system's own name of the call, or a random one;
    with it an operator begins a call once. `number` is sealed and `number_index` finds it again;
    both are empty where the caller hid it. `draft` is what the operator has typed so far, one
    sealed JSON object, and empty once the call has ended. `note` is sealed too.

    A call that nobody served (missed, or given up) waits to be called back until `settled_at`.
    `returns` is the one that this call calls back; `follows` the one in which the same caller
    told something else before.
    """

    class Outcome(models.TextChoices):
        """What became of a call."""

        FILED = "filed"
        LINKED = "linked"
        INFORMED = "informed"
        LED_ELSEWHERE = "led_elsewhere"
        WRONG_NUMBER = "wrong_number"
        ABANDONED = "abandoned"
        MISSED = "missed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=80)
    operator = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    number = models.TextField(blank=True)
    number_index = models.CharField(max_length=96, blank=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    case = models.ForeignKey(
        "cases.Case", null=True, on_delete=models.PROTECT, related_name="calls"
    )
    note = models.TextField(blank=True)
    draft = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    returns = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="returned_by"
    )
    follows = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("operator", "key", name="calls_begun_once"),
            models.CheckConstraint(
                name="calls_ended_with_outcome",
                condition=Q(ended_at__isnull=True, outcome="")
                | (Q(ended_at__isnull=False, draft="") & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="calls_end_after_beginning",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("begun_at")),
            ),
            models.CheckConstraint(
                name="calls_case_where_one_is_named",
                condition=Q(outcome__in=["filed", "linked"], case__isnull=False)
                | (~Q(outcome__in=["filed", "linked"]) & Q(case__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-begun_at"], name="calls_of_unit"),
            models.Index(fields=["operator", "-begun_at"], name="calls_of_operator"),
            models.Index(
                fields=["number_index"], condition=~Q(number_index=""), name="calls_by_number"
            ),
            models.Index(
                fields=["unit", "begun_at"],
                condition=Q(outcome__in=["missed", "abandoned"], settled_at__isnull=True)
                & ~Q(number_index=""),
                name="calls_to_call_back",
            ),
        ]

    def __str__(self) -> str:
        return f"call:{self.pk}"
