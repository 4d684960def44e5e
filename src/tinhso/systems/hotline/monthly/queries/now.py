"""What leaders look at now: what waits, what is late, what came today."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from ..models import Round
from ..rules.windows import Window
from .counting import live
from .measures import MEASURES


@dataclass(frozen=True)
class Waiting:
    """A unit with how many of its reports are late, and how many are open at all."""

    unit: int | None
    late: int
    open: int


def most_late(window: Window, *, shown: int) -> list[Waiting]:
    """Return the units with most late reports; one query."""
    late = MEASURES["open_late"].holds(window)
    rows = live().filter(MEASURES["open"].holds(window)).values("unit_id")
    counted = rows.annotate(late=Count("pk", filter=late), open=Count("pk")).filter(late__gt=0)
    return [
        Waiting(row["unit_id"], row["late"], row["open"])
        for row in counted.order_by("-late", "-open", "unit_id")[:shown]
    ]


def by_channel(window: Window) -> dict[str, int]:
    """Return how many were received by each channel; one query."""
    rows = live().filter(MEASURES["received"].holds(window)).values("channel")
    return {row["channel"]: row["n"] for row in rows.annotate(n=Count("pk")).order_by("-n")}


def longest_late(window: Window, *, shown: int) -> Sequence[Round]:
    """Return the reports that are late by most; one query."""
    late = live().filter(MEASURES["open_late"].holds(window))
    return list(late.select_related("unit", "commune").order_by("due_at", "case_id")[:shown])
