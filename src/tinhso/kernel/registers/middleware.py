"""A page that several rooms build reads each register once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from tinhso.kernel.registers.queries import reading_once

SAFE = {"GET", "HEAD"}
Respond = Callable[[HttpRequest], HttpResponseBase]


def reading_middleware(respond: Respond) -> Respond:
    """Read registers once for requests that change nothing; others see what they have written."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in SAFE:
            return respond(request)
        with reading_once():
            return respond(request)

    return middleware
