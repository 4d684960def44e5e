"""What strategy shows on the home page: one true fact that opens its sentence."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def home_fact(_request: HttpRequest) -> Mapping[str, Any] | None:
    """Return nothing to show yet."""
    return None
