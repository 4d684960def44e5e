"""Taking in officials from Excel: the form, the preview with every bad cell, and the slips."""

import json
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.documents.sheets import UnreadableSheetError
from tinhso.kernel.people import actions, sealing
from tinhso.kernel.people.actions import NewOfficial
from tinhso.kernel.people.keys import parse_keyring
from tinhso.kernel.people.models import Account
from tinhso.kernel.people.roles import roles_of
from tinhso.kernel.people.rules import mask_phone
from tinhso.kernel.units.models import Unit
from tinhso.web.accounts.rights import member_of, requires
from tinhso.web.administration import staff_sheet
from tinhso.web.administration.forms import SheetForm, role_choices, units_of
from tinhso.web.administration.pages.staff import show_slips

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PREVIEW = "staff.preview"
PREVIEW_ROWS = 200


@requires("staff.manage")
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Hand out the empty form, with today's roles and units to choose from."""
    del request
    units = [unit.title for unit in units_of(timezone.localdate())]
    content = staff_sheet.template([title for _code, title in role_choices()], units)
    answer = HttpResponse(content, content_type=EXCEL)
    answer["Content-Disposition"] = 'attachment; filename="can-bo.xlsx"'
    return answer


@requires("staff.manage")
@never_cache
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    """Read a filled form and show what would be taken in, or every cell to be mended."""
    form = SheetForm(request.POST or None, request.FILES or None)
    read = None
    sealed = ""
    if request.method == "POST" and form.is_valid():
        try:
            read = staff_sheet.read_sheet(form.cleaned_data["file"].read(), known())
        except UnreadableSheetError as error:
            form.add_error("file", str(error))
    if read and not read.bad:
        text = json.dumps(staff_sheet.as_plain(read.officials))
        row = str(member_of(request).account_id)
        sealed = sealing.seal(parse_keyring(settings.TINHSO_KEYRING), PREVIEW, row, text)
    return render(
        request,
        "administration/import.html",
        {
            "form": form,
            "read": read,
            "sealed": sealed,
            "rows": _rows(read.officials[:PREVIEW_ROWS]) if read else [],
        },
    )


def _rows(officials: Sequence[NewOfficial]) -> list[tuple[NewOfficial, str, str]]:
    """Return each official with the unit's name and the number masked."""
    units = Unit.objects.in_bulk([one.unit_id for one in officials])
    return [(one, units[one.unit_id].title, mask_phone(one.phone)) for one in officials]


@requires("staff.manage")
@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in what was previewed, all of it or nothing, and show the slips once."""
    member, ring = member_of(request), parse_keyring(settings.TINHSO_KEYRING)
    try:
        text = sealing.unseal(ring, PREVIEW, str(member.account_id), request.POST.get("sealed", ""))
        officials = staff_sheet.from_plain(json.loads(text))
    except ValueError:
        return redirect("administration:import")
    form = SheetForm()
    try:
        slips = actions.import_staff(officials, actor=member, now=timezone.now())
    except ValueError as error:
        form = SheetForm({})
        form.add_error("file", _("Chưa nhập ai cả. %(why)s") % {"why": error})
        return render(request, "administration/import.html", {"form": form}, status=409)
    return show_slips(request, slips)


def known() -> staff_sheet.Known:
    """Return what a sheet is read against today: in both languages, and by code."""
    roles = roles_of(settings.TINHSO_PROVINCE)
    titles = {}
    by_role: dict[str, str] = {}
    for code in roles.appointable:
        title = roles.get(code).title
        by_role |= {staff_sheet.folded(words): code for words in (code, title.vi, title.en)}
        titles[staff_sheet.folded(title.vi)] = title.vi
    by_unit: dict[str, int] = {}
    for unit in units_of(timezone.localdate()):
        by_unit |= {
            staff_sheet.folded(words): unit.pk for words in (unit.code, unit.name_en, unit.name_vi)
        }
        titles[staff_sheet.folded(unit.name_vi)] = unit.name_vi
    names = frozenset(Account.objects.values_list("username", flat=True))
    return staff_sheet.Known(usernames=names, roles=by_role, units=by_unit, titles=titles)
