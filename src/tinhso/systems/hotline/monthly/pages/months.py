"""The months and one month: figures, each with the way to its cases, and its papers."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.systems.hotline.open_side import on_the_open_side, open_side
from tinhso.web.accounts.rights import may, member_of, requires
from tinhso.web.papers.content import Report
from tinhso.web.papers.content import from_json as paper_from_json
from tinhso.web.papers.sheets import XLSX

from .. import making, queries, shown
from ..addresses import Cases
from ..declared import this_cut, this_zone
from ..models import Edition
from ..rules.composing import compose
from ..rules.figures import Figures, from_json
from ..rules.windows import Month
from ..sheets import to_xlsx
from .ways import crumbs, language, month_crumb, number, rules_of_month, said

MAKE = "reports.make"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Shown:
    """A month as it is shown: its figures, of an edition or live (None)."""

    figures: Figures
    edition: Edition | None

    @property
    def cases(self) -> Cases:
        """Where its numbers' cases are."""
        if self.edition:
            return Cases(self.figures.month, edition=self.edition.number)
        return Cases(self.figures.month, at=self.figures.until)


@require_safe
@on_the_open_side
def index(request: HttpRequest) -> HttpResponse:
    """Lead to the running month; list those that were made."""
    file = rules_of_month()
    running = this_cut(file).month_of(timezone.now())
    return render(
        request,
        "monthly/index.html",
        {
            "running": running,
            "window": this_cut(file).window(running),
            "editions": queries.editions(),
            "source": file.month.source,
            "crumbs": crumbs(),
        },
    )


@require_safe
def month(request: HttpRequest, month: Month) -> HttpResponse:
    """Show a month: the last edition of it, or as far as it has gone."""
    may_make = may(request, MAKE)
    one = _shown(request, month, now=timezone.now())
    with open_side():
        return render(request, "monthly/month.html", _context(one, month, may_make=may_make))


def _context(one: Shown, month: Month, *, may_make: bool) -> dict[str, object]:
    figures, cases = one.figures, one.cases
    drawings, spoken = shown.days(figures)
    now = timezone.now()
    cut = this_cut(rules_of_month())
    return {
        "figures": figures,
        "edition": one.edition,
        "month": month,
        "earlier": month.before(),
        "later": month.before(-1) if cut.window(month).until <= now else None,
        "facts": shown.facts(figures, cases),
        "balance": shown.balance(figures, cases),
        "replies": shown.replies(figures, cases),
        "agreed_share": shown.agreed_share(figures),
        "other_ends": shown.other_ends(figures, cases),
        "drawings": drawings,
        "spoken": spoken,
        "groups": shown.groups(figures, cases),
        "standings": shown.standings(figures, cases),
        "spots": shown.spots(figures, cases),
        "may_make": may_make and figures.closed,
        "crumbs": crumbs(month_crumb(month, last=True)),
        "said": said(month),
        "source": figures.source.of(language()),
    }


@require_safe
def paper(request: HttpRequest, month: Month, form: str) -> HttpResponse:
    """Give a month as PDF, DOCX or a workbook."""
    one = _shown(request, month, now=timezone.now())
    if form == "xlsx":
        return _attached(to_xlsx(one.figures), XLSX, one, form)
    report = _report(one)
    if form == "pdf":
        from tinhso.web.papers.pdf import to_pdf

        return _attached(to_pdf(report, language()), "application/pdf", one, form)
    from tinhso.web.papers.word import to_docx

    return _attached(to_docx(report, language()), DOCX, one, form)


@require_POST
@requires(MAKE)
def make(request: HttpRequest, month: Month) -> HttpResponse:
    """Make a month that is over again: where anything was corrected it is another edition."""
    try:
        edition, is_new = making.make(
            rules_of_month(), month, actor=member_of(request), now=timezone.now()
        )
    except making.NotOverError:
        raise Http404(_("Kỳ này chưa kết thúc.")) from None
    except making.NotReadError:
        messages.warning(request, _("Sự kiện trong kỳ chưa ghi xong. Hãy thử lại sau một phút."))
        return redirect("hotline_monthly:month", month=month)
    if is_new:
        messages.success(request, _("Đã lập ấn bản số %(n)s.") % {"n": edition.number})
    else:
        messages.info(request, _("Không có gì khác ấn bản số %(n)s.") % {"n": edition.number})
    return redirect("hotline_monthly:month", month=month)


def _shown(request: HttpRequest, month: Month, *, now: datetime) -> Shown:
    file = rules_of_month()
    asked = number(request.GET.get("edition", ""))
    with open_side():
        edition = queries.edition_of(month.code, asked) if asked != 0 else None
    if edition is not None:
        return Shown(from_json(edition.content["figures"]), edition)
    if asked or this_cut(file).window(month).since > now:
        raise Http404(_("Không có báo cáo tháng này."))
    return Shown(making.lately(file, month, now=now), None)


def _report(one: Shown) -> Report:
    if one.edition is not None:
        return paper_from_json(one.edition.content["paper"])
    return compose(one.figures, rules_of_month(), this_zone())


def _attached(body: bytes, kind: str, one: Shown, form: str) -> HttpResponse:
    which = f"-{one.edition.number}" if one.edition else ""
    name = f"tong-dai-1022-{one.figures.month}{which}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=kind, headers=headers)
