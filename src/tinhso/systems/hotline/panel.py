"""What the hotline adds to the page of its own cases, for staff alone."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from tinhso.kernel.cases.queries import CaseView
from tinhso.kernel.people.actors import Member
from tinhso.web.accounts.rights import reach_of
from tinhso.web.cases.holding import actor_of

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
