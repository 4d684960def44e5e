"""Every answer in the format and language that were asked for, refusals too."""

from collections.abc import Callable, Mapping, Sequence
from typing import Concatenate, ParamSpec

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from ..rules.drawing import MEDIA_TYPES, Value, as_json, as_xml
from ..rules.refusing import BAD, METHOD, MISSING, TOO_MANY, Refusal, say

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], tuple[str, Value]]
READS = ("GET", "HEAD")
A_MINUTE = 60
TEN_MINUTES = 600
FORMATS = say("Định dạng là .xml hoặc .json.", "The formats are .xml and .json.")
NOT_THIS_WAY = say("Địa chỉ này không nhận cách gọi đó.", "This address isn't asked in this way.")
UNREADABLE = say("Không đọc được nội dung gửi lên.", "The form that was sent can't be read.")
NOTHING = say("Không có gì ở địa chỉ này.", "There is nothing at this address.")


def answers(**views: View[P]) -> Callable[..., HttpResponse]:
    """Return the view of an address: by method, what gives the root element's name and its value.

    `views` has `get`, `post` or both. Everything that a client did wrong is answered in the
    standard's list of errors. Other sites' pages may ask as well: nothing here knows a session.
    """
    allowed = [*READS, "POST"] if "post" in views else list(READS)

    def asked(
        request: HttpRequest, form: str, *args: P.args, **kwargs: P.kwargs
    ) -> tuple[str, Value]:
        if form not in MEDIA_TYPES:
            raise Refusal(MISSING, FORMATS)
        method = "get" if request.method in READS else str(request.method).lower()
        if method not in views:
            raise Refusal(METHOD, NOT_THIS_WAY)
        return views[method](request, *args, **kwargs)

    @csrf_exempt
    def answered(
        request: HttpRequest, /, form: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        with translation.override(language_of(request)):
            try:
                root, value = asked(request, form, *args, **kwargs)
            except Refusal as refusal:
                return _refused(form, refusal, allowed)
            except _BROKEN:
                return _refused(form, Refusal(BAD, UNREADABLE), allowed)
            response = _drawn(form, root, value)
            if request.method in READS:
                response["Cache-Control"] = f"public, max-age={A_MINUTE}"
            return response

    return answered


_BROKEN = (MultiPartParserError, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@csrf_exempt
def not_here(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer an address of this API that there isn't, in the standard's way."""
    form = "json" if path.endswith(".json") else "xml"
    with translation.override(language_of(request)):
        return _refused(form, Refusal(MISSING, NOTHING), READS)


def language_of(request: HttpRequest) -> str:
    """Return vi, or en where the client prefers it.

    Programs send no cookie; an unchanged client that says nothing gets the province's language.
    """
    for part in request.headers.get("Accept-Language", "").split(","):
        wanted = part.split(";")[0].strip().lower()[:2]
        if wanted in ("vi", "en"):
            return wanted
    return "vi"


def language() -> str:
    """Return the language of the answer that is being made."""
    return (translation.get_language() or "vi")[:2]


def given(query: Mapping[str, object]) -> dict[str, list[str]]:
    """Return a query or form as lists of texts by name."""
    lists = getattr(query, "lists", None)
    return {name: list(map(str, values)) for name, values in lists()} if lists else {}


def _drawn(form: str, root: str, value: Value, status: int = 200) -> HttpResponse:
    body = as_json(value) if form == "json" else as_xml(root, value)
    response = HttpResponse(body, status=status, content_type=MEDIA_TYPES[form])
    response["Content-Language"] = language()
    response["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _refused(form: str, refusal: Refusal, allowed: Sequence[str]) -> HttpResponse:
    known = form if form in MEDIA_TYPES else "xml"
    response = _drawn(known, "errors", refusal.body(language()), refusal.status)
    if refusal.status == METHOD:
        response["Allow"] = ", ".join(allowed)
    if refusal.status == TOO_MANY:
        response["Retry-After"] = str(TEN_MINUTES)
    return response
