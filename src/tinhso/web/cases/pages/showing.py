"""One case: its line of time, its deadline, and what the visitor may do with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.cases import queries
from tinhso.kernel.cases.models import Case
from tinhso.kernel.cases.queries import CaseView, Earlier, Moment, Offer
from tinhso.kernel.cases.rules import numbers
from tinhso.kernel.cases.rules.rights import Deed
from tinhso.kernel.cases.words import moment_words
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people import throttle
from tinhso.kernel.people.actors import Member
from tinhso.web.cases import panels
from tinhso.web.cases.beside import beside
from tinhso.web.cases.forms import REASON, CaseForm
from tinhso.web.cases.holding import actor_for, hold
from tinhso.web.cases.offering import Begun, begun

NOTHING_BEGUN = Begun()
TRIES, TRY_WINDOW = 20, timedelta(minutes=10)


@dataclass(frozen=True)
class Shown:
    """An action with its form, open where it was just sent."""

    offer: Offer
    form: CaseForm
    is_open: bool
    begun: Begun = NOTHING_BEGUN


@dataclass(frozen=True)
class Event:
    """A point of the line of time as the page draws it."""

    moment: Moment
    detail: str


@dataclass(frozen=True)
class Said:
    """What the page says about something that was just tried and didn't work.

    `earlier` is what the reporter asked before, where that was asked for.
    """

    notice: str = ""
    typed: Sequence[str] = ()
    offer: Offer | None = None
    form: CaseForm | None = None
    secret_error: str = ""
    status: int = 200
    earlier: tuple[Earlier, ...] | None = None


NOTHING = Said()
NOTHING_PROPOSED: Mapping[str, str] = MappingProxyType({})
LONGEST_PROPOSED = 2000


@never_cache
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case as far as the visitor may see it."""
    return page(request, found_by(number))


@never_cache
@require_POST
def open_with_secret(request: HttpRequest, number: str) -> HttpResponse:
    """Let whoever gives the secret code see the whole case, for this session."""
    now, found = timezone.now(), found_by(number)
    if not throttle.allow(f"case:{throttle.client(request)}", TRIES, TRY_WINDOW, now):
        sentence = _("Bạn đã thử nhiều lần. Hãy chờ 10 phút rồi thử lại.")
        return page(request, found, Said(secret_error=sentence, status=429))
    if queries.by_secret(number, request.POST.get("secret", "")) is None:
        sentence = _("Mã bí mật không khớp với hồ sơ này. Hãy xem lại biên nhận.")
        return page(request, found, Said(secret_error=sentence, status=422))
    hold(request, found.pk)
    return redirect("cases:case", number=found.number)


def found_by(number: str) -> Case:
    """Return the case of a number, however it was typed; raise Http404."""
    found = Case.objects.filter(number=numbers.normal_number(number)).first()
    if found is None:
        raise Http404
    return found


def view_of(found: Case, actor: Actor, now: datetime) -> CaseView:
    """Return the case as the actor may see it."""
    view = queries.case_view(found.number, actor, now=now)
    if view is None:
        raise Http404
    return view


def form_of(
    view: CaseView,
    offer: Offer,
    now: datetime,
    request: HttpRequest | None = None,
    begun: Begun | None = None,
    proposed: Mapping[str, str] = NOTHING_PROPOSED,
) -> CaseForm:
    """Return the form of an action, with what was sent, or what was chosen to begin with.

    `proposed` are answers that a link to this page proposes; a person sends them, or others.
    """
    given: tuple[Any, ...] = (request.POST, request.FILES) if request else ()
    likely = view.case.unit or view.case.place  # who answers is most often whose land it is
    known = {
        "category": view.case.category,
        "priority": view.case.priority,
        "unit": likely.code if likely else "",
        **(begun.initial if begun else {}),
        **proposed,
    }
    return CaseForm(
        view.compiled.fields,
        offer.asked,
        *given,
        now=now,
        offered=view.offered,
        reason=offer.reason,
        initial={name: value for name, value in known.items() if value},
        auto_id=f"{offer.action}-%s",
    )


def page(request: HttpRequest, found: Case, said: Said = NOTHING) -> HttpResponse:
    """Show a case, with what was just said to the visitor and what they had typed."""
    now = timezone.now()
    actor = actor_for(request, found)
    view = view_of(found, actor, now)
    chosen, asked_for = request.GET.get("template", "")[:60], request.GET.get("action", "")
    forms = [_shown(request, view, offer, now, said) for offer in view.offers]
    stands = beside(view, actor, now)
    lost = said.form is not None and all(shown.form is not said.form for shown in forms)
    context = {
        "now": now,
        "view": view,
        "main": [shown for shown in forms if shown.offer.is_main],
        "others": [shown for shown in forms if not shown.offer.is_main],
        "events": [Event(moment, _detail(moment, stands.names)) for moment in view.line],
        "said": said,
        "typed": typed_in(said.form) if lost and said.form else said.typed,
        "is_reporter": isinstance(actor, queries.Reporter),
        "answered": next((m for m in reversed(view.line) if m.answers or m.photos), None),
        "may_remark": Deed.REMARK in view.deeds,
        "beside": stands,
        "waits": [
            (wait, _asking(view, wait.templates, now, chosen if asked_for == wait.kind else ""))
            for wait in view.waits
        ],
        "me": actor.account_id if isinstance(actor, Member) else None,
        "panels": panels.of(request, view),
    }
    return render(request, "cases/case.html", context, status=said.status)


def typed_in(form: CaseForm) -> list[str]:
    """Return the words that were typed into a form that is no longer offered."""
    names = [name for name in form.fields if isinstance(form.data.get(name), str)]
    return [form.data[name] for name in names if form.data[name].strip()]


def _shown(request: HttpRequest, view: CaseView, offer: Offer, now: datetime, said: Said) -> Shown:
    is_asked = request.GET.get("action") == offer.action
    offered = begun(
        view.compiled,
        offer,
        queries.known_of(view.case, view.category),
        _units(view),
        now,
        request.GET.get("template", "")[:60] if is_asked else "",
    )
    if said.form and said.offer and (offer.step_id, offer.action) == _key(said.offer):
        return Shown(offer, said.form, is_open=True, begun=offered)
    proposed = _proposed(request, offer) if is_asked else NOTHING_PROPOSED
    form = form_of(view, offer, now, begun=offered, proposed=proposed)
    return Shown(offer, form, is_asked, offered)


def _proposed(request: HttpRequest, offer: Offer) -> dict[str, str]:
    """Return the answers that the address proposes for an action, as ?action=…&category=… does."""
    asked = [*offer.asked, REASON]
    return {name: request.GET[name][:LONGEST_PROPOSED] for name in asked if name in request.GET}


def _asking(view: CaseView, source: str | None, now: datetime, chosen: str) -> Begun:
    """Return the sentences to ask the reporter with."""
    known = queries.known_of(view.case, view.category)
    offered = queries.templates(source, known, unit_ids=_units(view), now=now)
    return Begun(offered, "reason", chosen)


def _units(view: CaseView) -> set[int]:
    """Return the units whose steps the visitor works on."""
    return {given.unit_id for given in view.assignments}


def _key(offer: Offer) -> tuple[UUID, str]:
    return offer.step_id, offer.action


def _detail(moment: Moment, names: Mapping[str, str]) -> str:
    """Return the second line of a point: who and when, or until when; for staff by name."""
    parts = [moment.who]
    if name := names.get(moment.by):
        absent = names.get(moment.in_place_of)
        parts.append(
            _("%(name)s thay %(absent)s") % {"name": name, "absent": absent} if absent else name
        )
    if moment.when:
        parts.append(moment_words(moment.when))
    elif moment.waits_for and moment.until:
        said = {"why": moment.waits_for, "until": moment_words(moment.until)}
        parts.append(_("%(why)s, nhiều nhất đến %(until)s") % said)
    elif moment.until:
        late = _("quá hạn từ %s") if moment.state == "late" else _("trước %s")
        parts.append(late % moment_words(moment.until))
    return " · ".join(part for part in parts if part)
