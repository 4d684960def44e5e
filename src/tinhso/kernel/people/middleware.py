"""Who acts: every request carries `request.actor`."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from tinhso.kernel.ledger.actors import ANONYMOUS
from tinhso.kernel.people import queries

Respond = Callable[[HttpRequest], HttpResponseBase]


def actor_middleware(respond: Respond) -> Respond:
    """Give the request its `actor`: a Member when signed in, else ANONYMOUS.

    A request without a session cookie costs no query: most citizens have none.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        actor = queries.actor_of(request.user, now=timezone.now()) if signed_in else ANONYMOUS
        request.actor = actor  # type: ignore[attr-defined]  # Django's request has no room for it
        return respond(request)

    return middleware
