"""An address may hold any text, and U+0000 is none: nobody types it, PostgreSQL keeps none."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase

Respond = Callable[[HttpRequest], HttpResponseBase]


class LegibleMiddleware:
    """Refuse an address with U+0000 in it as a bad request, wherever it leads.

    Addresses that guard themselves, such as those of standards, say it in their own words.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let every request through: what is refused is refused once its view is known."""
        return self.respond(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_given: object
    ) -> None:
        """Raise BadRequest where the path or the query holds U+0000."""
        if getattr(view, "csrf_exempt", False):
            return
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "%00" in query or "\0" in query:
            raise BadRequest("U+0000")
