"""Who acts on a page of a case: the account that signed in, or whoever gave its secret code."""

from uuid import UUID

from django.http import HttpRequest

from tinhso.kernel.cases.models import Case
from tinhso.kernel.cases.queries import Reporter
from tinhso.kernel.ledger.actors import ANONYMOUS, Actor
from tinhso.kernel.people.actors import Member

HELD = "cases_held"


def actor_of(request: HttpRequest) -> Actor:
    """Return who signed in, else the anonymous actor."""
    found = getattr(request, "actor", ANONYMOUS)
    return found if isinstance(found, Actor) else ANONYMOUS


def actor_for(request: HttpRequest, case: Case) -> Actor:
    """Return who acts on a case: staff as themselves, a reporter who gave the code as reporter."""
    found = actor_of(request)
    if isinstance(found, Member) and found.is_staff:
        return found
    if case.pk.hex in request.session.get(HELD, ()):
        return Reporter(f"reporter:{case.pk}", case.pk)
    return found


def hold(request: HttpRequest, case_id: UUID) -> None:
    """Remember in this session that its visitor gave the secret code of a case."""
    held = [other for other in request.session.get(HELD, ()) if other != case_id.hex]
    request.session[HELD] = [*held[-19:], case_id.hex]


def held_by(request: HttpRequest) -> list[Case]:
    """Return the cases whose codes were given in this session, the newest first."""
    held = [UUID(hex=one) for one in request.session.get(HELD, ())]
    return list(Case.objects.filter(pk__in=held).select_related("place").order_by("-filed_at"))


def let_go(request: HttpRequest) -> None:
    """Forget every case whose code was given in this session."""
    request.session.pop(HELD, None)


def stands_in(actor: Actor) -> list[str]:
    """Return the names of the colleagues in whose place somebody works today, in order."""
    found = actor.stands_in if isinstance(actor, Member) else ()
    return sorted({one.username for one in found})
