"""Reports: choose, preview, download, keep as an edition, compare."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.systems.strategy.reports import actions, making, queries
from tinhso.systems.strategy.reports.forms import ChoiceForm
from tinhso.systems.strategy.reports.models import Edition
from tinhso.systems.strategy.reports.rules.comparing import compare
from tinhso.systems.strategy.reports.rules.facts import Span, SpanKind
from tinhso.systems.strategy.reports.wording import this_wording
from tinhso.web.accounts.rights import member_of, reach_of, requires
from tinhso.web.papers.content import Report, content_hash, from_json
from tinhso.web.papers.pdf import to_pdf
from tinhso.web.papers.shown import page
from tinhso.web.papers.word import to_docx
from tinhso.web.ways import Crumb

MAKE = "reports.make"
EDITIONS_SHOWN = 50
TERM = 5
"""Terms of a congress end in years such as 2025."""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPERS: dict[str, tuple[str, Callable[[Report, str], bytes]]] = {
    "pdf": ("application/pdf", to_pdf),
    "docx": (DOCX, to_docx),
}


@dataclass(frozen=True)
class Asked:
    """A report that an address names."""

    scope: str
    span: str
    at: datetime

    @property
    def query(self) -> str:
        """The address's query."""
        at = timezone.localtime(self.at).isoformat()
        return urlencode({"scope": self.scope, "span": self.span, "at": at})


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Choose a report; list the editions that were made."""
    today = timezone.localdate()
    term = today.year - today.year % TERM
    chosen = {"scope": request.GET.get("scope", "all"), "kind": SpanKind.FIVE, "last": term}
    form = ChoiceForm(request.GET if "kind" in request.GET else None, today=today, initial=chosen)
    if form.is_bound and form.is_valid():
        at = making.position(form.position(timezone.now()))
        asked = Asked(form.cleaned_data["scope"], form.span.code, at)
        return redirect(f"{reverse('reports:preview')}?{asked.query}")
    return render(
        request,
        "reports/index.html",
        {
            "form": form,
            "declared": this_wording() is not None,
            "editions": queries.editions()[:EDITIONS_SHOWN],
            "crumbs": [Crumb(_("Cam kết"), reverse("strategy:board")), Crumb(_("Báo cáo kỳ"))],
        },
        status=422 if form.errors else 200,
    )


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """Show a report made at the position in the address; one without a position gets now's."""
    asked = _asked(request)
    if "at" not in request.GET:
        return redirect(f"{reverse('reports:preview')}?{asked.query}")
    report = _made(asked)
    return render(
        request,
        "reports/report.html",
        {
            "page": page(report, _language()),
            "asked": asked,
            "query": asked.query,
            "may_make": _may_make(request),
            "alike": queries.editions().filter(scope=asked.scope, span=asked.span),
            "crumbs": _crumbs(_("Xem trước")),
        },
    )


@require_safe
def preview_paper(request: HttpRequest, form: str) -> HttpResponse:
    """Give a previewed report as PDF or DOCX."""
    asked = _asked(request)
    return _paper(_made(asked), form, f"{asked.scope}-{asked.span}")


@require_POST
@requires(MAKE)
def make(request: HttpRequest) -> HttpResponse:
    """Keep the report of the address as an edition."""
    asked = _asked(request)
    report = _made(asked)
    edition = actions.make_edition(report, actor=member_of(request), now=timezone.now())
    messages.success(request, _("Đã lập ấn bản số %(n)s.") % {"n": edition.number})
    return redirect("reports:edition", edition=edition.pk)


@require_safe
def edition(request: HttpRequest, edition: int) -> HttpResponse:
    """Show an edition as it was made, whatever has changed since."""
    found = _edition(edition)
    return render(
        request,
        "reports/report.html",
        {
            "page": page(from_json(found.content), _language()),
            "edition": found,
            "alike": queries.editions_like(found),
            "crumbs": _crumbs(_("Ấn bản %(n)s") % {"n": found.number}),
        },
    )


@require_safe
def edition_paper(request: HttpRequest, edition: int, form: str) -> HttpResponse:
    """Give an edition as PDF or DOCX."""
    del request
    found = _edition(edition)
    name = f"{found.scope}-{found.span}-{found.number}"
    return _paper(from_json(found.content), form, name)


@require_safe
def edition_json(request: HttpRequest, edition: int) -> HttpResponse:
    """Give an edition's content, over which its hash was computed."""
    del request
    found = _edition(edition)
    return JsonResponse(found.content, json_dumps_params={"ensure_ascii": False})


@require_safe
def again(request: HttpRequest, edition: int) -> HttpResponse:
    """Make an edition's report again at its own position and show whether it is the same."""
    found = _edition(edition)
    made = _made(Asked(found.scope, found.span, found.as_of))
    same = content_hash(made) == found.sha256
    comparison = compare(from_json(found.content), made)
    return render(
        request,
        "reports/compare.html",
        {
            "old": found,
            "again": True,
            "same": same,
            "comparison": comparison,
            "crumbs": _crumbs(_("Soạn lại ấn bản %(n)s") % {"n": found.number}),
        },
    )


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Show two editions of one report side by side: changed figures apart from changed words."""
    old, new = (_edition(_number(request.GET.get(name, ""))) for name in ("old", "new"))
    if (old.scope, old.span) != (new.scope, new.span):
        raise Http404(_("Chỉ so được hai ấn bản của cùng một báo cáo."))
    return render(
        request,
        "reports/compare.html",
        {
            "old": old,
            "new": new,
            "same": old.sha256 == new.sha256,
            "comparison": compare(from_json(old.content), from_json(new.content)),
            "crumbs": _crumbs(
                _("So ấn bản %(old)s và %(new)s") % {"old": old.number, "new": new.number}
            ),
        },
    )


def _asked(request: HttpRequest) -> Asked:
    """Return what the address names; raise Http404 for what can't be."""
    now = making.position(timezone.now())
    at = now
    if "at" in request.GET:
        try:
            named = datetime.fromisoformat(request.GET["at"])
        except ValueError:
            raise Http404(_("Thời điểm không đọc được.")) from None
        at = now if timezone.is_naive(named) else making.position(named)
        if timezone.is_naive(named) or at > now:
            raise Http404(_("Thời điểm phải có múi giờ và không ở tương lai."))
    return Asked(request.GET.get("scope", "all")[:100], request.GET.get("span", "")[:9], at)


def _made(asked: Asked) -> Report:
    wording = this_wording()
    if wording is None:
        raise Http404(_("Tỉnh chưa khai báo lời văn báo cáo."))
    try:
        scope, span = queries.scope(asked.scope), Span.parse(asked.span)
    except (queries.NoSuchScopeError, ValueError):
        raise Http404(_("Không có báo cáo này.")) from None
    return making.report(scope, span, wording, as_of=asked.at)


def _edition(pk: int) -> Edition:
    found = queries.edition(pk)
    if found is None:
        raise Http404(_("Không có ấn bản này."))
    return found


def _number(words: str) -> int:
    if not (words.isascii() and words.isdigit() and len(words) < len("1000000000")):
        raise Http404(_("Không có ấn bản này."))
    return int(words)


def _paper(report: Report, form: str, name: str) -> HttpResponse:
    kind, write = PAPERS[form]
    file = f"bao-cao-{name.replace(':', '-')}.{form}"
    return HttpResponse(
        write(report, _language()),
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


def _language() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def _may_make(request: HttpRequest) -> bool:
    signed_in = request.user.is_authenticated
    return signed_in and bool(reach_of(request, MAKE))


def _crumbs(title: str) -> list[Crumb]:
    return [
        Crumb(_("Cam kết"), reverse("strategy:board")),
        Crumb(_("Báo cáo kỳ"), reverse("reports:index")),
        Crumb(title),
    ]
