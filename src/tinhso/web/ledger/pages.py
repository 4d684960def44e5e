"""The ledger for everyone: is it whole, does my receipt hold, and what if somebody cheats?"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.ledger import keys, kinds, queries
from tinhso.kernel.ledger.rules.merkle import consistent
from tinhso.kernel.ledger.rules.notes import open_checkpoint
from tinhso.kernel.ledger.rules.receipts import (
    Check,
    Finding,
    Outcome,
    Receipt,
    holds,
    verify_receipt,
)
from tinhso.web.ledger.drawing import draw
from tinhso.web.ledger.forms import ActForm, ReceiptForm
from tinhso.web.ledger.sandbox import Act, Scene, play
from tinhso.web.ledger.story import STORY

CHECKS = {
    Check.PROMISE_SIGNED: _("Lời hẹn do chính tỉnh ký"),
    Check.PROMISE_IS_OF_THIS_EVENT: _("Lời hẹn đúng với việc đã ghi trong sổ"),
    Check.OPENINGS_FIT: _("Nội dung bạn gửi còn nguyên từng chữ"),
    Check.HEAD_SIGNED: _("Đầu sổ do chính tỉnh ký"),
    Check.INCLUDED: _("Việc của bạn nằm trong sổ đã ký"),
}
STILL_THERE = _("Sổ hôm nay vẫn giữ nguyên phần bạn đã thấy")
STATES = {Outcome.HOLDS: "ok", Outcome.FAILS: "bad", Outcome.LATER: "none"}
WORDS = {Outcome.HOLDS: _("Đúng"), Outcome.FAILS: _("Sai"), Outcome.LATER: _("Chờ ghi sổ")}


@dataclass(frozen=True)
class Line:
    """One check as the page shows it."""

    question: str | Promise
    state: str
    words: str | Promise


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the newest head, and take a receipt to verify."""
    return render(request, "web/ledger/index.html", _head() | {"form": ReceiptForm()})


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Verify a receipt with the public key alone, then against today's log."""
    form = ReceiptForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "web/ledger/index.html", _head() | {"form": form}, status=422)
    receipt: Receipt = form.cleaned_data["receipt"]
    findings = verify_receipt(receipt, keys.verifier())
    today = _still_there(receipt)
    findings_hold = holds(findings) and today.outcome is not Outcome.FAILS
    lines = [Line(CHECKS[f.check], STATES[f.outcome], WORDS[f.outcome]) for f in findings]
    lines.append(Line(STILL_THERE, STATES[today.outcome], WORDS[today.outcome]))
    return render(
        request,
        "web/ledger/verified.html",
        {
            "holds": findings_hold,
            "waiting": receipt.inclusion is None,
            "lines": lines,
            "promise": receipt.promise,
            "filed_at": _moment(receipt.promise.filed_at if receipt.promise else None),
            "due_at": _moment(receipt.promise.due_at if receipt.promise else None),
            "kind": _kind(receipt),
        },
    )


@require_safe
def sandbox(request: HttpRequest) -> HttpResponse:
    """Let the visitor falsify a copy of a small log; nothing is kept, the address says it all."""
    form = ActForm(request.GET)
    form.is_valid()
    wanted = Act(form.cleaned_data.get("act") or 0)
    number = form.cleaned_data.get("line") or 0
    words = " ".join((form.cleaned_data.get("words") or "").split())
    story = [(told.when, str(told.words)) for told in STORY]
    unchanged = bool(number and words and words == story[number - 1][1])
    act = wanted if number and words and not unchanged and not form.errors else Act.HONEST
    scene = play(story, act, number, words)
    return render(
        request,
        "web/ledger/sandbox.html",
        {
            "scene": scene,
            "drawing": draw(scene),
            "changing": number if act is Act.HONEST else 0,
            "number": number,
            "words": words or (str(STORY[number - 1].tempting) if number else ""),
            "unchanged": unchanged,
            "too_long": "words" in form.errors,
            "original": story[number - 1][1] if number else "",
            "next_act": act + 1 if Act.HONEST < act < Act.STEAL else None,
            "questions": _questions(scene),
        },
    )


def _head() -> dict[str, Any]:
    head = queries.latest_head()
    return {
        "head": head,
        "root": bytes(head.root).hex() if head else "",
        "key": str(keys.verifier()),
        "lag": queries.sealing_lag(timezone.now()),
        "bound": queries.COUNT_BOUND,
    }


def _still_there(receipt: Receipt) -> Finding:
    """Compare the head that a receipt was given under with today's log."""
    head = queries.latest_head()
    if receipt.inclusion is None or head is None:
        return Finding(Check.INCLUDED, Outcome.LATER)
    try:
        kept = open_checkpoint(receipt.inclusion.checkpoint, keys.verifier())
        path = queries.consistency_proof(kept.size, head.size)
    except ValueError as error:  # a note not ours, or of more events than the log has
        return Finding(Check.INCLUDED, Outcome.FAILS, str(error))
    same = consistent(kept.size, head.size, kept.root, bytes(head.root), path)
    return Finding(Check.INCLUDED, Outcome.HOLDS if same else Outcome.FAILS)


def _questions(scene: Scene) -> list[Line]:
    def line(question: Promise, *, ok: bool) -> Line:
        return Line(question, "ok" if ok else "bad", _("Khớp") if ok else _("Không khớp"))

    return [
        line(_("Từng dòng có khớp dấu của nó?"), ok=scene.lines_agree),
        line(_("Đỉnh cây có khớp đỉnh đã ký?"), ok=scene.root_agrees),
        line(_("Chữ ký có phải của tỉnh?"), ok=scene.signature_holds),
        line(_("Có khớp bản mà người ngoài giữ?"), ok=scene.witness_agrees),
    ]


def _kind(receipt: Receipt) -> str:
    try:
        return kinds.title(str(json.loads(receipt.event)["kind"]))
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
