"""Editions that were made."""

from django.db.models import QuerySet

from tinhso.systems.strategy.reports.models import Edition


def editions() -> QuerySet[Edition]:
    """Return every edition without its content, the last made first."""
    return Edition.objects.defer("content")


def edition(pk: int) -> Edition | None:
    """Return an edition with its content."""
    return Edition.objects.filter(pk=pk).first()


def editions_like(one: Edition) -> QuerySet[Edition]:
    """Return the other editions of the same scope and span, the last made first."""
    return editions().filter(scope=one.scope, span=one.span).exclude(pk=one.pk)
