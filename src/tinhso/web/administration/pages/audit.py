"""Who did what, and who read whose data: the ledger, searched."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.ledger import kinds
from tinhso.kernel.ledger.actors import ANONYMOUS
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people import queries
from tinhso.kernel.people.models import Account
from tinhso.web.accounts.rights import requires

A_PAGE = 50
HASH = re.compile("[0-9a-f]{40,}")
HASH_SHOWN = 8


@dataclass(frozen=True)
class Line:
    """One event as it is listed."""

    event: Event
    title: str
    who: str
    data: list[tuple[str, str]]


@requires("audit.read", whole_province=True)
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """List events, the last written first, by subject, actor and kind."""
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("subject", "actor", "kind")}
    events = Event.objects.order_by("-id")
    if asked["subject"]:
        events = events.filter(subject=asked["subject"])
    if asked["actor"]:
        events = events.filter(actor=_reference(asked["actor"]))
    if asked["kind"]:
        events = events.filter(kind=asked["kind"])
    if before := _uuid(request.GET.get("before", "")):
        events = events.filter(id__lt=before)
    found = list(events[: A_PAGE + 1])
    shown = found[:A_PAGE]
    names = queries.usernames(event.actor for event in shown)
    lines = [
        Line(
            event,
            kinds.title(event.kind),
            names.get(event.actor) or _who(event.actor),
            _said(event.data),
        )
        for event in shown
    ]
    options = sorted(((kind, kinds.title(kind)) for kind in kinds.registered()), key=lambda o: o[1])
    return render(
        request,
        "administration/ledger.html",
        {
            "lines": lines,
            "asked": asked,
            "kinds": options,
            "older": shown[-1].id if len(found) > A_PAGE else None,
        },
    )


@requires("audit.read", whole_province=True)
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """List readings of personal data: of one person, by one reader, or the latest of all."""
    person = _uuid(request.GET.get("person", ""))
    actor = request.GET.get("actor", "").strip()[:100]
    if person:
        found = queries.readings_of(person)
    elif actor:
        found = queries.readings_by(_reference(actor))
    else:
        found = queries.readings()
    return render(
        request,
        "administration/readings_page.html",
        {
            "readings": queries.named_readings(found),
            "show_subject": True,
            "person": person or "",
            "actor": actor,
        },
    )


def _who(actor: str) -> str:
    """Return words for whoever is no account; a reference that nobody knows stays what it is."""
    if actor.startswith("system:"):
        return _("Hệ thống")
    return _("khách, không đăng nhập") if actor == ANONYMOUS.ref else actor


def _said(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what an event says, without what it leaves empty."""
    return [
        (name, _plain(value)) for name, value in sorted(data.items()) if value not in (None, "", [])
    ]


def _plain(value: Any) -> str:
    """Return a value as it is read: lists with commas, of a hash its beginning."""
    if isinstance(value, Mapping):
        return ", ".join(_plain(part) for part in value.values() if part not in (None, "", []))
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    text = str(value)
    return f"{text[:HASH_SHOWN]}…" if HASH.fullmatch(text) else text


def _reference(text: str) -> str:
    """Return an actor's reference for a name to sign in with; a reference stays what it is."""
    account = Account.objects.filter(username=text).values_list("pk", flat=True).first()
    return f"account:{account}" if account else text


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text.strip().removeprefix("person:"))
    except ValueError:
        return None
