"""What can be read: discovery, services, service requests, tokens."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.web.province import this_province

from .. import queries
from ..rules.asking import parse, refuse_nothing_characters, yes
from ..rules.drawing import Value
from ..rules.refusing import MISSING, Refusal, say
from .answering import given, language
from .filing import OPEN_LIMIT
from .showing import shown

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
NO_SERVICE = say("service_code: không có loại này.", "service_code: it was not found.")
NO_REQUEST = say(
    "service_request_id: không có phản ánh mang mã này.", "service_request_id: it was not found."
)
NO_TOKEN = say("token: không có mã này.", "token: it was not found.")


def discovery(request: HttpRequest) -> tuple[str, Value]:
    """Say what there is, where, in which formats, and since when (Open311 Service Discovery)."""
    changed = _changeset(queries.changed_at())
    province = this_province()
    name = province.full_name.in_language(language())
    return "discovery", {
        "changeset": changed,
        "contact": _("Tổng đài %(number)s, %(province)s")
        % {"number": province.hotline, "province": name},
        "key_service": _(
            "Gửi được không cần mã, mỗi nơi %(most)s phản ánh trong 10 phút. Ứng dụng gửi nhiều "
            "hơn xin mã api_key qua tổng đài %(number)s. Cách dùng: %(address)s"
        )
        % {
            "most": OPEN_LIMIT,
            "number": province.hotline,
            "address": request.build_absolute_uri(reverse("api:page")),
        },
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": request.build_absolute_uri("/open311/v2"),
                "changeset": changed,
                "type": "test" if settings.TINHSO_DEMONSTRATION else "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }


def services(_request: HttpRequest) -> tuple[str, Value]:
    """List what can be reported (GET Service List)."""
    found = queries.services(language(), now=timezone.now())
    return "services", [one.shown() for one in found]


def definition(_request: HttpRequest, code: str) -> tuple[str, Value]:
    """Say what is asked about a service (GET Service Definition); 404 where there is no such."""
    refuse_nothing_characters({"service_code": [code]})
    now = timezone.now()
    if queries.name_of(code, language(), now=now) is None:
        raise Refusal(MISSING, NO_SERVICE)
    asked = queries.questions_of(code, language(), now=now)
    return "service_definition", {
        "service_code": code,
        "attributes": [one.shown() for one in asked],
    }


def requests(request: HttpRequest) -> tuple[str, Value]:
    """List published reports (GET Service Requests)."""
    now = timezone.now()
    asked = parse(given(request.GET), now=now)
    found = queries.found(asked, now=now)
    return "service_requests", [
        shown(one, request, now=now, extensions=asked.extensions) for one in found
    ]


def request_of(request: HttpRequest, number: str) -> tuple[str, Value]:
    """Show one published report (GET Service Request); 404 where there is no such."""
    asked = given(request.GET)
    refuse_nothing_characters({**asked, "service_request_id": [number]})
    extensions = yes(asked, "extensions")
    now = timezone.now()
    found = queries.one(number, now=now)
    if found is None:
        raise Refusal(MISSING, NO_REQUEST)
    return "service_requests", [shown(found, request, now=now, extensions=extensions)]


def token(_request: HttpRequest, token: str) -> tuple[str, Value]:
    """Give the number behind a token (GET service_request_id from a token).

    Numbers are given at once, so that no token is ever handed out: a number is its own token.
    """
    refuse_nothing_characters({"token": [token]})
    found = queries.one(token, now=timezone.now())
    if found is None:
        raise Refusal(MISSING, NO_TOKEN)
    return "service_requests", [{"service_request_id": found.report.number, "token": token}]


def _changeset(changed: datetime | None) -> str:
    """Return when services were last changed, as text that sorts by time."""
    return timezone.localtime(changed).isoformat(timespec="seconds") if changed else "0"
