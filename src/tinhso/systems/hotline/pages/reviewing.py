"""What a person confirms before anybody else may read it: one report after another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.cases.models import Case
from tinhso.web.accounts.rights import requires
from tinhso.web.cases.holding import actor_of

from .. import actions, queries, rules
from ..models import PublishedReport, Redaction
from ..review_form import ReviewForm
from ..rules.boxes import Box


@dataclass(frozen=True)
class Picture:
    """One picture as the reviewer sees it, with its two fields."""

    id: UUID
    moment: str
    show: BoundField
    boxes: BoundField
    looked_at: datetime | None
    found: int


@never_cache
@require_safe
@requires("hotline.review")
def reviews(request: HttpRequest) -> HttpResponse:
    """List the reports whose words or answers nobody has confirmed, the oldest first."""
    waiting = queries.waiting()
    context = {
        "reports": queries.waiting_for_review(),
        "waiting": min(waiting, queries.COUNTED),
        "many": waiting > queries.COUNTED,
        "categories": queries.categories(now=timezone.now()),
    }
    return render(request, "hotline/reviews.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("hotline.review")
def review(request: HttpRequest, number: str) -> HttpResponse:
    """Show a report beside what the public would see; confirm, withhold or take back."""
    case = queries.reviewable(number)
    if case is None:
        raise Http404(_("Không có phản ánh mang mã này."))
    now = timezone.now()
    if request.method == "POST" and "withdraw" in request.POST:
        reason = request.POST.get("reason", "")[:500]
        actions.withdraw(number, reason=reason, actor=actor_of(request), now=now)
        messages.success(request, _("%(number)s không hiện lời và ảnh.") % {"number": number})
        return _on(case.publishedreport)
    photos = queries.evidence(case)
    known = queries.redactions(case) if photos else {}
    names = _names(case)
    form = ReviewForm(
        request.POST or None,
        initial=_proposed(case, names, known) | {"seen_at": now},
        names=names,
        photos=photos,
        proposed={photo: _boxes(row) for photo, row in known.items()},
    )
    if request.method == "POST" and form.is_valid():
        broken = actions.publish(number, form.wording(), actor=actor_of(request), now=now)
        messages.success(request, _("Đã công khai %(number)s.") % {"number": number})
        if broken:
            messages.warning(request, _("Có ảnh không che được nên đã để lại, không công khai."))
        return _on(case.publishedreport)
    text = case.form["text"]
    context = {
        "case": case,
        "form": form,
        "pieces": rules.pieces(rules.mask(text).text),
        "masked": rules.mask(text).kinds,
        "complaint": rules.sounds_like_complaint(text),
        "pictures": [_picture(form, photo, moment, known) for photo, moment in photos.items()],
        "next": queries.waiting_after(case.publishedreport),
        "last": request.GET.get("last", ""),
    }
    return render(request, "hotline/review.html", context, status=422 if form.errors else 200)


def _on(report: PublishedReport) -> HttpResponse:
    """Lead to the next report that waits, from where one can step back to this one."""
    following = queries.waiting_after(report)
    if following is None:
        return redirect("hotline:reviews")
    address = reverse("hotline:review", args=[following.number])
    return redirect(f"{address}?last={report.number}")


def _picture(
    form: ReviewForm, photo: UUID, moment: str, known: Mapping[UUID, Redaction]
) -> Picture:
    row = known.get(photo)
    return Picture(
        id=photo,
        moment=moment,
        show=form[f"show-{photo}"],
        boxes=form[f"boxes-{photo}"],
        looked_at=row.looked_at if row else None,
        found=len(row.proposed) if row else 0,
    )


def _boxes(row: Redaction) -> list[Box]:
    """Return what a person confirmed before, else what the detector proposes."""
    return [Box(*box) for box in (row.boxes or row.proposed)]


def _names(case: Case) -> Sequence[str]:
    """Return the names that stand in the report's words and in its unit's answer."""
    words = (case.form["text"], queries.answer_of(case))
    return tuple(dict.fromkeys(name for text in words for name in rules.proposed_names(text)))


def _proposed(
    case: Case, names: Sequence[str], known: Mapping[UUID, Redaction]
) -> dict[str, object]:
    """Return what is proposed: what was confirmed before, else masked words; names are masked."""
    shown = case.publishedreport
    answer = rules.mask(queries.answer_of(case)).text
    if not shown.reviewed_at:
        text = rules.mask(case.form["text"]).text
        return {"title": rules.title_of(text), "text": text, "answer": answer, "names": names}
    answered_since = shown.answered_at is not None and shown.answered_at > shown.reviewed_at
    copies = {row.copy_id: photo for photo, row in known.items() if row.copy_id}
    pictures = [photo.attachment_id for photo in shown.photos.all()]
    return {
        "title": shown.title,
        "text": shown.text,
        "answer": answer if answered_since or not shown.answer else shown.answer,
        "pin_confirmed": shown.pin_confirmed,
        "names": names,
    } | {f"show-{copies.get(photo, photo)}": True for photo in pictures}
