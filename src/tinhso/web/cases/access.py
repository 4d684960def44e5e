"""Pages for those who hold a post: others are led to sign-in, or told that it isn't theirs."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from tinhso.kernel.people.actors import Member
from tinhso.web.cases.holding import actor_of

Page = Callable[..., HttpResponseBase]


def staff_only(page: Page) -> Page:
    """Let a page answer only to members who hold a post today."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        actor = actor_of(request)
        if not isinstance(actor, Member):
            return redirect_to_login(request.get_full_path())
        if not actor.is_staff:
            raise PermissionDenied
        return page(request, *args, **kwargs)

    return guarded
