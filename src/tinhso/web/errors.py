"""Pages for what went wrong, with words that help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def too_many_requests(request: HttpRequest, *, retry_after: int) -> HttpResponse:
    """Return the 429 page; `retry_after` is in seconds (RFC 9110, 10.2.3)."""
    minutes = max(1, -(-retry_after // 60))
    response = render(request, "429.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(retry_after)
    return response
