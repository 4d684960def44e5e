"""What strategy shows on the home page: one true fact that opens its sentence."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from tinhso.systems.strategy.queries import home_fact as fact
from tinhso.web.indicators.wording import indicator_address, shown
from tinhso.web.templatetags.tinhso import text


def home_fact(_request: HttpRequest) -> Mapping[str, Any] | None:
    """Return the fact's figure and its quote; None where the province has none."""
    found = fact(now=timezone.now())
    if found is None or found.citation is None:
        return None
    return {
        "figure": shown(found),
        "total": found.among,
        "quote": found.citation.quote,
        "title": text(found.indicator.title),
        "href": indicator_address(found.indicator),
    }
