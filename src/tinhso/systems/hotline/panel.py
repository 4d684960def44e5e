"""What the hotline adds to others' pages: to the home page, and for staff to its own cases."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from tinhso.kernel.cases.queries import CaseView
from tinhso.kernel.people.actors import Member
from tinhso.web.accounts.rights import reach_of
from tinhso.web.cases.holding import actor_of

from . import queries
from .forms import ContactForm


def staff_panel(request: HttpRequest, view: CaseView) -> Mapping[str, Any] | None:
    """Return the ways on from a case: its contact, its review; None for who is not staff."""
    actor = actor_of(request)
    if not (isinstance(actor, Member) and actor.is_staff and view.reads):
        return None
    return {
        "number": view.case.number,
        "form": ContactForm() if view.case.reporter_id else None,
        "may_review": bool(reach_of(request, "hotline.review")),
    }


def home_map(_request: HttpRequest) -> Mapping[str, Any] | None:
    """Return what the home page's map panel shows; None before the first report."""
    month = queries.last_thirty_days(now=timezone.now())
    return {"month": month} if month.filed else None


def home_living(_request: HttpRequest) -> Mapping[str, Any] | None:
    """Return the report that the home page of a demonstration lets a visitor live through."""
    found = queries.living() if settings.TINHSO_DEMONSTRATION else None
    return {"case": found} if found else None
