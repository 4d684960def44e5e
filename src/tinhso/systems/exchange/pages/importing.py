"""Bringing figures in: an empty file, a filled one read and shown, and only then taken in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.documents.sheets import BadCell, UnreadableSheetError
from tinhso.kernel.indicators.models import Indicator, Observation
from tinhso.kernel.indicators.sheets import Brought, read_figures, template
from tinhso.kernel.indicators.sheets.columns import BY_NAME
from tinhso.kernel.indicators.sheets.reading import LARGEST_FILE
from tinhso.kernel.units.models import Unit
from tinhso.systems.exchange import actions
from tinhso.systems.exchange.queries import staging
from tinhso.systems.exchange.queries.staging import Planned
from tinhso.web.accounts.rights import member_of, requires
from tinhso.web.indicators.wording import (
    area_words,
    full_words,
    period_words,
    relation_words,
)
from tinhso.web.templatetags.tinhso import text
from tinhso.web.ways import Crumb

ABILITY = "figures.import"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 100


@dataclass(frozen=True)
class Row:
    """One row of the preview: what it speaks of, and what it says before and after."""

    number: int
    indicator: str
    where: str
    before: str
    after: str
    new: bool
    more: str


class UploadForm(forms.Form):
    """A filled file, its source, and why it comes in."""

    file = forms.FileField(
        label=gettext_lazy("Tệp số liệu"),
        help_text=gettext_lazy("Excel (.xlsx) hoặc CSV UTF-8, nhiều nhất 10 MB và 20.000 dòng."),
        error_messages={
            "required": gettext_lazy("Hãy chọn tệp số liệu đã điền."),
            "empty": gettext_lazy("Tệp này trống."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": f".xlsx,.csv,text/csv,{EXCEL}"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Nguồn của số liệu"),
        max_length=80,
        help_text=gettext_lazy(
            "Mã văn bản trong kho, hoặc tên nguồn. Dùng cho những dòng không tự ghi nguồn."
        ),
        error_messages={"required": gettext_lazy("Cần ghi nguồn: số không nguồn không được nhận.")},
        widget=forms.TextInput(attrs={"list": "documents", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=200,
        help_text=gettext_lazy("Như: số chính thức của quý III."),
        error_messages={"required": gettext_lazy("Cần ghi lý do.")},
    )


class ConfirmForm(forms.Form):
    """Yes to what was shown; `seen` is what it was shown of."""

    seen = forms.CharField(widget=forms.HiddenInput)


@requires(ABILITY)
@require_safe
def empty_form(_request: HttpRequest) -> HttpResponse:
    """Give the empty file to fill in."""
    response = HttpResponse(template(Indicator.objects.all()), content_type=EXCEL)
    response["Content-Disposition"] = 'attachment; filename="so-lieu.xlsx"'
    return response


@requires(ABILITY)
@never_cache
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a filled file, and name every cell that must be mended first."""
    sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if sent else UploadForm()
    bad: tuple[BadCell, ...] = ()
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        source = form.cleaned_data["source"].strip()
        try:
            content = file.read(LARGEST_FILE + 1)
            read = read_figures(content, staging.lists(), source=source)
        except UnreadableSheetError as error:
            form.add_error("file", str(error))
        else:
            bad = read.bad or _lost_quotes(file.name, read.figures)
            if not bad:
                staged = actions.stage(
                    file.name,
                    read.figures,
                    source=source,
                    reason=form.cleaned_data["reason"].strip(),
                    actor=member_of(request),
                    now=timezone.now(),
                )
                return redirect("exchange:preview", staged.pk)
            form.add_error("file", _must_be_mended(len(bad)))
    context = {
        "form": form,
        "crumbs": _crumbs(),
        "documents": staging.documents(),
        "bad": bad[:MOST_SHOWN],
        "more_bad": max(0, len(bad) - MOST_SHOWN),
    }
    return render(request, "exchange/import.html", context, status=422 if form.is_bound else 200)


@requires(ABILITY)
@never_cache
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what a file would add and change; on yes take in the whole of it."""
    member = member_of(request)
    staged = staging.staged(pk, actor=member.ref)
    if staged is None:
        raise Http404(_("Tệp này đã được nhập hoặc đã quá hai ngày: hãy gửi lại."))
    plan = staging.planned(staged)
    seen = staging.seen(plan)
    form = ConfirmForm(request.POST or None, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        try:
            seen_then = form.cleaned_data["seen"]
            done = actions.take_in(staged, seen_then, actor=member, now=timezone.now())
        except actions.ChangedMeanwhileError:
            form = ConfirmForm({"seen": seen})
            form.add_error(
                None, _("Có số vừa được người khác sửa. Hãy xem lại dưới đây rồi xác nhận.")
            )
        else:
            messages.success(
                request,
                _("Đã nhập: %(new)s số mới, %(changed)s số thay đổi, %(same)s giữ nguyên.")
                % {"new": done["created"], "changed": done["changed"], "same": done["unchanged"]},
            )
            return redirect("indicators:catalogue")
    changing = [one for one in plan if one.changed]
    context = {
        "crumbs": _crumbs(),
        "staged": staged,
        "form": form,
        "new": sum(one.standing is None for one in plan),
        "changed": sum(one.standing is not None for one in changing),
        "same": len(plan) - len(changing),
        "rows": _rows(changing[:MOST_SHOWN]),
        "more": max(0, len(changing) - MOST_SHOWN),
    }
    return render(request, "exchange/preview.html", context, status=422 if form.is_bound else 200)


def _must_be_mended(count: int) -> str:
    return ngettext(
        "%(n)s ô cần sửa. Hãy sửa trong tệp rồi gửi lại; chưa có gì được nhập.",
        "%(n)s ô cần sửa. Hãy sửa trong tệp rồi gửi lại; chưa có gì được nhập.",
        count,
    ) % {"n": count}


def _lost_quotes(file_name: str, figures: tuple[Brought, ...]) -> tuple[BadCell, ...]:
    title = BY_NAME["quote"].title.in_language(get_language() or "vi")
    message = _("Câu này không đứng đúng một lần trong văn bản %(source)s.")
    return tuple(
        BadCell(file_name, one.row, "", title, message % {"source": one.source})
        for one in staging.lost_quotes(figures)
    )


def _rows(plan: list[Planned]) -> list[Row]:
    indicators = Indicator.objects.in_bulk({one.brought.indicator for one in plan})
    areas = Unit.objects.in_bulk({one.brought.area for one in plan})
    return [_row(one, indicators, areas) for one in plan]


def _row(one: Planned, indicators: dict[int, Indicator], areas: dict[int, Unit]) -> Row:
    brought, standing = one.brought, one.standing
    indicator = indicators[brought.indicator]

    def words(figure: Any) -> str:
        relation = relation_words(figure.relation)
        number = full_words(figure.value, indicator, figure.measure)
        return f"{relation} {number}".strip()

    area = area_words(Observation(area=areas[brought.area]))
    others = [name for name in one.changed if name not in ("value", "relation")]
    titles = {"note": "note_vi"}
    more = [BY_NAME[titles.get(name, name)].title for name in others] if standing else []
    return Row(
        number=brought.row,
        indicator=text(indicator.title),
        where=f"{area}, {period_words(brought.period)}",
        before=words(standing) if standing else "",
        after=words(brought),
        new=standing is None,
        more=", ".join(text(title) for title in more),
    )


def _crumbs() -> list[Crumb]:
    return [Crumb(_("Dữ liệu mở"), reverse("exchange:page")), Crumb(_("Nhập số liệu"))]
