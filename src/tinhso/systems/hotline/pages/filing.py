"""Filing a report and finding it again."""

import uuid
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.cases.errors import Invalid
from tinhso.kernel.cases.queries import by_secret
from tinhso.kernel.documents.actions import store_photo
from tinhso.kernel.documents.images import PhotoError, prepare_photo
from tinhso.kernel.people import throttle
from tinhso.web.cases.holding import actor_of, held_by, hold, let_go
from tinhso.web.cases.pages.filing import key_of_sending, to_receipt

from .. import actions, queries
from ..forms import FollowForm, ReportForm

FILINGS, FILING_WINDOW = 20, timedelta(minutes=10)
LOOKUPS, LOOKUP_WINDOW = 30, timedelta(minutes=10)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a report; file it once and lead to its receipt."""
    now = timezone.now()
    today, limits = timezone.localdate(now), queries.limits(now=now)
    if request.method != "POST":
        form = ReportForm(initial={"key": uuid.uuid4().hex}, day=today, limits=limits)
        return render(request, "hotline/new.html", {"form": form})
    form = ReportForm(request.POST, request.FILES, day=today, limits=limits)
    if not throttle.allow(f"file:{throttle.client(request)}", FILINGS, FILING_WINDOW, now):
        form.add_error(
            None,
            _("Bạn đã gửi nhiều phản ánh trong ít phút. Hãy chờ 10 phút, hoặc gọi 1022."),
        )
        return render(request, "hotline/new.html", {"form": form}, status=429)
    if not form.is_valid():
        return render(request, "hotline/new.html", {"form": form}, status=422)
    key = key_of_sending(request, form.cleaned_data["key"])
    filed = _file(form, key, request, now)
    if filed is None:
        return render(request, "hotline/new.html", {"form": form}, status=422)
    return to_receipt(request, filed, key)


def _file(form: ReportForm, key: str, request: HttpRequest, now: datetime) -> actions.Filed | None:
    """File what a valid form holds; None when something of it can't be taken: the form says."""
    given = form.cleaned_data
    stored = []
    for file in given["photos"]:
        try:
            stored.append(store_photo(prepare_photo(file.read())))
        except PhotoError as error:
            form.add_error("photos", f"{file.name}: {error}")
    if form.errors:
        return None
    report = actions.NewReport(
        text=given["text"],
        place=given["place"],
        latitude=given["latitude"],
        longitude=given["longitude"],
        address=given["address"],
        contact=actions.Contact(given["name"], given["phone"], given["email"]),
        photos=stored,
    )
    try:
        return actions.file_report(report, key=key, actor=actor_of(request), now=now)
    except Invalid as error:
        for name, sentence in error.errors.items():
            form.add_error(name if name in form.fields else None, sentence)
    return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Find a report by its number, closely with its secret."""
    if request.method != "POST":
        form = FollowForm(initial={"number": request.GET.get("number", "")})
        shown = {"form": form, "held": held_by(request)}
        return render(request, "hotline/follow.html", shown)
    form = FollowForm(request.POST)
    now = timezone.now()
    if not throttle.allow(f"follow:{throttle.client(request)}", LOOKUPS, LOOKUP_WINDOW, now):
        form.add_error(None, _("Bạn đã thử nhiều lần. Hãy chờ 10 phút rồi thử lại."))
        return render(request, "hotline/follow.html", {"form": form}, status=429)
    if not form.is_valid():
        return render(request, "hotline/follow.html", {"form": form}, status=422)
    number, secret = form.cleaned_data["number"], form.cleaned_data["secret"].strip()
    if not secret:
        return redirect("cases:case", number=number)
    case = by_secret(number, secret)
    if case is None:
        form.add_error(
            "secret", _("Mã bí mật không khớp với mã phản ánh này. Hãy xem lại biên nhận.")
        )
        return render(request, "hotline/follow.html", {"form": form}, status=422)
    hold(request, case.pk)
    return redirect("cases:case", number=case.number)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Let this browser open its cases no more without their codes: others use the phone too."""
    let_go(request)
    return redirect("hotline:follow")
