"""What staff do with reports of one thing, from the page of a case."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.kernel.cases.errors import CaseError, Invalid
from tinhso.web.cases.access import staff_only
from tinhso.web.cases.holding import actor_of

from .. import actions


@require_POST
@staff_only
def link(request: HttpRequest, number: str) -> HttpResponse:
    """Let a report be answered together with the one that was chosen."""
    actor, now, to = actor_of(request), timezone.now(), request.POST.get("to", "")

    def do() -> str:
        made = actions.link(number, to, actor=actor, now=now)
        return _("Đã liên kết với %(lead)s. Một câu trả lời đến với cả hai.") % {
            "lead": made.lead.number
        }

    return _done(request, number, do)


@require_POST
@staff_only
def unlink(request: HttpRequest, number: str) -> HttpResponse:
    """Let a report be answered by itself again."""
    actor, now = actor_of(request), timezone.now()

    def do() -> str:
        actions.unlink(number, actor=actor, now=now)
        return _("Đã bỏ liên kết. Phản ánh này được trả lời riêng.")

    return _done(request, number, do)


@require_POST
@staff_only
def take(request: HttpRequest, number: str) -> HttpResponse:
    """Give a report the answer of its lead."""
    actor, now = actor_of(request), timezone.now()

    def do() -> str:
        actions.take_answer(number, actor=actor, now=now)
        return _("Đã trả lời bằng câu trả lời của phản ánh chính.")

    return _done(request, number, do)


def _done(request: HttpRequest, number: str, do: Callable[[], str]) -> HttpResponse:
    """Do it and say so on the page of the case, or say there why not."""
    try:
        messages.success(request, do())
    except Invalid as error:
        messages.warning(request, " ".join(error.errors.values()))
    except CaseError as error:
        messages.warning(request, str(error))
    return redirect("cases:case", number=number)
