"""Officials: finding them, their posts, and how they sign in."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.people import actions, queries
from tinhso.kernel.people.actions import NewOfficial, Slip
from tinhso.kernel.people.models import Account, Membership
from tinhso.kernel.people.rules import NotAPhoneNumberError, normal_username
from tinhso.web.accounts.rights import member_of, reach_of, requires
from tinhso.web.administration.forms import (
    AppointForm,
    EndForm,
    OpenAccountForm,
    ReasonForm,
    StaffSearch,
)

A_PAGE = 50


@requires("staff.read")
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """List officials within the reader's reach, with search by name, role and unit."""
    today = timezone.localdate()
    form = StaffSearch(request.GET, today=today)
    wanted = queries.StaffFilter()
    if form.is_valid():
        unit = form.cleaned_data["unit"]
        wanted = queries.StaffFilter(
            text=normal_username(form.cleaned_data["q"]),
            role=form.cleaned_data["role"],
            unit_id=unit.pk if unit else None,
            closed=form.cleaned_data["state"] == "closed",
        )
    found = queries.staff(wanted, reach_of(request, "staff.read"), on=today)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "administration/staff.html",
        {"form": form, "page": page, "may_manage": bool(reach_of(request, "staff.manage"))},
    )


@requires("staff.read")
@never_cache
@require_http_methods(["GET", "POST"])
def official(request: HttpRequest, account_id: int) -> HttpResponse:
    """Show one official: posts and sign-in; the name only when asked for, which is recorded."""
    account = get_object_or_404(Account, pk=account_id)
    if not queries.in_reach(account_id, reach_of(request, "staff.read")):
        raise PermissionDenied
    known = None
    if request.method == "POST" and account.person_id:
        known = actions.read_person(
            account.person_id,
            ["name", "phone"],
            purpose="staff.card",
            actor=member_of(request),
            now=timezone.now(),
        )
    return render(
        request,
        "administration/official.html",
        {
            "account": account,
            "known": known,
            "posts": queries.posts_of(account_id),
            "today": timezone.localdate(),
            "second_factor": queries.has_second_factor(account_id),
            "may_manage": bool(reach_of(request, "staff.manage")),
        },
    )


@requires("staff.manage")
@sensitive_post_parameters("name", "phone")
@require_http_methods(["GET", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """Take in one official: account, person and first post; show the slip once."""
    today = timezone.localdate()
    form = OpenAccountForm(request.POST or None, today=today, initial={"since": today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        new = NewOfficial(
            username=data["username"],
            name=data["name"],
            phone=data["phone"],
            role=data["role"],
            unit_id=data["unit"].pk,
            since=data["since"],
            reason=data["reason"],
        )
        try:
            slips = actions.import_staff([new], actor=member_of(request), now=timezone.now())
        except NotAPhoneNumberError:
            form.add_error("phone", _("Số điện thoại có dạng 0912 345 678."))
        except ValueError as error:
            form.add_error("username", str(error))
        else:
            return show_slips(request, slips)
    return render(request, "administration/open_account.html", {"form": form})


def show_slips(request: HttpRequest, slips: list[Slip]) -> HttpResponse:
    """Show one-time codes to be printed; they can't be shown again."""
    answer = render(request, "administration/slips.html", {"slips": slips})
    answer["Cache-Control"] = "no-store"
    return answer


@requires("staff.manage")
@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest, account_id: int) -> HttpResponse:
    """Give an official a role at a unit."""
    account = get_object_or_404(Account, pk=account_id, is_active=True)
    today = timezone.localdate()
    form = AppointForm(request.POST or None, today=today, initial={"since": today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.appoint(
                account_id,
                data["unit"].pk,
                data["role"],
                since=data["since"],
                until=data["until"],
                reason=data["reason"],
                actor=member_of(request),
                now=timezone.now(),
            )
        except actions.AppointmentError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã bổ nhiệm."))
            return redirect("administration:official", account_id)
    return render(request, "administration/appoint.html", {"form": form, "account": account})


@requires("staff.manage")
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, post_id: int) -> HttpResponse:
    """End a post."""
    post = get_object_or_404(Membership.objects.select_related("account", "unit"), pk=post_id)
    form = EndForm(request.POST or None, initial={"until": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.end_appointment(
                post_id,
                until=data["until"],
                reason=data["reason"],
                actor=member_of(request),
                now=timezone.now(),
            )
        except actions.AppointmentError as error:
            form.add_error("until", str(error))
        else:
            messages.success(request, _("Đã chấm dứt chức vụ."))
            return redirect("administration:official", post.account_id)
    return render(request, "administration/end.html", {"form": form, "post": post})


WithReason = Callable[..., Any]
WORDS = {
    "reset": (
        gettext_lazy("Đặt lại cách đăng nhập?"),
        gettext_lazy(
            "Mật khẩu, mã và khóa cũ hết hiệu lực ngay. Người này cần phiếu kích hoạt mới."
        ),
    ),
    "close": (
        gettext_lazy("Đóng tài khoản?"),
        gettext_lazy("Người này không đăng nhập được nữa. Việc đã làm vẫn giữ nguyên."),
    ),
    "reopen": (
        gettext_lazy("Mở lại tài khoản?"),
        gettext_lazy("Cần phiếu kích hoạt mới để đăng nhập."),
    ),
}
CHANGES: dict[str, WithReason] = {
    "reset": actions.reset_sign_in,
    "close": actions.close_account,
    "reopen": actions.reopen_account,
}


@requires("staff.manage")
@require_http_methods(["GET", "POST"])
def change_sign_in(request: HttpRequest, account_id: int, change: str) -> HttpResponse:
    """Reset how an official signs in, close the account, or open it again."""
    account = get_object_or_404(Account, pk=account_id, is_active=change != "reopen")
    actor = member_of(request)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and actor.account_id == account_id:
        form.add_error(None, _("Không tự làm việc này với tài khoản của mình."))
    if request.method == "POST" and form.is_valid():
        code = CHANGES[change](
            account_id, reason=form.cleaned_data["reason"], actor=actor, now=timezone.now()
        )
        if code:
            return show_slips(request, [Slip(account_id, account.username, "", code)])
        messages.success(request, _("Đã đóng tài khoản."))
        return redirect("administration:official", account_id)
    title, text = WORDS[change]
    return render(
        request,
        "administration/change_sign_in.html",
        {"form": form, "account": account, "title": title, "lead": text},
    )


@requires("staff.manage")
@require_safe
def left_behind(request: HttpRequest) -> HttpResponse:
    """List posts still open at units that no longer stand."""
    posts = queries.posts_left_behind(on=timezone.localdate())
    return render(request, "administration/left_behind.html", {"posts": posts})


@requires("staff.manage")
@require_POST
def succeed(request: HttpRequest, post_id: int) -> HttpResponse:
    """Carry all posts of one former unit over to the unit that took it over whole."""
    post = get_object_or_404(Membership.objects.select_related("unit"), pk=post_id)
    successor = queries.whole_successor(post.unit_id)
    if successor is None or post.unit.valid_to is None:
        messages.error(request, _("Đơn vị này đã chia: hãy bổ nhiệm từng người."))
        return redirect("administration:left_behind")
    carried = actions.succeed_memberships(
        post.unit_id,
        successor,
        day=post.unit.valid_to,
        reason=_("Sắp xếp đơn vị hành chính"),
        actor=member_of(request),
        now=timezone.now(),
    )
    messages.success(request, _("Đã chuyển %(count)s chức vụ.") % {"count": len(carried)})
    return redirect("administration:left_behind")
