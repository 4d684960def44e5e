"""A filled sheet comes in: read, shown, and only then put in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.declarations import fingerprint
from tinhso.kernel.documents.sheets import UnreadableSheetError
from tinhso.kernel.registers import actions, queries
from tinhso.kernel.registers.actions import BadRecordError, ChangedMeanwhileError
from tinhso.kernel.registers.finding import Units
from tinhso.kernel.registers.models import ImportDraft
from tinhso.kernel.registers.queries import Planned
from tinhso.kernel.registers.sheets import LARGEST_FILE, read_sheet, template
from tinhso.kernel.registers.wording import said, shown
from tinhso.web.registers import showing
from tinhso.web.registers.access import Access, opened
from tinhso.web.registers.forms import ConfirmForm, UploadForm
from tinhso.web.registers.pages import EXCEL
from tinhso.web.ways import Crumb

MOST_SHOWN = 100


@require_safe
def form(request: HttpRequest, name: str) -> HttpResponse:
    """Give the empty sheet to fill in."""
    access = opened(request, name, timezone.localdate())
    access.require_some_edit()
    response = HttpResponse(template(access.register, Units(access.today)), content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, name: str) -> HttpResponse:
    """Take a filled sheet, and name every cell that must be mended first."""
    now = timezone.now()
    access = opened(request, name, timezone.localdate(now))
    access.require_some_edit()
    ask = UploadForm(request.POST or None, request.FILES or None)
    bad: tuple[Any, ...] = ()
    if request.method == "POST" and ask.is_valid():
        file = ask.cleaned_data["file"]
        try:
            sheet = read_sheet(access.register, file.read(LARGEST_FILE + 1), Units(access.today))
        except UnreadableSheetError as error:
            ask.add_error("file", str(error))
        else:
            bad = sheet.bad
            if not bad:
                draft = actions.stage(
                    access.register, file.name, sheet.rows, actor=access.actor, now=now
                )
                return redirect("registers:preview", name, draft.pk)
            ask.add_error(
                "file",
                ngettext(
                    "%(n)s ô cần sửa. Hãy sửa trong tệp rồi gửi lại; chưa có gì được nhập.",
                    "%(n)s ô cần sửa. Hãy sửa trong tệp rồi gửi lại; chưa có gì được nhập.",
                    len(bad),
                )
                % {"n": len(bad)},
            )
    context = {
        "access": access,
        "register": access.register,
        "crumbs": _crumbs(access),
        "form": ask,
        "bad": bad[:MOST_SHOWN],
        "more_bad": max(0, len(bad) - MOST_SHOWN),
    }
    status = 422 if ask.is_bound else 200
    return render(request, "registers/import.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, name: str, pk: Any) -> HttpResponse:
    """Show what a sheet would add and change; on yes put the whole of it in."""
    now = timezone.now()
    access = opened(request, name, timezone.localdate(now))
    access.require_some_edit()
    try:
        draft = queries.draft(pk, actor=access.actor.ref)
    except ImportDraft.DoesNotExist as error:
        raise Http404 from error
    if draft.register != name:
        raise Http404
    plan = queries.planned(access.register, draft)
    refused = _refused(access, plan)
    versions = {one.standing.code: one.standing.version for one in plan if one.standing}
    seen = fingerprint(versions)
    confirm = ConfirmForm(request.POST or None, initial={"seen": seen})
    if request.method == "POST" and confirm.is_valid() and not refused:
        if confirm.cleaned_data["seen"] != seen:
            confirm = ConfirmForm({"seen": seen, "why": confirm.cleaned_data["why"]})
            confirm.add_error(None, _meanwhile())
        elif _put_in(access, draft, versions, confirm, now):
            changed = sum(bool(one.changed) for one in plan)
            messages.success(request, _("Đã nhập %(n)s mục.") % {"n": changed})
            return redirect("registers:table", name)
    changing = [one for one in plan if one.changed and not one.is_new]
    context = {
        "access": access,
        "register": access.register,
        "crumbs": _crumbs(access),
        "draft": draft,
        "new": [one for one in plan if one.is_new],
        "changing": len(changing),
        "same": sum(not one.changed for one in plan),
        "shown": _shown(access, plan),
        "refused": refused[:MOST_SHOWN],
        "form": confirm,
    }
    status = 422 if confirm.is_bound else 200
    return render(request, "registers/preview.html", context, status=status)


def _put_in(
    access: Access, draft: ImportDraft, versions: dict[str, int], confirm: ConfirmForm, now: Any
) -> bool:
    try:
        actions.import_draft(
            access.register,
            draft,
            versions,
            reason=confirm.cleaned_data["why"],
            actor=access.actor,
            now=now,
        )
    except (ChangedMeanwhileError, BadRecordError):
        confirm.add_error(None, _meanwhile())
        return False
    return True


def _meanwhile() -> str:
    return _("Sổ vừa được người khác sửa. Hãy xem lại những thay đổi dưới đây rồi xác nhận.")


def _refused(access: Access, plan: list[Planned]) -> list[Planned]:
    """Return the rows that lie where whoever asks may not change records, before or after."""
    units = Units(access.today)
    field = access.register.of_type("unit")

    def allowed(one: Planned) -> bool:
        if one.standing is not None and one.unit_stays:
            return access.may_edit(one.standing.unit_id)
        unit = units.of(one.values.get(field)) if field else None
        after = access.may_edit(unit.pk if unit else None)
        return after and (one.standing is None or access.may_edit(one.standing.unit_id))

    return [one for one in plan if one.changed and not allowed(one)]


def _shown(access: Access, plan: list[Planned]) -> list[dict[str, Any]]:
    """Return the first rows that change something, each with what it changes."""
    register = access.register
    some = [one for one in plan if one.changed][:MOST_SHOWN]
    after = showing.name_today(Units(access.today))
    rows = []
    for one in some:
        before = one.standing.data if one.standing else {}
        was = showing.name_of(one.standing.unit if one.standing else None)
        rows.append(
            {
                "number": one.number,
                "code": one.values[register.key],
                "new": one.is_new,
                "differences": [
                    showing.Difference(
                        said(field.title),
                        shown(field, before.get(key), was) or "–",
                        shown(field, one.values.get(key), after) or "–",
                    )
                    for key, field in register.fields.items()
                    if key in one.changed and one.values.get(key) != before.get(key)
                ],
            }
        )
    return rows


def _crumbs(access: Access) -> list[Crumb]:
    name = access.register.code
    return [
        Crumb(_("Sổ của tỉnh"), reverse("registers:index")),
        Crumb(said(access.register.title), reverse("registers:table", args=[name])),
        Crumb(_("Nhập từ Excel")),
    ]
