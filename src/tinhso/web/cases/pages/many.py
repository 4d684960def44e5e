"""One thing with many cases: choose on the list, say once what to do, see what became of each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.cases import queries
from tinhso.kernel.cases.queries import Chosen, Shared
from tinhso.kernel.people.actors import Member
from tinhso.web.cases.access import staff_only
from tinhso.web.cases.batches import MOST, Batch, alone
from tinhso.web.cases.forms import CaseForm
from tinhso.web.cases.holding import actor_of
from tinhso.web.cases.offering import Begun, begun


@dataclass(frozen=True)
class Way:
    """An action that some of the chosen cases share, with its form and sentences to begin with."""

    shared: Shared
    form: CaseForm
    begun: Begun
    is_open: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def many(request: HttpRequest) -> HttpResponse:
    """Ask what to do with the chosen cases; begin to do it."""
    now, actor = timezone.now(), actor_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    found = queries.chosen(_ids(asked.getlist("step")), actor)
    if found is None:
        messages.info(request, _("Hãy chọn ít nhất một việc đang mở của bạn."))
        return redirect("cases:worklist")
    if request.method != "POST":
        return _page(request, found, now)
    wrong = ""
    match asked.get("do"):
        case "assign":
            batch = _assign(request, found, now)
        case "remind":
            batch, wrong = _remind(request, found), _("Hãy viết lời nhắc.")
        case _:
            return _act(request, found, now)
    if batch is None:
        return _page(request, found, now, notice=wrong or _("Hãy chọn người nhận việc."))
    return _begin(request, batch, now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def batch(request: HttpRequest, token: str) -> HttpResponse:
    """Show what became of each case so far; go on with the next few."""
    found = _batch(request, token)
    if request.method == "POST" and found.left:
        with alone(request.session, token) as held:
            if held is not None:
                held.go_on(actor=actor_of(request), now=timezone.now())
                found = held
        if not request.headers.get("HX-Request"):
            return redirect("cases:batch", token=token)
    return render(request, "cases/batch.html", {"batch": found})


@never_cache
@require_POST
@staff_only
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """Give every step back to whom it was given before."""
    found = _batch(request, token)
    if not found.can_be_undone:
        return redirect("cases:batch", token=token)
    return _begin(request, found.undone(_("Trả việc về người giữ trước")), timezone.now())


def _batch(request: HttpRequest, token: str) -> Batch:
    found = Batch.of(request.session, token)
    if found is None:
        raise Http404
    return found


def _begin(request: HttpRequest, batch: Batch, now: datetime) -> HttpResponse:
    batch.go_on(actor=actor_of(request), now=now)
    batch.keep(request.session)
    return redirect("cases:batch", token=batch.token)


def _assign(request: HttpRequest, found: Chosen, now: datetime) -> Batch | None:
    chosen = request.POST.get("account", "")
    if chosen not in {"none", *(str(one.account_id) for one in _colleagues(found, request, now))}:
        return None
    account = int(chosen) if chosen.isdecimal() else None
    title = _("Giao việc") if account else _("Trả việc về đơn vị")
    return Batch("assign", title, _hex(found), {"account": account})


def _remind(request: HttpRequest, found: Chosen) -> Batch | None:
    text = request.POST.get("text", "").strip()
    return Batch("remind", _("Nhắc việc"), _hex(found), {"text": text[:4000]}) if text else None


def _act(request: HttpRequest, found: Chosen, now: datetime) -> HttpResponse:
    key = request.POST.get("key", "")
    shared = next((one for one in found.shared if one.key == key), None)
    if shared is None:
        return _page(request, found, now, notice=_("Hãy chọn một thao tác."))
    form = _form(shared, now, None, request.POST)
    if not form.is_valid():
        return _page(request, found, now, sent=(key, form))
    asked = {"action": shared.offer.action, "answers": form.answers, "reason": form.reason}
    steps = [str(step) for step in shared.step_ids]
    return _begin(request, Batch("act", shared.offer.title, steps, asked), now)


def _page(
    request: HttpRequest,
    found: Chosen,
    now: datetime,
    *,
    notice: str = "",
    sent: tuple[str, CaseForm] | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    units = {step.unit_id for step in found.steps if step.unit_id is not None}
    ways, choices = [], queries.Offered(now=now)
    for shared in found.shared:
        was_sent = sent is not None and sent[0] == shared.key
        chosen = request.GET.get("template", "") if request.GET.get("key") == shared.key else ""
        offered = begun(shared.compiled, shared.offer, {}, units, now, chosen)
        form = (
            sent[1] if sent and was_sent else _form(shared, now, choices, initial=offered.initial)
        )
        ways.append(Way(shared, form, offered, was_sent or bool(chosen)))
    context: dict[str, Any] = {
        "now": now,
        "found": found,
        "ways": ways,
        "colleagues": _colleagues(found, request, now),
        "me": actor.account_id if isinstance(actor, Member) else None,
        "notice": notice,
        "rows": [(step, queries.step_title(step)) for step in found.steps],
        "query": "&".join(f"step={step.pk}" for step in found.steps),
    }
    status = 422 if notice or sent else 200
    return render(request, "cases/many.html", context, status=status)


def _colleagues(
    found: Chosen, request: HttpRequest, now: datetime
) -> tuple[queries.Colleague, ...]:
    """Return to whom the chosen steps may be given; kept for the request."""
    if not hasattr(request, "cases_colleagues"):
        owner = found.owner
        listed = queries.colleagues(owner[0], owner[1], now=now) if owner else ()
        request.cases_colleagues = listed  # type: ignore[attr-defined]  # Django's has no room
    kept: tuple[queries.Colleague, ...] = request.cases_colleagues  # type: ignore[attr-defined]  # as above
    return kept


def _form(
    shared: Shared,
    now: datetime,
    choices: queries.Offered | None,
    *given: Any,
    initial: Any = None,
) -> CaseForm:
    return CaseForm(
        shared.compiled.fields,
        shared.offer.asked,
        *given,
        now=now,
        offered=choices,
        reason=shared.offer.reason,
        initial=initial or {},
        auto_id=f"{shared.key}-%s",
    )


def _ids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts[:MOST]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _hex(found: Chosen) -> list[str]:
    return [str(step.pk) for step in found.steps]
