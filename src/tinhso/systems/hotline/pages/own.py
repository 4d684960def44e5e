"""A report's own page, for whoever holds its secret: the live case, and what they may say to it."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases import queries as case_queries
from tinhso.kernel.cases.errors import CaseError, Invalid
from tinhso.kernel.documents.queries import attachment, open_file
from tinhso.kernel.people import throttle

from .. import queries

OPENINGS, OPENING_WINDOW = 120, timedelta(minutes=10)


def _holder(request: HttpRequest, number: str, secret: str) -> case_queries.Reporter:
    """Return the reporter; raise Http404 for a wrong pair, and for one who tries too many."""
    now = timezone.now()
    allowed = throttle.allow(f"own:{throttle.client(request)}", OPENINGS, OPENING_WINDOW, now)
    found = case_queries.reporter(number, secret) if allowed else None
    if found is None:
        raise Http404(_("Mã phản ánh và mã riêng không khớp. Hãy xem lại biên nhận."))
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Show the live case; take an agreement, a dispute, a remark or a rating."""
    reporter = _holder(request, number, secret)
    now = timezone.now()
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            said = _say(request, reporter, now)
        except Invalid as error:
            errors = error.errors
        except CaseError as error:
            errors = {"": str(error)}
        else:
            messages.success(request, said)
            return redirect("hotline:own", number=number, secret=secret)
    view = case_queries.case_view(number, reporter, now=now)
    context = {
        "view": view,
        "secret": secret,
        "address": request.build_absolute_uri(request.path),
        "errors": errors,
        "typed": request.POST,
        "filed": queries.filing_event(reporter.case_id),
        "offers": {offer.action: offer for offer in view.offers} if view else {},
    }
    return render(request, "hotline/own.html", context, status=422 if errors else 200)


def _say(request: HttpRequest, reporter: case_queries.Reporter, now: datetime) -> str:
    """Do what the posted form asks; return the words of thanks. Raises CaseError."""
    posted = request.POST
    if "stars" in posted:
        cases.rate(reporter.case_id, int(posted["stars"] or 0), actor=reporter, now=now)
        return _("Cảm ơn bạn đã đánh giá.")
    if "text" in posted:
        cases.note(reporter.case_id, posted["text"], audience="reporter", actor=reporter, now=now)
        return _("Đã gửi thêm cho đơn vị xử lý.")
    step = queries.step_of_reporter(reporter.case_id)
    if step is None:
        raise Invalid({"": _("Phản ánh này không còn chờ bạn trả lời.")})
    action = "agree" if "agree" in posted else "dispute"
    cases.act(step, action, {}, actor=reporter, now=now, reason=posted.get("reason", ""))
    if action == "agree":
        return _("Cảm ơn bạn đã xác nhận.")
    return _("Đã chuyển lại cho đơn vị, kèm lý do của bạn.")


@never_cache
@require_safe
def receipt(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Send the receipt: promise, event and proof, to be verified offline."""
    reporter = _holder(request, number, secret)
    found = queries.receipt(reporter.case_id)
    if found is None:
        raise Http404(_("Phản ánh này được tiếp nhận từ nơi khác, không có biên nhận ký số."))
    response = HttpResponse(found.model_dump_json(indent=1), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="bien-nhan-{number}.json"'
    return response


@never_cache
@require_safe
def photo(request: HttpRequest, number: str, secret: str, photo_id: str) -> HttpResponse:
    """Send a picture of the reporter's own case."""
    reporter = _holder(request, number, secret)
    view = case_queries.case_view(number, reporter, now=timezone.now())
    shown = {*view.photos, *(p for moment in view.line for p in moment.photos)} if view else set()
    found = attachment(photo_id) if photo_id in shown else None
    if found is None:
        raise Http404(_("Không có ảnh này."))
    with open_file(found, thumbnail="large" not in request.GET) as file:
        return HttpResponse(file.read(), content_type=found.media_type)
