"""Filing under any procedure: the form its schema declares, and the receipt."""

import hashlib
import json
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.cases import actions, words
from tinhso.kernel.cases.procedures import Compiled
from tinhso.kernel.cases.queries import filed_before, procedure_of
from tinhso.kernel.people import throttle
from tinhso.kernel.people.actors import Member
from tinhso.web.cases.forms import CaseForm
from tinhso.web.cases.holding import actor_of, hold
from tinhso.web.cases.pages.procedures import in_force_or_404
from tinhso.web.cases.pictures import attached, stored

FILINGS, FILING_WINDOW = 20, timedelta(minutes=10)
LONGEST_KEY = 64
KEY_COOKIE = "filed"
SENT_COOKIE = "sent"
NOT_CONTENT = ("key", "csrfmiddlewaretoken")
RECEIPT_SHOWN = timedelta(minutes=10)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, name: str) -> HttpResponse:
    """Ask what the procedure asks; file it once and lead to the receipt."""
    now, procedure = timezone.now(), in_force_or_404(name)
    key = request.POST.get("key", "")[:LONGEST_KEY] or uuid.uuid4().hex
    if request.method != "POST":
        return _page(request, procedure, _form(request, procedure, now), key)
    form = _form(request, procedure, now)
    if not throttle.allow(f"file:{throttle.client(request)}", FILINGS, FILING_WINDOW, now):
        form.add_error(None, _("Bạn đã gửi nhiều hồ sơ trong ít phút. Hãy chờ 10 phút."))
        return _page(request, procedure, form, key, status=429)
    key = key_of_sending(request, key)
    taken = _file(request, procedure, form, key, now)
    if taken is None:
        return _page(request, procedure, form, key, status=422)
    return to_receipt(request, taken, key)


def key_of_sending(request: HttpRequest, key: str) -> str:
    """Return the key under which this browser has just filed the very same, else `key`.

    Whoever goes back finds the words still there, in a form that has a new key.
    """
    sent = request.get_signed_cookie(SENT_COOKIE, "", salt=request.path, max_age=RECEIPT_SHOWN)
    content, _colon, before = (sent or "").partition(":")
    return before if before and content == _content(request) else key


def _content(request: HttpRequest) -> str:
    """Return the hash of everything that was filled in and chosen."""
    words = {name: values for name, values in request.POST.lists() if name not in NOT_CONTENT}
    files = [
        (name, file.name, file.size)
        for name, files in request.FILES.lists()
        for file in files
        if isinstance(file, UploadedFile)
    ]
    return hashlib.sha256(json.dumps([words, files], sort_keys=True).encode()).hexdigest()


def to_receipt(request: HttpRequest, filed: actions.Filed, key: str) -> HttpResponse:
    """Lead to the receipt. The key that opens it goes along in a cookie, in no address."""
    answer = redirect("cases:filed", number=filed.number)
    kept: dict[str, Any] = {
        "max_age": RECEIPT_SHOWN,
        "secure": settings.SESSION_COOKIE_SECURE,
        "httponly": True,
        "samesite": "Lax",
    }
    answer.set_signed_cookie(KEY_COOKIE, key, salt=filed.number, path=answer.url, **kept)
    sent = f"{_content(request)}:{key}"
    answer.set_signed_cookie(SENT_COOKIE, sent, salt=request.path, path=request.path, **kept)
    return answer


@never_cache
@require_safe
def filed(request: HttpRequest, number: str) -> HttpResponse:
    """Show what the reporter takes home, and let this session open the case.

    Whoever comes without the key of this filing is led to the case.
    """
    key = request.get_signed_cookie(KEY_COOKIE, "", salt=number, max_age=RECEIPT_SHOWN)
    found = filed_before(key) if key else None
    if found is None or found.number != number:
        return redirect("cases:case", number=number)
    hold(request, found.case_id)
    shown = {
        "filed": found,
        "compiled": procedure_of(found.case_id),
        "due": words.moment_words(found.due_at),
        "address": request.build_absolute_uri(reverse("cases:case", args=[number])),
    }
    return render(request, "cases/filed.html", shown)


def _form(request: HttpRequest, procedure: Compiled, now: datetime) -> CaseForm:
    actor = actor_of(request)
    is_staff = isinstance(actor, Member) and actor.is_staff
    asked = {
        name: required
        for name, required in procedure.asked_at_filing.items()
        if is_staff or procedure.form.properties[name].asked_of != "staff"
    }
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    return CaseForm(procedure.form, asked, *given, now=now)


def _file(
    request: HttpRequest, procedure: Compiled, form: CaseForm, key: str, now: datetime
) -> actions.Filed | None:
    """File what the form holds; None where something is wrong, which the form then says."""
    actor = actor_of(request)
    photos = stored(form) if form.is_valid() else []
    if form.errors:
        return None
    try:
        with transaction.atomic():
            return actions.file(
                procedure.name,
                {name: value for name, value in form.answers.items() if value != ""},
                key=key,
                actor=actor,
                now=now,
                photos=attached(photos, actor=actor, now=now),
            )
    except actions.Invalid as error:
        form.refuse(error.errors)
    except actions.Refused as error:
        form.add_error(None, str(error))
    return None


def _page(
    request: HttpRequest, procedure: Compiled, form: CaseForm, key: str, *, status: int = 200
) -> HttpResponse:
    shown = {"compiled": procedure, "form": form, "key": key}
    return render(request, "cases/new.html", shown, status=status)
