"""What is read aloud to a caller at the end, and sent as an SMS where the caller wants it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.cases import words
from tinhso.kernel.cases.queries import Filed, deadline, filed_before
from tinhso.kernel.messages import actions as post
from tinhso.kernel.messages import carriers
from tinhso.kernel.messages.contracts import Outgoing
from tinhso.web.cases.holding import actor_of

from ..models import Call
from ..queries import calls
from ..queries.desks import TAKE
from ..rules import aloud, is_mobile
from .access import at_desk
from .console import KEY_COOKIE, RECEIPT_SHOWN

LASTS = timedelta(hours=12)


@never_cache
@require_safe
@at_desk(TAKE)
def receipt(request: HttpRequest, desk: int, call: UUID) -> HttpResponse:
    """Show number, secret and due date in the groups in which they are read aloud.

    Whoever comes without the key of this filing is led to what became of the call.
    """
    found = calls.call(call)
    if found is None or found.unit_id != desk:
        raise Http404
    filed = _filed(request, found)
    if filed is None or found.case is None:
        return redirect("hotline_calls:call", call=call)
    due = deadline(found.case, now=timezone.now())
    context: dict[str, Any] = {
        "call": found,
        "case": found.case,
        "filed": filed,
        "number": aloud(filed.number),
        "secret": aloud(filed.secret),
        "due": words.moment_words(found.case.due_at),
        "deadline": due,
        "sms": _may_send(found),
        "masked": calls.masked(found),
    }
    return render(request, "calls/receipt.html", context)


@never_cache
@require_POST
@at_desk(TAKE)
def send_copy(request: HttpRequest, desk: int, call: UUID) -> HttpResponse:
    """Send the receipt to the caller's mobile, once, because the caller asked for it."""
    found, now = calls.call(call), timezone.now()
    if found is None or found.unit_id != desk:
        raise Http404
    filed = _filed(request, found)
    if filed is None or found.case is None or not _may_send(found):
        return redirect("hotline_calls:call", call=call)
    address = request.build_absolute_uri(reverse("cases:case", args=[filed.number]))
    # What goes to a citizen speaks Vietnamese, whatever language the operator works in.
    with translation.override("vi"):
        body = _(
            "1022 đã nhận phản ánh %(number)s. Mã bí mật %(secret)s. "
            "Trả lời trước %(due)s. %(address)s"
        ) % {
            "number": filed.number,
            "secret": filed.secret,
            "due": words.moment_words(found.case.due_at),
            "address": address,
        }
    outgoing = Outgoing(
        channel="sms",
        address=calls.number_of(found),
        body=body,
        about=f"case:{filed.case_id}",
        purpose="hotline.receipt",
        expires_at=now + LASTS,
    )
    post.send(outgoing, key=f"receipt:{found.pk}", actor=actor_of(request), now=now)
    messages.success(
        request, _("Đã gửi tin nhắn đến %(number)s.") % {"number": calls.masked(found)}
    )
    return redirect("hotline_calls:receipt", call=call)


def _filed(request: HttpRequest, found: Call) -> Filed | None:
    key = request.get_signed_cookie(KEY_COOKIE, "", salt=str(found.pk), max_age=RECEIPT_SHOWN)
    filed = filed_before(key) if key else None
    return filed if filed is not None and filed.case_id == found.case_id else None


def _may_send(found: Call) -> bool:
    """Tell whether an SMS can reach the caller: a mobile number, and a gateway that is wired."""
    return carriers.of("sms") is not None and is_mobile(calls.number_of(found))
