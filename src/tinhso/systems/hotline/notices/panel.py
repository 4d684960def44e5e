"""What notices add to the home page: the newest warning that stands, where there is one."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from . import queries
from .kinds import these_kinds


def home_notice(_request: HttpRequest) -> Mapping[str, Any] | None:
    """Return the newest notice that stands, those that warn first; None when there is none."""
    standing, kinds = list(queries.standing_notices(now=timezone.now())[:20]), these_kinds()
    if not standing:
        return None

    def weighs(kind: str) -> bool:
        found = kinds.get(kind)
        return bool(found and found.is_warning)

    first = max(standing, key=lambda one: (weighs(one.kind), one.given_at))
    return {"notice": first, "more": len(standing) - 1, "kinds": kinds}
