"""Working sessions and field visits: all of them, one, and entering what was held."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.indicators import queries as indicators
from tinhso.kernel.people.actors import Member
from tinhso.kernel.units import queries as units
from tinhso.kernel.units.models import AREAS, Kind, Unit
from tinhso.systems.strategy import actions, queries
from tinhso.systems.strategy.actions import AskSaid, FoundThing, PresentThere, SessionHeld
from tinhso.systems.strategy.forms import (
    AnswerForm,
    AskForm,
    FoundForm,
    PresentForm,
    SessionForm,
)
from tinhso.systems.strategy.models import Ask, SessionKind, WorkingSession
from tinhso.systems.strategy.shown.sessions import session_card, session_page
from tinhso.web.accounts.rights import may, member_of, requires
from tinhso.web.templatetags.tinhso import text
from tinhso.web.ways import Crumb

KEEP = "strategy.keep"
PARTS: Mapping[str, Callable[..., forms.Form]] = {
    "present": PresentForm,
    "found": FoundForm,
    "ask": AskForm,
}


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Show every session, with what became of what was asked."""
    now = timezone.now()
    found = queries.sessions(now=now)
    return render(
        request,
        "strategy/sessions.html",
        {
            "cards": [session_card(one) for one in found],
            "open_asks": sum(one.open_asks for one in found),
            "may_keep": may(request, KEEP),
            "crumbs": [Crumb(_("Cam kết"), reverse("strategy:board")), Crumb(_("Buổi làm việc"))],
            "now": now,
        },
    )


@require_safe
def session(request: HttpRequest, code: str) -> HttpResponse:
    """Show one session: who met whom, what was found, what was asked and what became of it."""
    return _page(request, code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(KEEP, whole_province=True)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a session that was held, and lead to it."""
    now = timezone.now()
    held = WorkingSession.objects.filter(kind=SessionKind.SESSION)
    form = SessionForm(
        request.POST if request.method == "POST" else None,
        sessions=[(one.code, text(dict(one.title))) for one in held],
        today=timezone.localdate(now),
        initial={"kind": SessionKind.SESSION},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        row = actions.enter_session(
            SessionHeld(
                kind=said["kind"],
                title=_both(said["title"]),
                summary=_both(said["summary"]),
                held_on=said["held_on"],
                place=said["place"],
                part_of=said["part_of"],
            ),
            actor=member_of(request),
            now=now,
        )
        messages.success(request, _("Đã ghi. Giờ ghi ai dự, thấy gì, kiến nghị gì."))
        return redirect("strategy:session", code=row.code)
    return render(
        request,
        "strategy/new_session.html",
        {
            "form": form,
            "crumbs": [
                Crumb(_("Cam kết"), reverse("strategy:board")),
                Crumb(_("Buổi làm việc"), reverse("strategy:sessions")),
                Crumb(_("Ghi một buổi")),
            ],
        },
        status=422 if form.errors else 200,
    )


@never_cache
@require_http_methods(["POST"])
@requires(KEEP, whole_province=True)
def add(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """Add who was there, what was found or what was asked."""
    now, row = timezone.now(), _row(code)
    if part not in PARTS:
        raise Http404
    form = _part_form(part, timezone.localdate(now), request)
    if not form.is_valid():
        return _page(request, code, {part: form}, status=422)
    _add(row, part, form.cleaned_data, member_of(request))
    messages.success(request, _("Đã ghi thêm."))
    return redirect(f"{reverse('strategy:session', args=[row.code])}#{part}")


@never_cache
@require_http_methods(["POST"])
@requires(KEEP, whole_province=True)
def answer(request: HttpRequest, code: str, ask: int) -> HttpResponse:
    """Say what became of an ask."""
    now, row = timezone.now(), _row(code)
    found = Ask.objects.filter(pk=ask, session=row).first()
    if found is None:
        raise Http404
    form = AnswerForm(request.POST, auto_id=f"answer-{ask}-%s")
    if not form.is_valid():
        return _page(request, code, answers={ask: form}, status=422)
    said = form.cleaned_data
    actions.answer_ask(
        found,
        said["answer"],
        paper=said["paper"],
        on=said["on"],
        actor=member_of(request),
        now=now,
    )
    messages.success(request, _("Đã ghi kết quả của kiến nghị."))
    return redirect(f"{reverse('strategy:session', args=[row.code])}#ask")


def _page(
    request: HttpRequest,
    code: str,
    sent: Mapping[str, forms.Form] | None = None,
    *,
    answers: Mapping[int, AnswerForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    found = queries.session(code, now=now)
    if found is None:
        raise Http404
    keeps, sent, answers = may(request, KEEP), sent or {}, answers or {}
    blank = {
        part: sent.get(part) or _part_form(part, timezone.localdate(now))
        for part in (PARTS if keeps else ())
    }
    open_asks = [one.ask.pk for one in found.asks if one.task is None and not one.ask.answer]
    answering = {
        pk: answers.get(pk) or AnswerForm(auto_id=f"answer-{pk}-%s")
        for pk in (open_asks if keeps else ())
    }
    page = session_page(found, answering)
    return render(
        request,
        "strategy/session.html",
        {
            "page": page,
            "forms": blank,
            "open_parts": list(sent),
            "may_keep": keeps,
            "may_give": may(request, "strategy.direct"),
            "crumbs": [
                Crumb(_("Cam kết"), reverse("strategy:board")),
                Crumb(_("Buổi làm việc"), reverse("strategy:sessions")),
                Crumb(page.title),
            ],
            "now": now,
        },
        status=status,
    )


def _row(code: str) -> WorkingSession:
    found = WorkingSession.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _part_form(part: str, today: date, request: HttpRequest | None = None) -> forms.Form:
    offered: dict[str, Any] = {}
    if part in {"present", "ask"}:
        bodies = units.at(today).exclude(kind__in=set(AREAS) - {Kind.COMMUNE})
        offered["units"] = [(one.code, one.body_title) for one in bodies]
    else:
        offered["indicators"] = [(one.code, text(one.title)) for one in indicators.indicators()]
    return PARTS[part](request.POST if request else None, auto_id=f"{part}-%s", **offered)


def _add(row: WorkingSession, part: str, said: Mapping[str, Any], actor: Member) -> None:
    now = timezone.now()
    if part == "present":
        there = PresentThere(
            side=said["side"],
            unit=_unit(said["unit"], timezone.localdate(now)),
            name=_both(said["name"]),
            function=_both(said["function"]),
        )
        actions.add_present(row, there, actor=actor, now=now)
    elif part == "found":
        thing = FoundThing(_both(said["text"]), said["indicator"])
        actions.add_found(row, thing, actor=actor, now=now)
    else:
        unit = _unit(said["unit"], timezone.localdate(now))
        ask = AskSaid(_both(said["text"]), said["level"], unit)
        actions.add_ask(row, ask, actor=actor, now=now)


def _unit(code: str, day: date) -> Unit | None:
    return units.at(day).filter(code=code).first() if code else None


def _both(words: str) -> dict[str, str]:
    """Return words typed in one language for readers of both; nothing for nothing."""
    return {"vi": words, "en": words} if words else {}
