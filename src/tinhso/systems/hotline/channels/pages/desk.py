"""The desk of messages: how channels fare, what failed, and what waits for a person."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.cases.errors import Invalid, Refused
from tinhso.kernel.messages import actions as post
from tinhso.kernel.messages import queries as letters
from tinhso.kernel.messages.actions import NotWaiting
from tinhso.web.accounts.rights import may, member_of, requires

from ...queries import limits
from .. import actions, queries
from ..forms import ByHandForm, DismissForm
from ..showing import channel_card, incoming_row, outgoing_row, reason_words

SEEN = timedelta(days=7)
WATCH, HANDLE = "channels.watch", "channels.handle"


@never_cache
@require_safe
@requires(WATCH)
def desk(request: HttpRequest) -> HttpResponse:
    """Show how every channel fares, what could not be sent and what waits for a person."""
    now = timezone.now()
    since = now - SEEN
    context = {
        "channels": [channel_card(one, now=now) for one in letters.channels(now=now, since=since)],
        "failed": [outgoing_row(line) for line in letters.failed(since=since)],
        "waiting": [incoming_row(line) for line in letters.for_person()],
        "last": [incoming_row(line) for line in letters.last_incoming()],
        "handles": may(request, HANDLE),
    }
    return render(request, "channels/desk.html", context)


@never_cache
@require_POST
@requires(WATCH)
def retry(request: HttpRequest, message: UUID) -> HttpResponse:
    """Send a message that failed once more."""
    if post.retry(message, actor=member_of(request), now=timezone.now()):
        messages.success(request, _("Tin sẽ được gửi lại ngay."))
    else:
        messages.error(request, _("Tin này không gửi lại được nữa: đã gửi, hoặc đã hết hạn."))
    return redirect("hotline_channels:desk")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(HANDLE)
def incoming(request: HttpRequest, incoming: UUID) -> HttpResponse:
    """Show a message that waits for a person; make a report of it."""
    now = timezone.now()
    day, allowed = timezone.localdate(now), limits(now=now)
    waiting = letters.waiting_for_person(incoming)
    if waiting is None:
        raise Http404
    if request.method != "POST":
        said = actions.read(incoming, actor=member_of(request), now=now)
        form = ByHandForm(initial={"text": said.text}, day=day, limits=allowed)
        return _shown(request, incoming, form)
    form = ByHandForm(request.POST, day=day, limits=allowed)
    if not form.is_valid():
        return _shown(request, incoming, form, status=422)
    given = form.cleaned_data
    try:
        filed = actions.file_by_hand(
            incoming, text=given["text"], place=given["place"], actor=member_of(request), now=now
        )
    except Invalid as error:
        for name, sentence in error.errors.items():
            form.add_error(name if name in form.fields else None, sentence)
        return _shown(request, incoming, form, status=422)
    except NotWaiting:
        return _too_late(request)
    messages.success(request, _("Đã ghi phản ánh %(number)s.") % {"number": filed.number})
    return redirect("hotline_channels:desk")


@never_cache
@require_POST
@requires(HANDLE)
def attach(request: HttpRequest, incoming: UUID) -> HttpResponse:
    """Attach the pictures of a message to the case that it is about."""
    waiting = letters.waiting_for_person(incoming)
    case = queries.case_of(waiting.about) if waiting else None
    if case is None:
        raise Http404
    try:
        done = actions.attach(incoming, actor=member_of(request), now=timezone.now())
    except NotWaiting:
        return _too_late(request)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("hotline_channels:incoming", incoming=incoming)
    said = {"photos": len(done.photos), "number": case.number, "left": done.left}
    if not done.left:
        messages.success(request, _("Đã gắn ảnh vào hồ sơ %(number)s.") % said)
        return redirect("hotline_channels:desk")
    words = _("Đã gắn %(photos)s ảnh vào hồ sơ %(number)s, %(left)s ảnh chưa gắn được.")
    hint = _("Hồ sơ đã đủ số ảnh được nhận, hoặc ảnh không đọc được.")
    messages.warning(request, f"{words % said} {hint}")
    return redirect("hotline_channels:incoming", incoming=incoming)


@never_cache
@require_POST
@requires(HANDLE)
def dismiss(request: HttpRequest, incoming: UUID) -> HttpResponse:
    """Put a message by, with a reason."""
    now = timezone.now()
    form = DismissForm(request.POST)
    if letters.waiting_for_person(incoming) is None:
        raise Http404
    if not form.is_valid():
        messages.error(request, _("Hãy nói vì sao bỏ qua tin này."))
        return redirect("hotline_channels:incoming", incoming=incoming)
    try:
        actions.dismiss(
            incoming, reason=form.cleaned_data["reason"], actor=member_of(request), now=now
        )
    except NotWaiting:
        return _too_late(request)
    messages.success(request, _("Đã bỏ qua tin này."))
    return redirect("hotline_channels:desk")


@never_cache
@require_safe
@requires(HANDLE)
def picture(request: HttpRequest, incoming: UUID, place: int) -> HttpResponse:  # noqa: ARG001
    """Show a picture that came with a message that waits, drawn anew and small."""
    found = queries.picture(incoming, place)
    if found is None:
        raise Http404
    return HttpResponse(found, content_type="image/jpeg")


def _too_late(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Tin này vừa được xử lý xong."))
    return redirect("hotline_channels:desk")


def _shown(
    request: HttpRequest, incoming: UUID, form: ByHandForm, *, status: int = 200
) -> HttpResponse:
    line = letters.waiting_for_person(incoming)
    if line is None:
        return _too_late(request)
    context = {
        "line": incoming_row(line),
        "form": form,
        "dismiss": DismissForm(),
        "why": reason_words(line.word),
        "about": queries.case_of(line.about),
        "pictures": range(queries.pictures(incoming)),
    }
    return render(request, "channels/incoming.html", context, status=status)
