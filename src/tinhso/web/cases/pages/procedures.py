"""Which procedures there are, and how each goes: drawn, with its limits and what they rest on."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tinhso.kernel.cases import queries, words
from tinhso.kernel.cases.errors import NoSuchProcedure
from tinhso.kernel.cases.procedures import Compiled
from tinhso.kernel.cases.procedures.drawing import draw
from tinhso.kernel.cases.queries.units import province_name
from tinhso.kernel.cases.rules.language import ANYONE
from tinhso.kernel.people.actors import Member
from tinhso.web.cases.holding import actor_of


@dataclass(frozen=True)
class LimitRow:
    """A row of the limit table in words."""

    title: str
    limit: str
    basis: str
    is_borrowed: bool
    since: date


@dataclass(frozen=True)
class Listed:
    """A procedure in the list."""

    compiled: Compiled
    may_file: bool


@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """List the procedures in force."""
    found = queries.all_in_force(now=timezone.now())
    listed = [Listed(one, may_file(request, one)) for one in found]
    return render(request, "cases/procedures.html", {"listed": listed})


@require_safe
def procedure(request: HttpRequest, name: str) -> HttpResponse:
    """Show how a procedure goes."""
    now = timezone.now()
    found = in_force_or_404(name)
    drawing = draw(found.procedure, get_language() or "vi")
    return render(
        request,
        "cases/procedure.html",
        {
            "compiled": found,
            "may_file": may_file(request, found),
            "drawing": mark_safe(drawing),  # noqa: S308  # our own SVG, every text escaped
            "rows": _rows(found, timezone.localdate(now)),
            "versions": queries.versions(name),
        },
    )


def in_force_or_404(name: str) -> Compiled:
    """Return the procedure in force; raise Http404."""
    try:
        return queries.in_force(name, now=timezone.now())
    except NoSuchProcedure:
        raise Http404 from None


def may_file(request: HttpRequest, found: Compiled) -> bool:
    """Tell whether the visitor may file under a procedure."""
    filers, actor = found.procedure.filers, actor_of(request)
    roles = actor.roles if isinstance(actor, Member) else frozenset[str]()
    return ANYONE in filers or not filers.isdisjoint(roles)


def _rows(found: Compiled, day: date) -> list[LimitRow]:
    province = words.here_of(dict(province_name(day)))
    return [
        LimitRow(
            title=words.here(row.title),
            limit=words.row_limit_words(row),
            basis=words.basis_words(row.basis, words.here(row.source), province),
            is_borrowed=row.basis != "adopted",
            since=row.valid_from,
        )
        for row, _condition in found.rows
        if row.valid_to is None or day < row.valid_to
    ]
