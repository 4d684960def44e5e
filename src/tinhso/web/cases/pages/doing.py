"""What a visitor does with a case: each sends one form, and what was typed is never lost."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tinhso.kernel.cases import actions
from tinhso.kernel.cases.models import Case, Note, Step
from tinhso.web.cases.holding import actor_for
from tinhso.web.cases.pages.showing import Said, form_of, found_by, page, view_of
from tinhso.web.cases.pictures import attached, stored


@never_cache
@require_POST
def act(request: HttpRequest, number: str, step: UUID, action: str) -> HttpResponse:
    """Take an action; what was typed stays where something is wrong or somebody was first."""
    now, found = timezone.now(), found_by(number)
    actor = actor_for(request, found)
    view = view_of(found, actor, now)
    offer = next((o for o in view.offers if (o.step_id, o.action) == (step, action)), None)
    if offer is None:
        return _not_offered(request, found, step)
    form = form_of(view, offer, now, request)
    photos = stored(form) if form.is_valid() else []
    if form.errors:
        return page(request, found, Said(offer=offer, form=form, status=422))
    try:
        with transaction.atomic():
            actions.act(
                step,
                action,
                form.answers,
                actor=actor,
                now=now,
                reason=form.reason,
                photos=attached(photos, actor=actor, now=now),
            )
    except actions.Invalid as error:
        form.refuse(error.errors)
        return page(request, found, Said(offer=offer, form=form, status=422))
    except actions.CaseError as error:
        said = Said(notice=str(error), offer=offer, form=form, status=409)
        return page(request, found, said)
    messages.success(request, _("Đã ghi: %(action)s.") % {"action": offer.title})
    return redirect("cases:case", number=found.number)


@never_cache
@require_POST
def wait(request: HttpRequest, number: str, step: UUID) -> HttpResponse:
    """Let a step wait for the reporter, or end its wait."""
    now, found = timezone.now(), found_by(number)
    actor, kind = actor_for(request, found), request.POST.get("kind", "")
    _own(found, step)

    def do() -> str:
        if "end" in request.POST:
            actions.resume(step, actor=actor, now=now)
            return _("Đồng hồ chạy tiếp.")
        reason = request.POST.get("reason", "")
        actions.pause(step, kind, reason=reason, actor=actor, now=now)
        return _("Đã tạm dừng và báo người gửi bổ sung.")

    return _done(request, found, do)


@never_cache
@require_POST
def assign(request: HttpRequest, number: str, step: UUID) -> HttpResponse:
    """Give a step to a colleague, or back to the unit."""
    now, found = timezone.now(), found_by(number)
    actor, chosen = actor_for(request, found), request.POST.get("account", "")
    _own(found, step)

    def do() -> str:
        account = _whole(chosen) if chosen else None
        actions.assign(step, account, actor=actor, now=now)
        return _("Đã giao việc.") if account else _("Đã trả việc về đơn vị.")

    return _done(request, found, do)


@never_cache
@require_POST
def note(request: HttpRequest, number: str) -> HttpResponse:
    """Add a remark to a case."""
    now, found = timezone.now(), found_by(number)
    actor = actor_for(request, found)
    for_all = request.POST.get("audience") == Note.Audience.REPORTER

    def do() -> str:
        audience = Note.Audience.REPORTER if for_all else Note.Audience.STAFF
        text = request.POST.get("text", "")
        actions.note(found.pk, text, audience=audience, actor=actor, now=now)
        return _("Đã thêm ghi chú.")

    return _done(request, found, do)


@never_cache
@require_POST
def remind(request: HttpRequest, number: str, step: UUID) -> HttpResponse:
    """Urge whoever works on a step."""
    now, found = timezone.now(), found_by(number)
    actor, text = actor_for(request, found), request.POST.get("text", "")
    _own(found, step)

    def do() -> str:
        actions.remind(step, text, actor=actor, now=now)
        return _("Đã nhắc. Đơn vị thấy dấu nhắc ngay trên danh sách việc.")

    return _done(request, found, do)


@never_cache
@require_POST
def seen(request: HttpRequest, number: str) -> HttpResponse:
    """Put by what the visitor was called on for."""
    now, found = timezone.now(), found_by(number)
    actor = actor_for(request, found)

    def do() -> str:
        actions.put_by(found.pk, actor=actor, now=now)
        return _("Đã ghi là bạn đã xem.")

    return _done(request, found, do)


@never_cache
@require_POST
def earlier(request: HttpRequest, number: str) -> HttpResponse:
    """Show what the reporter asked before; that it was looked at is recorded."""
    now, found = timezone.now(), found_by(number)
    try:
        rows = actions.look_back(found.pk, actor=actor_for(request, found), now=now)
    except actions.Refused as error:
        return page(request, found, Said(notice=str(error), status=403))
    return page(request, found, Said(earlier=rows))


@never_cache
@require_POST
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """Keep the reporter's rating."""
    now, found = timezone.now(), found_by(number)
    actor, stars = actor_for(request, found), request.POST.get("stars", "")

    def do() -> str:
        actions.rate(found.pk, _whole(stars), actor=actor, now=now)
        return _("Cảm ơn bạn đã đánh giá.")

    return _done(request, found, do)


def _whole(text: str) -> int:
    """Return a number that was sent; 0, which is no account and no rating, where it is none."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _own(found: Case, step: UUID) -> None:
    """Raise Http404 unless the step is one of this case: the address names both."""
    if not found.steps.filter(pk=step).exists():
        raise Http404


def _not_offered(request: HttpRequest, found: Case, step: UUID) -> HttpResponse:
    """Say why an action can't be taken: somebody was first, or it isn't the visitor's."""
    row = Step.objects.filter(pk=step, case=found).first()
    if row is None:
        raise Http404
    if row.closed_at is not None:
        typed = typed_words(request)
        sentence = _("Bước này vừa được người khác xử lý. Hãy xem lại hồ sơ trước khi làm tiếp.")
        return page(request, found, Said(notice=sentence, typed=typed, status=409))
    sentence = _("Bước này do người khác xử lý, bạn không làm thay được.")
    return page(request, found, Said(notice=sentence, status=403))


def _done(request: HttpRequest, found: Case, do: Callable[[], str]) -> HttpResponse:
    """Do one thing with a case and say so; what is refused is said on the case's page."""
    try:
        messages.success(request, do())
    except actions.Refused as error:
        return page(request, found, Said(notice=str(error), status=403))
    except actions.CaseError as error:
        typed = typed_words(request)
        return page(request, found, Said(notice=str(error), typed=typed, status=422))
    return redirect("cases:case", number=found.number)


def typed_words(request: HttpRequest) -> list[str]:
    """Return the words that were sent, so that they can be copied from the page."""
    return [str(value) for value in request.POST.dict().values() if " " in str(value).strip()]
