"""What this part adds to the page of a case: who else asks, what is alike, where it may belong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from tinhso.kernel.cases.queries import CaseView, Reporter
from tinhso.kernel.people.actors import Member
from tinhso.web.cases.holding import actor_for

from . import paths, queries
from .queries import ANSWER, Suggestion

CLASSIFY, REDIRECT, REDIRECTED = "classify", "redirect", "redirected"


@dataclass(frozen=True)
class Choice:
    """A suggested category as a link that fills the form of classifying."""

    suggestion: Suggestion
    href: str

    @property
    def percent(self) -> int:
        """Its share in percent, rounded down: 0 is less than one."""
        return int(100 * self.suggestion.share)


def redirected(_request: HttpRequest, view: CaseView) -> Mapping[str, Any] | None:
    """Return where a redirected case goes and how; None for any other."""
    if view.case.outcome != REDIRECTED or not view.reads:
        return None
    way = paths.way_of(str(view.case.fields.get("redirect_to", "")))
    return {"way": way} if way else None


def petitioned(_request: HttpRequest, view: CaseView) -> Mapping[str, Any] | None:
    """Return what a case that may still be redirected seems to be instead of a report."""
    if REDIRECT not in _offered(view):
        return None
    found = paths.recognised(str(view.case.form.get("text", "")))
    if found is None:
        return None
    kind, way = found
    return {"way": way, "href": _filled(REDIRECT, redirect_to=str(kind), reason=way.letter)}


def suggested(_request: HttpRequest, view: CaseView) -> Mapping[str, Any] | None:
    """Return the categories that the words of a case to be classified suggest."""
    text = str(view.case.form.get("text", ""))
    if CLASSIFY not in _offered(view) or paths.recognised(text):
        return None
    found = queries.suggest(text, now=timezone.now())
    here = view.case.place.code if view.case.place else ""
    choices = [
        Choice(
            one,
            _filled(
                CLASSIFY,
                category=one.code,
                priority=one.priority,
                unit=one.unit or (here if one.by_commune else ""),
            ),
        )
        for one in found
    ]
    return {"choices": choices, "is_sure": bool(found) and found[0].is_sure}


def together(request: HttpRequest, view: CaseView) -> Mapping[str, Any] | None:
    """Return who else asks the same; for staff also what may be linked."""
    actor = actor_for(request, view.case)
    if isinstance(actor, Reporter):
        others = queries.together(view.case.pk)
        return {"count": others} if others else None
    if not (isinstance(actor, Member) and actor.is_staff and view.reads):
        return None
    linked = queries.linked(view.case.pk, actor)
    follows = any(one.is_lead for one in linked)
    offered = _offered(view)
    alike = _alike(view, actor) if view.assignments and not follows else []
    known = {one.number for one in linked}
    return {
        "number": view.case.number,
        "linked": linked,
        "follows": follows,
        "may_link": bool(view.assignments),
        "may_take": follows and ANSWER in offered and _is_answered(view),
        "proposes": not follows,
        "alike": [one for one in alike if one.number not in known],
        "count": len(linked),
        "is_staff": True,
    }


def _alike(view: CaseView, actor: Member) -> list[queries.Similar]:
    case = view.case
    return queries.similar(
        str(case.form.get("text", "")),
        latitude=case.latitude,
        longitude=case.longitude,
        commune=case.place.code if case.place else "",
        actor=actor,
        now=timezone.now(),
        but=case.pk,
    )


def _is_answered(view: CaseView) -> bool:
    lead = queries.lead_of(view.case.pk)
    return lead is not None and queries.last_answer(lead) is not None


def _offered(view: CaseView) -> set[str]:
    return {offer.action for offer in view.offers}


def _filled(action: str, **answers: str) -> str:
    """Return the address, on the case's own page, of an action's form filled with answers."""
    return f"?{urlencode({'action': action, **answers})}#act"
