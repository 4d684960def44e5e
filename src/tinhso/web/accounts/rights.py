"""Guards for pages: who may open an address, by the abilities that the roles' file declares."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from tinhso.kernel.people import queries
from tinhso.kernel.people.actors import Member
from tinhso.kernel.people.queries import Reach

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def member_of(request: HttpRequest) -> Member:
    """Return the signed-in member behind a request; raise PermissionDenied if there is none."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Member):
        raise PermissionDenied
    return actor


def reach_of(request: HttpRequest, ability: str) -> Reach:
    """Return on which units' things the one behind a request holds an ability."""
    return queries.reach(member_of(request), ability)


def may(request: HttpRequest, ability: str) -> bool:
    """Return whether the one behind a request, signed in or not, holds an ability on anything."""
    known = isinstance(getattr(request, "actor", None), Member)
    return known and bool(reach_of(request, ability))


def requires(*abilities: str, whole_province: bool = False) -> Callable[[Page[P]], Page[P]]:
    """Open a page only to whoever holds one of `abilities`, on anything or on the whole province.

    Visitors are led to sign in; members without the ability are refused with 403.
    """

    def guard(page: Page[P]) -> Page[P]:
        @wraps(page)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not isinstance(getattr(request, "actor", None), Member):
                return redirect_to_login(request.get_full_path())
            held = [reach_of(request, ability) for ability in abilities]
            if not any(reach.whole_province if whole_province else bool(reach) for reach in held):
                raise PermissionDenied
            return page(request, *args, **kwargs)

        return guarded

    return guard
