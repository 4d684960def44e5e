"""The document for programs, and the page for those who write them."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from tinhso.web.api.described import Group, Operation, groups
from tinhso.web.api.document import address_of, document


@cache_control(public=True, max_age=3600)
@vary_on_cookie
@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """Give the OpenAPI 3.1 document of the whole API, in the language that the cookie says."""
    server = request.build_absolute_uri("/").rstrip("/")
    found = document(groups(), get_language() or "vi", server=server)
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


@dataclass(frozen=True)
class Shown:
    """One operation on the page."""

    operation: Operation
    path: str


@dataclass(frozen=True)
class Section:
    """One group on the page."""

    group: Group
    operations: tuple[Shown, ...]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what programs may ask, in words."""
    sections = [
        Section(group, tuple(Shown(one, address_of(one)[0]) for one in group.operations))
        for group in groups()
    ]
    return render(request, "api/page.html", {"sections": sections})
