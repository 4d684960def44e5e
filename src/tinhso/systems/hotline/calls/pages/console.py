"""The operator's console: a call from its first ring to what became of it."""

import uuid
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.cases.errors import CaseError, Invalid
from tinhso.kernel.people.rules import NotAPhoneNumberError
from tinhso.web.cases.holding import actor_of

from .. import actions
from ..errors import CallError
from ..forms import CallForm, EndForm, NumberForm, outcome_words
from ..models import Call
from ..queries import calls, routing
from ..queries.desks import READ, TAKE, desk_for
from ..rules import clock, local_number
from .access import account_of, at_desk
from .listening import beside, offered_places, offered_units

RECEIPT_SHOWN = timedelta(minutes=30)
KEY_COOKIE = "call_receipt"
KEPT = ("text", "where", "place", "address", "category", "priority", "unit_words", "unit", "name")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(TAKE)
def new(request: HttpRequest, _desk: int) -> HttpResponse:
    """Begin a call: ask for its number, or take the one that the telephone system hands over.

    `?number=` is the caller's, `?call=` the telephone system's own name of the call: opened twice
    it is one call. A script sends the form at once where a number or a name came along.
    """
    asked, handed = request.GET, request.GET.get("call", "")[:60]
    if request.method != "POST":
        key = f"exchange:{handed}" if handed else uuid.uuid4().hex
        form = NumberForm(initial={"number": asked.get("number", "")[:40], "key": key})
        context = {
            "form": form,
            "at_once": bool(handed or asked.get("number")),
            "open": calls.open_call(actor_of(request)),
        }
        return render(request, "calls/new.html", context)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return render(request, "calls/new.html", {"form": form}, status=422)
    ringing = actions.Ringing(form.cleaned_data["number"])
    return _begin(request, ringing, form.cleaned_data["key"])


@never_cache
@require_POST
@at_desk(TAKE)
def call_back(request: HttpRequest, _desk: int, call: UUID) -> HttpResponse:
    """Begin a call to whoever didn't get through, or to whoever called once."""
    return _begin_after(request, call, actions.Ringing(returns=call), "back")


@never_cache
@require_POST
@at_desk(TAKE)
def further(request: HttpRequest, _desk: int, call: UUID) -> HttpResponse:
    """Go on with something else that the same caller tells."""
    return _begin_after(request, call, actions.Ringing(follows=call), "further")


def _begin_after(
    request: HttpRequest, call: UUID, ringing: actions.Ringing, how: str
) -> HttpResponse:
    # Pressed twice it is one call until that one has ended.
    ended = calls.ended_after(call, actor_of(request))
    return _begin(request, ringing, f"{how}:{call}:{ended}")


def _begin(request: HttpRequest, ringing: actions.Ringing, key: str) -> HttpResponse:
    try:
        call, _is_new = actions.begin(ringing, key=key, actor=actor_of(request), now=timezone.now())
    except (CallError, NotAPhoneNumberError):
        raise Http404 from None
    return redirect("hotline_calls:call", call=call.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(READ)
def call(request: HttpRequest, desk: int, call: UUID) -> HttpResponse:
    """Show the console of one's own open call, else what became of the call; file what was told."""
    found, now = _of_desk(desk, call), timezone.now()
    if found.ended_at is not None or found.operator_id != account_of(request):
        if request.method == "POST":
            return _filed_again(request, found)
        return render(request, "calls/call.html", _ended(request, found, now))
    if request.method != "POST":
        number = calls.number_of(found)
        draft = calls.draft_of(found)
        initial = {"key": uuid.uuid4().hex, "phone": local_number(number), **draft}
        return console(request, found, CallForm(initial=initial, now=now), now)
    form = CallForm(request.POST, now=now)
    if form.is_valid():
        try:
            key = form.cleaned_data["key"]
            actions.file(found.pk, form.told, key=key, actor=actor_of(request), now=now)
            return to_receipt(found, key)
        except Invalid as error:
            for name, sentence in error.errors.items():
                form.add_error(FIELDS.get(name, name if name in form.fields else None), sentence)
        except (CallError, CaseError) as error:
            form.add_error(None, str(error))
    return console(request, found, form, now, status=422)


FIELDS = {"unit": "unit_words", "place": "where"}


def _filed_again(request: HttpRequest, found: Call) -> HttpResponse:
    """Lead to the receipt whoever sends the same form twice; anybody else to what became of it."""
    key = request.POST.get("key", "")[:64]
    if key and found.case_id is not None:
        return to_receipt(found, key)
    return redirect("hotline_calls:call", call=found.pk)


def to_receipt(found: Call, key: str) -> HttpResponse:
    """Lead to the receipt. The key that opens it goes along in a cookie, in no address."""
    answer = redirect("hotline_calls:receipt", call=found.pk)
    answer.set_signed_cookie(
        KEY_COOKIE,
        key,
        salt=str(found.pk),
        path=reverse("hotline_calls:call", kwargs={"call": found.pk}),
        max_age=RECEIPT_SHOWN,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def console(
    request: HttpRequest, found: Call, form: CallForm, now: datetime, *, status: int = 200
) -> HttpResponse:
    """Show the console with what has been typed and everything that stands beside it."""
    number = calls.number_of(found)
    typed = {name: str(form[name].value() or "") for name in KEPT}
    context: dict[str, Any] = {
        "call": found,
        "call_id": found.pk,
        "number": local_number(number),
        "form": form,
        "typed": typed,
        "categories": routing.categories(now=now),
        "priorities": routing.priorities(now=now),
        "caller": calls.caller(number, besides=found.pk),
        "ends": EndForm(),
        "offered_places": offered_places(form, typed["place"], now),
        "offered_units": offered_units(form, typed["unit"], now),
        "now": now,
        **beside(typed, actor=actor_of(request), now=now),
    }
    return render(request, "calls/console.html", context, status=status)


@never_cache
@require_POST
@at_desk(TAKE)
def end(request: HttpRequest, desk: int, call: UUID) -> HttpResponse:
    """End a call that led to no report."""
    found, form, now = _of_desk(desk, call), EndForm(request.POST), timezone.now()
    if not form.is_valid():
        return redirect("hotline_calls:call", call=found.pk)
    given = form.cleaned_data
    actor = actor_of(request)
    try:
        actions.end(found.pk, given["outcome"], note=given["note"], actor=actor, now=now)
    except CallError:
        return redirect("hotline_calls:call", call=found.pk)
    return redirect("hotline_calls:new")


@never_cache
@require_POST
@at_desk(TAKE)
def link(request: HttpRequest, desk: int, call: UUID) -> HttpResponse:
    """Add the caller to a report that stands; what was typed stays where that can't be done."""
    found, now = _of_desk(desk, call), timezone.now()
    form = CallForm(request.POST, now=now)
    wants = "consents" in request.POST
    if wants and not form.is_valid() and found.ended_at is None:
        return console(request, found, form, now, status=422)
    number, key = request.POST.get("report", "")[:40], request.POST.get("key", "")[:64]
    told = form.told if wants and form.is_valid() else None
    try:
        filed = actions.link(found.pk, number, told, key=key, actor=actor_of(request), now=now)
    except (CallError, CaseError) as error:
        if found.ended_at is not None:
            return redirect("hotline_calls:call", call=found.pk)
        form.full_clean()
        form.errors.clear()
        form.add_error(None, str(error))
        return console(request, found, form, now, status=422)
    return to_receipt(found, key) if filed else redirect("hotline_calls:call", call=found.pk)


def _ended(request: HttpRequest, found: Call, now: datetime) -> dict[str, Any]:
    """Return what a page shows of a call that has ended, or that somebody else is taking."""
    length = (found.ended_at - found.begun_at).total_seconds() if found.ended_at else None
    return {
        "call": found,
        "masked": calls.masked(found),
        "note": calls.note_of(found),
        "outcome": outcome_words(found),
        "length": clock(length) if length else "",
        "takes": desk_for(actor_of(request), TAKE, now=now) is not None,
    }


def _of_desk(desk: int, call: UUID) -> Call:
    found = calls.call(call)
    if found is None or found.unit_id != desk:
        raise Http404
    return found
