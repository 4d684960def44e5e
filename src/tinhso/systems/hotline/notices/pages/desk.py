"""Giving a notice: written, looked at with how many it reaches, given; and taken back."""

import uuid
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.cases.errors import Invalid
from tinhso.web.accounts.rights import member_of, requires

from .. import actions, queries, wording
from ..forms import NoticeForm, WithdrawForm
from ..kinds import these_kinds
from ..models import Notice
from .reading import WARN

USUAL = timedelta(hours=12)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(WARN)
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a notice, show it as people will read it, and give it when that was confirmed."""
    now = timezone.now()
    today = timezone.localdate(now)
    if request.method != "POST":
        form = NoticeForm(initial=_beginning(request, now), day=today)
        return _page(request, form)
    form = NoticeForm(request.POST, day=today)
    if not form.is_valid():
        return _page(request, form, status=422)
    draft = _draft(form)
    if "give" not in request.POST:
        return _preview(request, form, draft, now)
    try:
        made = actions.give(draft, key=form.cleaned_data["key"], actor=member_of(request), now=now)
    except Invalid as error:
        return _refused(request, form, error)
    messages.success(request, _("Đã ra thông báo. Tin đang được gửi đi."))
    return redirect("hotline_notices:notice", notice_id=made.pk)


def _beginning(request: HttpRequest, now: datetime) -> dict[str, Any]:
    kind = request.GET.get("kind", "")
    begun = these_kinds().get(kind)
    words = begun.begin.in_language(get_language() or "vi") if begun and begun.begin else ""
    ends = timezone.localtime(now + USUAL)
    return {"key": uuid.uuid4(), "kind": kind, "text": words, "expires_at": ends}


def _draft(form: NoticeForm) -> actions.Draft:
    given = form.cleaned_data
    return actions.Draft(given["kind"], given["title"], given["text"], form.end(), form.chosen())


def _preview(
    request: HttpRequest, form: NoticeForm, draft: actions.Draft, now: datetime
) -> HttpResponse:
    """Show what people will read, whom it reaches and what it costs by SMS."""
    seen = Notice(
        kind=draft.kind,
        title=draft.title,
        text=draft.text,
        given_at=now,
        expires_at=draft.expires_at,
    )
    with wording.in_vietnamese():
        words, cost = wording.notice_text(seen), wording.cost_by_sms(seen)
    reach = queries.reach(draft.kind, [unit.pk for unit in draft.communes])
    preview = {"words": words, "cost": cost, "reach": reach, "communes": draft.communes}
    return _page(request, form, preview=preview)


def _refused(request: HttpRequest, form: NoticeForm, error: Invalid) -> HttpResponse:
    for name, sentence in error.errors.items():
        form.add_error(name if name in form.fields else None, sentence)
    return _page(request, form, status=422)


def _page(
    request: HttpRequest,
    form: NoticeForm,
    *,
    preview: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "preview": preview, "kinds": these_kinds()}
    return render(request, "notices/new.html", context, status=status)


@never_cache
@require_POST
@requires(WARN)
def withdraw(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Take a notice back, with a reason that everyone reads."""
    if queries.notice(notice_id) is None:
        raise Http404(_("Không có thông báo này."))
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy nói vì sao thu hồi, mọi người đọc được."))
        return redirect("hotline_notices:notice", notice_id=notice_id)
    try:
        actions.withdraw(
            notice_id,
            reason=form.cleaned_data["reason"],
            actor=member_of(request),
            now=timezone.now(),
        )
    except actions.NotStanding:
        messages.error(request, _("Thông báo này không còn hiệu lực từ trước."))
    else:
        messages.success(request, _("Đã thu hồi. Những tin chưa gửi sẽ không gửi nữa."))
    return redirect("hotline_notices:notice", notice_id=notice_id)
