"""Whoever holds a post sets up a second factor before seeing anything else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from tinhso.kernel.people.actors import Member

Respond = Callable[[HttpRequest], HttpResponseBase]
# Where one signs in, sets up the second factor, signs out, or changes the language.
OPEN = ("/accounts/", "/i18n/", "/demo/")


def second_factor_middleware(respond: Respond) -> Respond:
    """Lead staff without TOTP or passkey to the page where they set one up."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        actor = getattr(request, "actor", None)
        unprotected = isinstance(actor, Member) and actor.is_staff and not actor.second_factor
        if unprotected and not request.path.startswith(OPEN):
            return HttpResponseRedirect(reverse("mfa_index"))
        return respond(request)

    return middleware
