"""Indicators as the catalogue declares them, and the areas that are the province itself."""

from datetime import date

from django.db.models import QuerySet

from tinhso.kernel.indicators.models import Indicator
from tinhso.kernel.units import queries as units
from tinhso.kernel.units.models import Kind, Unit


def indicator(code: str) -> Indicator | None:
    """Return an indicator with its weight and parent."""
    return Indicator.objects.select_related("weight", "parent").filter(code=code).first()


def indicators() -> QuerySet[Indicator]:
    """Return every indicator in the order of the catalogue."""
    return Indicator.objects.all()


def headlines() -> QuerySet[Indicator]:
    """Return the indicators that may stand first on a board."""
    return Indicator.objects.filter(headline=True)


def home(on: date) -> list[Unit]:
    """Return the province that stands on a day in all its versions, the oldest first.

    What is said of the province as a whole is said of one of these; one query.
    """
    codes = units.provinces(on).values("code")
    found = Unit.objects.filter(kind=Kind.PROVINCE, code__in=codes)
    return sorted(found, key=lambda one: one.valid_from or date.min)
