"""Months as they were made."""

from django.db.models import QuerySet

from ..models import Edition


def editions() -> QuerySet[Edition]:
    """Return every edition without its content, the last month and number first."""
    return Edition.objects.defer("content")


def edition_of(month: str, number: int | None = None) -> Edition | None:
    """Return an edition of a month with its content: the last one, or the one of that number."""
    found = Edition.objects.filter(month=month)
    if number is not None:
        found = found.filter(number=number)
    return found.first()
