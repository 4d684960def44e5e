"""The categories of reports and the fields they fall under, as the open side may read them."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from tinhso.kernel.declarations import Text

from ..models import PublicCategory

CATEGORIES = "hotline_categories"


def catalogue(*, now: datetime) -> list[PublicCategory]:
    """Return the categories in force, in order, each with its field."""
    day = timezone.localtime(now).date()
    began = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    lasts = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return list(PublicCategory.objects.filter(began & lasts))


def categories(*, now: datetime) -> dict[str, Text]:
    """Return the categories' titles by code, as the administrator keeps them."""
    return {one.code: Text(vi=one.title_vi, en=one.title_en) for one in catalogue(now=now)}


def fields(catalogued: list[PublicCategory]) -> dict[str, Text]:
    """Return the titles of the fields that these categories fall under, by code, in order."""
    named = {one.field: Text(vi=one.field_vi, en=one.field_en) for one in catalogued if one.field}
    return dict(sorted(named.items(), key=lambda item: item[1].vi))
