"""What other systems may ask of insight: how much doesn't fit yet, and where to look at it."""

from django.urls import reverse

from tinhso.systems.insight.queries.findings import open_findings


def open_findings_count() -> int:
    """Return how many findings on recorded figures wait for somebody."""
    return open_findings().count()


def findings_address(indicator: str = "") -> str:
    """Return the address of the findings page, opened at one indicator if one is named."""
    address = reverse("insight:findings")
    return f"{address}?indicator={indicator}" if indicator else address
