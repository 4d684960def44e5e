"""One document under review: its text with claims marked, and the card of the current claim."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.documents import queries as documents
from tinhso.kernel.people.queries import usernames
from tinhso.systems.insight import actions, reader, words
from tinhso.systems.insight.actions import AlreadySaidError, LackingError, StaleError
from tinhso.systems.insight.models import Claim, Reading
from tinhso.systems.insight.pages.card import ClaimForm, choices, is_changed, make_card
from tinhso.systems.insight.pages.marked import shown
from tinhso.systems.insight.queries import claims as queries
from tinhso.systems.insight.queries.findings import doubts_about
from tinhso.systems.insight.queries.moved import review_of
from tinhso.web.accounts.rights import member_of, requires
from tinhso.web.templatetags.tinhso import text

ANCHOR = "c"


@never_cache
@require_safe
@requires("insight.review", whole_province=True)
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Show a document with its claims marked, and one claim's card beside it."""
    reading = queries.reading_of(code)
    if reading is None:
        return _unread(request, code)
    claims = queries.claims_of(reading)
    current = _current(request.GET.get("claim", ""), claims)
    if request.headers.get("HX-Request") and current:
        return _part(request, reading, claims, current)
    return _page(request, reading, claims, current)


@require_POST
@requires("insight.review", whole_province=True)
def read(request: HttpRequest, code: str) -> HttpResponse:
    """Read the current version of a document, for the first time or again."""
    document = documents.document(code)
    if document is None:
        raise Http404
    actions.read_document(
        document,
        reader.read(document.text),
        reader=reader.version(),
        actor=member_of(request),
        now=timezone.now(),
    )
    return redirect("insight:review", code=code)


@require_POST
@requires("insight.review", whole_province=True)
def decide(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Accept, correct, reject or take back one claim; what is typed is never lost."""
    claim = queries.claim(pk, code)
    if claim is None:
        raise Http404
    reading = claim.reading
    form = ClaimForm(claim, request.POST)
    problem, status = "", 200
    try:
        if not _decided(request, claim, form):
            status = 422
    except StaleError as stale:
        problem, status = _stale(stale), 409
    except AlreadySaidError as said:
        problem, status = words.already_said_words(said.other), 422
    except LackingError as lacking:
        for lack in lacking.lacks:
            field = lack.field if lack.field in form.fields else None
            form.add_error(field, words.lack_words(lack, _said(request, form)))
        status = 422
    claims = queries.claims_of(reading)
    if status != 200:
        now = next(one for one in claims if one.pk == pk)
        return _answer(request, reading, claims, now, form=form, problem=problem, status=status)
    return _onward(request, reading, claims, pk)


@require_safe
@requires("insight.review", whole_province=True)
def indicators(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give the choices of a claim's indicator while somebody types."""
    claim = queries.claim(pk, code)
    if claim is None:
        raise Http404
    asked = request.GET.get("q", "").strip()[:80]
    offered = choices(claim, asked, request.GET.get("indicator", "")[:80])
    return render(
        request, "insight/choices.html", {"choices": offered, "query": asked, "claim": claim}
    )


@never_cache
@require_safe
@requires("insight.review", whole_province=True)
def summary(request: HttpRequest, code: str) -> HttpResponse:
    """Say what a review has brought: what was entered, what moved, what is still open."""
    reading = queries.reading_of(code)
    if reading is None:
        raise Http404
    context = {
        "reading": reading,
        "document": reading.document,
        "outcome": review_of(reading, on=timezone.localdate()),
    }
    return render(request, "insight/summary.html", context)


def _decided(request: HttpRequest, claim: Claim, form: ClaimForm) -> bool:
    """Carry out what was asked for; return False where something is only looked up or wrong."""
    asked = request.POST.get("decision", "")
    seen = request.POST.get("seen", "")
    about: dict[str, Any] = {
        "seen": int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
        "actor": member_of(request),
        "now": timezone.now(),
    }
    if asked == "undo":
        actions.undo(claim.pk, **about)
        return True
    if asked == "reject":
        actions.reject(claim.pk, reason=request.POST.get("reason", "")[:300], **about)
        return True
    if asked != "accept":
        return False
    if not form.is_valid():
        if not request.POST.get("indicator"):
            form.add_error(None, words.no_indicator())
        return False
    said = _said(request, form)
    if claim.is_open and not is_changed(claim, said):
        actions.accept(claim.pk, **about)
    else:
        actions.correct(claim.pk, said, **about)
    return True


def _said(request: HttpRequest, form: ClaimForm) -> Any:
    return form.said(request.POST.get("indicator", "")[:80])


def _stale(stale: StaleError) -> str:
    claim = stale.row
    assert isinstance(claim, Claim)  # noqa: S101 - claims only are decided here
    who = usernames([claim.decided_by]).get(claim.decided_by, "")
    return words.stale_words(claim, who)


def _onward(
    request: HttpRequest, reading: Reading, claims: Sequence[Claim], decided: int
) -> HttpResponse:
    """Lead to the next claim that waits; after the last one to what the review has brought."""
    here = next(place for place, one in enumerate(claims) if one.pk == decided)
    undone = claims[here].is_open
    waiting = [one for one in (*claims[here + 1 :], *claims[:here]) if one.is_open]
    code = reading.document.code
    if not waiting and not undone:
        address = reverse("insight:summary", args=[code])
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": address})
        return redirect(address)
    following = claims[here] if undone else waiting[0]
    if request.headers.get("HX-Request"):
        return _part(request, reading, claims, following, changed=claims[here])
    return redirect(
        f"{reverse('insight:review', args=[code])}?claim={following.pk}#m{following.pk}"
    )


def _answer(
    request: HttpRequest,
    reading: Reading,
    claims: Sequence[Claim],
    current: Claim,
    *,
    form: ClaimForm,
    problem: str,
    status: int,
) -> HttpResponse:
    context = _context(request, reading, claims, current, form=form, problem=problem)
    name = "insight/part.html" if request.headers.get("HX-Request") else "insight/review.html"
    if name == "insight/review.html":
        context["text"] = shown(reading, claims, current=current)
    return render(request, name, context, status=status)


def _page(
    request: HttpRequest, reading: Reading, claims: Sequence[Claim], current: Claim | None
) -> HttpResponse:
    context = _context(request, reading, claims, current)
    asked = request.GET.get("p", "")[:4]
    context["text"] = shown(reading, claims, current=current, asked=asked)
    return render(request, "insight/review.html", context)


def _part(
    request: HttpRequest,
    reading: Reading,
    claims: Sequence[Claim],
    current: Claim,
    changed: Claim | None = None,
) -> HttpResponse:
    context = _context(request, reading, claims, current)
    context["changed"] = changed
    return render(request, "insight/part.html", context)


def _context(
    request: HttpRequest,
    reading: Reading,
    claims: Sequence[Claim],
    current: Claim | None,
    *,
    form: ClaimForm | None = None,
    problem: str = "",
) -> dict[str, Any]:
    data: QueryDict | None = request.POST if form else None
    card = None
    if current:
        doubts = [words.finding_sentence(one) for one in doubts_about(current)]
        card = make_card(current, claims, doubts=doubts, data=data, form=form, problem=problem)
    return {
        "reading": reading,
        "document": reading.document,
        "title": text(reading.document.title),
        "progress": queries.progress_of(claims),
        "current": current,
        "card": card,
        "newer": _is_outdated(reading),
    }


def _is_outdated(reading: Reading) -> bool:
    return reading.document.superseded_at is not None or reading.reader != reader.version()


def _current(asked: str, claims: Sequence[Claim]) -> Claim | None:
    if asked.isdecimal():
        named = [one for one in claims if str(one.pk) == asked]
        if named:
            return named[0]
    return next((one for one in claims if one.is_open), claims[0] if claims else None)


def _unread(request: HttpRequest, code: str) -> HttpResponse:
    document = documents.document(code)
    if document is None:
        raise Http404(_("Không có văn bản mang mã này."))
    return render(request, "insight/unread.html", {"document": document})
