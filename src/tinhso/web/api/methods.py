"""What is described is asked in the ways that are described, and in no other."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from tinhso.web.api.described import groups

Respond = Callable[[HttpRequest], HttpResponseBase]
READS = frozenset({"GET", "HEAD"})


class MethodMiddleware:
    """Answer programs that send where one only asks with 405, not with the page about old forms.

    Stands before the guard of forms. Addresses that guard themselves say it in their own words.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let every request through: what is refused is refused once its view is known."""
        return self.respond(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_given: object
    ) -> HttpResponseBase | None:
        """Return the refusal where the address is described and its method isn't."""
        if request.method in READS or getattr(view, "csrf_exempt", False):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        known = _methods().get(name)
        if known is None or request.method in known:
            return None
        return HttpResponseNotAllowed(sorted(known))


@lru_cache(maxsize=1)
def _methods() -> Mapping[str, frozenset[str]]:
    """Return the methods of every described address, by its name."""
    found: dict[str, set[str]] = {}
    for group in groups():
        for one in group.operations:
            found.setdefault(one.address, set()).add(one.method.upper())
    return {name: READS | methods for name, methods in found.items()}
