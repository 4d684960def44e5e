"""Who may open the pages of the calls: those of the desk that receives reports."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from tinhso.kernel.people.actors import Member

from ..queries.desks import desk_for

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, int, P], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def at_desk(ability: str) -> Callable[[Page[P]], Guarded[P]]:
    """Open a page, handing it the desk, to whoever holds an ability on that desk's calls.

    Visitors are led to sign in; members without it are refused with 403.
    """

    def guard(page: Page[P]) -> Guarded[P]:
        @wraps(page)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = getattr(request, "actor", None)
            if not isinstance(actor, Member):
                return redirect_to_login(request.get_full_path())
            desk = desk_for(actor, ability, now=timezone.now())
            if desk is None:
                raise PermissionDenied
            return page(request, desk, *args, **kwargs)

        return guarded

    return guard


def account_of(request: HttpRequest) -> int | None:
    """Return the account that asks, None for nobody known."""
    actor = getattr(request, "actor", None)
    return actor.account_id if isinstance(actor, Member) else None
