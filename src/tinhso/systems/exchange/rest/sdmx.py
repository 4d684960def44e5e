"""SDMX 3.0 over HTTP: `/sdmx/3.0/structure/...` and `/sdmx/3.0/data/...`.

Answers are public, compressed where asked, and carry when the data last changed, so that a client
that has them already is told so (304).
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from itertools import chain
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page

from tinhso.kernel.declarations import fingerprint
from tinhso.systems.exchange import queries
from tinhso.systems.exchange.queries.observations import MOST, Wording
from tinhso.systems.exchange.rules.sdmx import (
    csv_data,
    json_data,
    messages,
    negotiation,
    selection,
    structures,
)
from tinhso.systems.exchange.rules.sdmx.errors import (
    BadQueryError,
    NothingFoundError,
    NotImplementedHereError,
    NotOfferedError,
    SdmxError,
    TooLargeError,
)
from tinhso.web.province import this_province

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
LONGEST = 8_000


def answered(view: View[P]) -> View[P]:
    """Turn what is wrong with a query into an SDMX message, and answer safe requests only."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            if request.method not in ("GET", "HEAD"):
                return _refused(_NotAllowedError("ask with GET"))
            raw = request.META.get("QUERY_STRING", "")
            if len(raw) + len(request.path) > LONGEST:
                return _refused(_TooLongError(f"at most {LONGEST} characters"))
            if "\0" in request.path or "%00" in raw or "\0" in raw:
                raise BadQueryError("the address holds a character that stands for nothing")
            response = view(request, *args, **kwargs)
        except SdmxError as error:
            response = _refused(error)
        response["Access-Control-Allow-Origin"] = "*"
        patch_vary_headers(response, ["Accept", "Accept-Language", "Accept-Encoding"])
        return response

    # Nothing here knows a session: whoever sends is told to ask, not that a form is old.
    return csrf_exempt(gzip_page(guarded))


class _NotAllowedError(SdmxError):
    status, code, title = 405, 1405, "Method not allowed"


class _TooLongError(SdmxError):
    status, code, title = 414, 1414, "Address too long"


@answered
def structure(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """Answer a structure query with an SDMX-JSON message."""
    given = dict(selection.pairs(request.META.get("QUERY_STRING", "")))
    asked = structures.StructureQuery.parse(
        [part for part in path.split("/") if part],
        given.get("detail", "full"),
        given.get("references", "none"),
    )
    chosen = _chosen(request, negotiation.STRUCTURES, given.get("format", ""))
    language = _language(request)
    held = queries.holdings(request.build_absolute_uri("/"))
    data = structures.message_of(structures.artefacts(held, language), asked, language)
    etag = f'"{fingerprint({"data": data, "language": language})}"'
    fresh = get_conditional_response(request, etag=etag)
    if fresh is not None:
        return fresh
    frame = _frame(held, language)
    head = {"schema": structures.SCHEMA, **messages.meta(frame, structures.SCHEMA, "structure")}
    response = HttpResponse(
        json.dumps({"meta": head, "data": data}, ensure_ascii=False),
        content_type=chosen.form.content_type,
    )
    response["ETag"] = etag
    response["Content-Language"] = language
    return response


@answered
def data(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """Answer a data query with SDMX-JSON or SDMX-CSV, sent as it is read."""
    raw = request.META.get("QUERY_STRING", "")
    asked = selection.parse(path, raw, zone=timezone.get_current_timezone())
    chosen = _chosen(request, negotiation.DATA, asked.form)
    known = queries.known()
    flow = selection.flow_of(
        asked,
        agency=known.held.agency,
        flows=known.fields,
        structure=structures.STRUCTURE,
    )
    if flow is None:
        raise NothingFoundError("there is no such dataflow; ask /sdmx/3.0/structure/dataflow")
    language = _language(request)
    changed = queries.last_change()
    etag = _etag(changed, language, chosen.form.name, request.get_full_path())
    fresh = get_conditional_response(
        request, etag=etag, last_modified=int(changed.timestamp()) if changed else None
    )
    if fresh is not None:
        return fresh
    if queries.is_too_large(asked, known, flow):
        raise TooLargeError(f"more than {MOST:,} observations: narrow the key, or ask by limit")
    body = _body(request, asked, known, flow, chosen, language)
    response = StreamingHttpResponse(body, content_type=chosen.form.content_type)
    response["ETag"] = etag
    response["Content-Language"] = language
    if changed:
        response["Last-Modified"] = http_date(changed.timestamp())
    if chosen.form.name == "csv":
        response["Content-Disposition"] = f'attachment; filename="{flow}.csv"'
    return response


@answered
def not_here(_request: HttpRequest, /, **_path: str) -> HttpResponseBase:
    """Answer the standard's other resources: they are known, and not offered."""
    raise NotImplementedHereError("offered are /sdmx/3.0/structure and /sdmx/3.0/data")


def _body(
    request: HttpRequest,
    asked: selection.DataQuery,
    known: queries.Known,
    flow: str,
    chosen: negotiation.Chosen,
    language: str,
) -> Iterator[str]:
    base = request.build_absolute_uri("/").rstrip("/")

    def address(code: str, citation: int) -> str:
        return f"{base}{reverse('documents:document', args=[code])}?c={citation}"

    found = []
    empty = True
    for part in queries.parts(asked, known, flow, Wording(language, address)):
        rows = iter(part.rows)
        first = next(rows, None)
        if first is not None:
            empty = False
            found.append(messages.Part(part.action, chain([first], rows)))
    if empty:
        raise NothingFoundError("no observation answers this query")
    titles = {one.id: one.title for one in known.held.flows}
    frame = _frame(known.held, language, asked, flow, titles[flow])
    if chosen.form.name == "csv":
        wish = csv_data.CsvWish(
            chosen.parameters.get("labels", "id"), chosen.parameters.get("keys", "none")
        )
        return csv_data.as_csv(frame, found, wish)
    return json_data.as_json(frame, found)


def _frame(
    held: structures.Holdings,
    language: str,
    asked: selection.DataQuery | None = None,
    flow: str = "",
    title: Any = None,
) -> messages.Frame:
    asked = asked or selection.DataQuery()
    return messages.Frame(
        agency=held.agency,
        agency_title=held.agency_title,
        flow=flow,
        flow_title=title or held.agency_title,
        structure=structures.STRUCTURE,
        language=language,
        prepared=timezone.now(),
        test=settings.TINHSO_DEMONSTRATION,
        at_observation=asked.at_observation,
        attributes=asked.attributes,
        values=asked.values,
        codes={one.id: one.codes for one in held.codelists},
    )


def _chosen(
    request: HttpRequest, forms: tuple[negotiation.Form, ...], short: str
) -> negotiation.Chosen:
    chosen = negotiation.chosen(request.headers.get("Accept", ""), forms, short)
    if chosen is None and not short and "text/html" in request.headers.get("Accept", ""):
        return negotiation.Chosen(forms[0])  # somebody looks at it in a browser
    if chosen is None:
        offered = ", ".join(form.content_type for form in forms)
        raise NotOfferedError(f"offered are: {offered}")
    return chosen


def _language(request: HttpRequest) -> str:
    return negotiation.preferred_language(request.headers.get("Accept-Language", ""))


def _etag(changed: datetime | None, *said: str) -> str:
    moment = changed.isoformat() if changed else ""
    return f'"{fingerprint({"changed": moment, "said": list(said)})}"'


def _refused(error: SdmxError) -> HttpResponse:
    province = this_province()
    body = {
        "meta": {
            "schema": messages.SCHEMA,
            "id": f"error-{error.code}",
            "prepared": timezone.now().isoformat(),
            "contentLanguages": ["en"],
            "sender": {"id": queries.agency_id(), "name": province.full_name.en},
        },
        "errors": [{"code": error.code, "title": error.title, "detail": str(error)}],
    }
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=error.status,
        content_type=f"{negotiation.DATA_JSON};version=2.0.0",
    )
    if error.status == 405:
        response["Allow"] = "GET, HEAD"
    return response
