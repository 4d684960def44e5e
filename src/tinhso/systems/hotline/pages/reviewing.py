"""What a person confirms before anybody else may read it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.cases.models import Case
from tinhso.web.accounts.rights import requires
from tinhso.web.cases.holding import actor_of

from .. import actions, queries, rules
from ..forms import ReviewForm


@never_cache
@require_safe
@requires("hotline.review")
def reviews(request: HttpRequest) -> HttpResponse:
    """List the reports whose words nobody has confirmed, the oldest first."""
    context = {"cases": queries.waiting_for_review()}
    return render(request, "hotline/reviews.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("hotline.review")
def review(request: HttpRequest, number: str) -> HttpResponse:
    """Show a report beside what the public would see; confirm or take back."""
    case = queries.reviewable(number)
    if case is None:
        raise Http404(_("Không có phản ánh mang mã này."))
    now = timezone.now()
    if request.method == "POST" and "withdraw" in request.POST:
        actions.withdraw(
            number, reason=request.POST.get("reason", ""), actor=actor_of(request), now=now
        )
        messages.success(request, _("Đã rút khỏi trang công khai."))
        return redirect("hotline:review", number=number)
    form = ReviewForm(request.POST or None, initial=_proposed(case))
    photos = queries.evidence(case)
    form.offer(photos)
    if request.method == "POST" and form.is_valid():
        actions.publish(number, form.wording(photos), actor=actor_of(request), now=now)
        messages.success(request, _("Đã công khai. Cảm ơn bạn đã xem kỹ."))
        return redirect("hotline:reviews")
    context = {
        "case": case,
        "form": form,
        "names": rules.proposed_names(case.form["text"]),
        "complaint": rules.sounds_like_complaint(case.form["text"]),
        "photos": photos,
    }
    return render(request, "hotline/review.html", context, status=422 if form.errors else 200)


def _proposed(case: Case) -> dict[str, object]:
    """Return what is proposed for the public: what was confirmed before, else masked words."""
    shown = case.publishedreport
    if shown.reviewed_at:
        return {
            "title": shown.title,
            "text": shown.text,
            "answer": shown.answer,
            "pin_confirmed": shown.pin_confirmed,
            "photos": [str(photo.attachment_id) for photo in shown.photos.all()],
        }
    text = rules.mask(case.form["text"]).text
    return {
        "title": rules.title_of(text),
        "text": text,
        "answer": rules.mask(queries.answer_of(case)).text,
    }
