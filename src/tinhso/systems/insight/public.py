"""What other systems may ask of insight: how much doesn't fit yet, and where to look at it."""

from django.db.models import Count
from django.urls import reverse

from tinhso.systems.insight.queries.findings import open_findings


def open_findings_count() -> int:
    """Return how many findings on recorded figures wait for somebody."""
    return open_findings().count()


def open_findings_of(indicator: str) -> int:
    """Return how many open findings concern one indicator, by its code."""
    return open_findings().filter(indicator__code=indicator).count()


def open_findings_by_indicator() -> dict[str, int]:
    """Return how many open findings concern each indicator, by code; one query."""
    counted = (
        open_findings()
        .filter(indicator__isnull=False)
        .order_by()
        .values_list("indicator__code")
        .annotate(count=Count("pk"))
    )
    return dict(counted)


def findings_address(indicator: str = "") -> str:
    """Return the address of the findings page, opened at one indicator if one is named."""
    address = reverse("insight:findings")
    return f"{address}?indicator={indicator}" if indicator else address
