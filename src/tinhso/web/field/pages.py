"""The page that works without a signal, its service worker, and where a visit is handed in."""

import secrets
from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.cases import actions
from tinhso.kernel.cases.queries import Filters, worklist
from tinhso.kernel.documents.actions import store_photo
from tinhso.kernel.documents.images import PhotoError, prepare_photo
from tinhso.kernel.people.actors import Member
from tinhso.web.cases.access import staff_only
from tinhso.web.cases.holding import actor_of

SHOWN = 60
PHOTOS = 5
LONGEST_KEY = 64


class VisitForm(forms.Form):
    """What was seen on the spot, under the device's own key and time."""

    text = forms.CharField(
        label=gettext_lazy("Ghi vài lời"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(max_length=LONGEST_KEY, widget=forms.HiddenInput)
    taken_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)


@require_safe
@staff_only
def field(request: HttpRequest) -> HttpResponse:
    """Show my work with a form for each; the phone keeps this page for when there is no signal."""
    found = worklist(actor_of(request), Filters(), now=timezone.now(), size=SHOWN)
    shown = {
        "works": found.works,
        "more": found.after,
        "photos": PHOTOS,
        # Without a script the page makes the keys: no other page may ever make the same.
        "once": secrets.token_urlsafe(12),
    }
    answer = render(request, "field/field.html", shown)
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Send the service worker; its place in the tree is the scope that it may keep."""
    script = render_to_string("field/worker.js", request=request)
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@never_cache
@require_POST
def send(request: HttpRequest, number: str) -> HttpResponse:
    """Keep what was recorded on the spot; sent again under its key it is kept once."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": _("Hãy đăng nhập lại để gửi.")}, status=401)
    actor, now = actor_of(request), timezone.now()
    if not (isinstance(actor, Member) and actor.is_staff):
        raise PermissionDenied
    form = VisitForm(request.POST)
    if not form.is_valid():
        return _answer(request, number, str(next(iter(form.errors.values()))[0]), 422)
    files = request.FILES.getlist("photos")
    if len(files) > PHOTOS:
        most = _("Hãy chọn nhiều nhất %(photos)s ảnh.") % {"photos": PHOTOS}
        return _answer(request, number, most, 422)
    try:
        photos = [store_photo(prepare_photo(file.read())) for file in files]
        seen = actions.OnSpot(form.cleaned_data["text"], _taken(form, now), photos)
        actions.visit(number, seen, key=form.cleaned_data["key"], actor=actor, now=now)
    except PhotoError as error:
        return _answer(request, number, str(error), 422)
    except actions.Invalid as error:
        return _answer(request, number, " ".join(error.errors.values()), 422)
    except actions.Refused as error:
        return _answer(request, number, str(error), 409)
    return _answer(request, number, "", 200)


def _taken(form: VisitForm, now: datetime) -> datetime:
    taken = form.cleaned_data["taken_at"]
    return taken if isinstance(taken, datetime) else now


def _answer(request: HttpRequest, number: str, error: str, status: int) -> HttpResponse:
    """Answer the script in JSON, and a browser without scripts with the page it came from."""
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"error": error} if error else {"number": number}, status=status)
    if error:
        messages.error(request, error)
    else:
        messages.success(request, _("Đã ghi nhận tại chỗ cho hồ sơ %s.") % number)
    return redirect("field:field")
