"""Where providers hand in messages and receipts: proven, bounded, stored, then acknowledged."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tinhso.kernel.messages import actions
from tinhso.kernel.messages.contracts import Arrived, Receipt, Untrusted

BODY_BYTES = 256 * 1024
"""What a provider may send at once; a picture comes as an address, not in the body."""

Came = Arrived | Receipt


@csrf_exempt
@never_cache
@require_POST
def sms(request: HttpRequest) -> HttpResponse:
    """Take what the provider of SMS hands in."""
    if not settings.TINHSO_SMS_SECRET:
        raise Http404
    from tinhso.gateways.sms import http

    def read(body: bytes) -> Sequence[Came]:
        names = http.read_names(settings.TINHSO_SMS_NAMES)
        came = http.parse(body, request.headers, settings.TINHSO_SMS_SECRET, names=names)
        return [came] if came is not None else []

    return _taken(request, read)


@csrf_exempt
@never_cache
@require_POST
def zalo(request: HttpRequest) -> HttpResponse:
    """Take what Zalo's web hook tells of the Official Account."""
    if not settings.TINHSO_ZALO_OA_SECRET:
        raise Http404
    from tinhso.gateways import zalo as account

    def read(body: bytes) -> Sequence[Came]:
        return account.parse(
            body,
            request.headers,
            settings.TINHSO_ZALO_OA_SECRET,
            app_id=settings.TINHSO_ZALO_APP_ID,
        )

    return _taken(request, read)


def _taken(request: HttpRequest, read: Callable[[bytes], Sequence[Came]]) -> HttpResponse:
    """Answer 200 once everything in a body is durable; 403 to what lies, 411 and 413 to the rest.

    A length is asked for, and read before the body: nobody fills the memory.
    """
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal():
        return HttpResponse(status=411)
    if int(length) > BODY_BYTES:
        return HttpResponse(status=413)
    try:
        came = read(request.body)
    except Untrusted:
        return HttpResponse(status=403)
    now = timezone.now()
    for one in came:
        if isinstance(one, Receipt):
            actions.acknowledge(one, now=now)
        else:
            actions.receive(one, now=now)
    return HttpResponse(status=200)
