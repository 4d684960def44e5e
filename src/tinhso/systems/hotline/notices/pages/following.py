"""Following by e-mail or SMS: asked, confirmed, changed, ended. Nobody needs an account."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.kernel.messages.rules.addresses import mask_of, normal_address
from tinhso.kernel.people import throttle

from ...queries import published
from .. import actions, queries, sealed
from ..forms import AddressForm, CodeForm, FollowingForm, TopicsForm, offered_channels
from ..models import Subscription

ASKS, ASKING_WINDOW = 10, timedelta(minutes=10)
LETTERS, LETTER_WINDOW = 3, timedelta(hours=1)
TRIES, TRYING_WINDOW = 8, timedelta(hours=1)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask what notices somebody wants and where to send them."""
    today = timezone.localdate()
    if request.method != "POST":
        begun = {key: request.GET.getlist(key) for key in ("kinds", "communes")}
        return _page(request, FollowingForm(initial=begun, day=today))
    form = FollowingForm(request.POST, day=today)
    return _asked(request, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_report(request: HttpRequest, number: str) -> HttpResponse:
    """Ask where to send the news of one report."""
    found = published(number)
    if found is None:
        raise Http404(_("Không có phản ánh mang mã này. Hãy xem lại mã trên biên nhận."))
    today = timezone.localdate()
    if request.method != "POST":
        return _page(request, AddressForm(day=today), number=number)
    return _asked(request, AddressForm(request.POST, day=today), number=number, report=found.pk)


def _asked(
    request: HttpRequest, form: FollowingForm, *, number: str = "", report: Any = None
) -> HttpResponse:
    now = timezone.now()
    if not throttle.allow(f"notices:{throttle.client(request)}", ASKS, ASKING_WINDOW, now):
        form.add_error(None, _("Bạn đã thử nhiều lần. Hãy chờ 10 phút rồi thử lại."))
        return _page(request, form, number=number, status=429)
    if not form.is_valid():
        return _page(request, form, number=number, status=422)
    address = form.cleaned_data["address"]
    channel = form.channel_of(address)
    reached = sealed.index(channel, normal_address(channel, address))
    if not throttle.allow(f"notices:{reached}", LETTERS, LETTER_WINDOW, now):
        form.add_error("address", _("Nơi này vừa nhận nhiều mã. Hãy chờ một giờ rồi thử lại."))
        return _page(request, form, number=number, status=429)
    wanted = actions.Wanted(
        channel=channel,
        address=address,
        kinds=form.cleaned_data.get("kinds", ()),
        communes=form.chosen(),
        report=report,
    )
    one = actions.subscribe(wanted, now=now)
    return redirect("hotline_notices:confirm", token=sealed.token_of(one.pk))


def _page(
    request: HttpRequest, form: FollowingForm, *, number: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "number": number, "channels": sorted(offered_channels())}
    return render(request, "notices/follow.html", context, status=status)


def _found(token: str) -> Subscription:
    row = sealed.row_of(token)
    one = queries.subscription(row) if row else None
    if one is None:
        raise Http404(_("Đường dẫn này không còn dùng được. Hãy đăng ký nhận tin lại."))
    return one


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Take the code that was sent."""
    now, one = timezone.now(), _found(token)
    if one.confirmed_at is not None:
        return redirect("hotline_notices:mine", token=token)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not throttle.allow(f"notices:code:{one.pk}", TRIES, TRYING_WINDOW, now):
            form.add_error("code", _("Bạn đã thử nhiều lần. Hãy đăng ký nhận tin lại."))
        elif _confirmed(one, form, now):
            messages.success(request, _("Đã xác nhận. Có tin là chúng tôi gửi ngay."))
            return redirect("hotline_notices:mine", token=token)
    context = {"form": form, "to": _masked(one), "one": one}
    status = 422 if form.errors else 200
    return render(request, "notices/confirm.html", context, status=status)


def _confirmed(one: Subscription, form: CodeForm, now: datetime) -> bool:
    try:
        actions.confirm(one.pk, form.cleaned_data["code"], now=now)
    except actions.WrongCode:
        form.add_error("code", _("Mã chưa đúng hoặc đã quá một giờ. Hãy xem lại tin vừa nhận."))
        return False
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """Show what an address follows; change it or end it."""
    now, one = timezone.now(), _found(token)
    if one.confirmed_at is None:
        return redirect("hotline_notices:confirm", token=token)
    if request.method == "POST" and "end" in request.POST:
        actions.end(one.pk, now=now)
        messages.success(request, _("Đã thôi nhận tin và xóa địa chỉ của bạn."))
        return redirect("hotline_notices:notices")
    today = timezone.localdate(now)
    begun = {"kinds": one.kinds, "communes": queries.places_of(one, today)}
    form = TopicsForm(request.POST or None, initial=begun, day=today)
    if request.method == "POST" and one.report_id is None and form.is_valid():
        kinds = form.cleaned_data["kinds"]
        actions.change(one.pk, kinds=kinds, communes=form.chosen(), now=now)
        messages.success(request, _("Đã đổi."))
        return redirect("hotline_notices:mine", token=token)
    context = {"form": form, "to": _masked(one), "one": one}
    return render(request, "notices/mine.html", context, status=422 if form.errors else 200)


def _masked(one: Subscription) -> str:
    return mask_of(one.channel, sealed.unseal(one.pk, one.sealed))
