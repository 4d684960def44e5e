"""Reading registers: the list of them, one as a table, one record, and what goes out as a file."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.people.queries import usernames
from tinhso.kernel.registers import queries
from tinhso.kernel.registers.models import Record
from tinhso.kernel.registers.rules.declared import Register
from tinhso.kernel.registers.rules.rights import may_edit_any, may_read
from tinhso.kernel.registers.sheets import comma_separated, excel
from tinhso.kernel.registers.wording import said
from tinhso.web.registers import showing
from tinhso.web.registers.access import Access, found, opened, posts_of
from tinhso.web.ways import Crumb

ON_A_PAGE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Shelf:
    """A register on the list of registers."""

    register: Register
    count: int
    edits: bool


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the registers that whoever asks may read."""
    posts = posts_of(request)
    counts = queries.counts(on=timezone.localdate())
    shelves = [
        Shelf(register, counts.get(register.code, 0), may_edit_any(register, posts))
        for register in queries.declared()
        if may_read(register, posts)
    ]
    return render(request, "registers/index.html", {"shelves": shelves})


@require_safe
def table(request: HttpRequest, name: str) -> HttpResponse:
    """Show a register's records: searched, filtered, a page at a time."""
    access = opened(request, name, timezone.localdate())
    register = access.register
    chosen = {key: request.GET.get(key, "")[:80] for key in register.filters}
    records = _asked(request, access)
    page = Paginator(records, ON_A_PAGE).get_page(request.GET.get("page"))
    held = Record.objects.filter(register=register.code)
    return render(
        request,
        "registers/table.html",
        {
            "access": access,
            "register": register,
            "crumbs": [
                Crumb(_("Sổ của tỉnh"), reverse("registers:index")),
                Crumb(said(register.title)),
            ],
            "page": page,
            "lines": showing.lines(register, list(page.object_list)),
            "headings": showing.headings(register),
            "filters": showing.filters(register, chosen, held),
            "text": request.GET.get("q", "")[:200],
            "ended": request.GET.get("ended") == "1",
            "searched": any(request.GET.values()),
            "has_places": bool(register.of_type("place")),
            "empty_register": not held.exists(),
        },
    )


def _asked(request: HttpRequest, access: Access) -> QuerySet[Record]:
    register = access.register
    return queries.search(
        register,
        on=access.today,
        text=request.GET.get("q", "")[:200],
        chosen={key: request.GET.get(key, "")[:80] for key in register.filters},
        ended=request.GET.get("ended") == "1",
    )


@require_safe
def record(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """Show one record with its history."""
    access = opened(request, name, timezone.localdate())
    row = found(access, code)
    versions = queries.history(row)
    names = usernames({v.actor for v in versions}) if access.is_staff else None
    context: dict[str, Any] = {
        "access": access,
        "register": access.register,
        "crumbs": [
            Crumb(_("Sổ của tỉnh"), reverse("registers:index")),
            Crumb(said(access.register.title), reverse("registers:table", args=[name])),
            Crumb(row.title),
        ],
        "record": row,
        "pairs": showing.pairs(access.register, row),
        "steps": showing.history(access.register, versions, names),
        "may_edit": access.may_edit(row.unit_id),
        "ended": row.valid_to is not None and row.valid_to <= access.today,
    }
    return render(request, "registers/record.html", context)


@require_safe
def excel_export(request: HttpRequest, name: str) -> HttpResponse:
    """Give the records that were asked for as an Excel file that the import reads back."""
    access = opened(request, name, timezone.localdate())
    content = excel(access.register, _asked(request, access))
    return _attached(content, EXCEL, f"{name}-{access.today:%Y-%m-%d}.xlsx")


@require_safe
def csv_export(request: HttpRequest, name: str) -> HttpResponse:
    """Give the records that were asked for as CSV in UTF-8."""
    access = opened(request, name, timezone.localdate())
    content = comma_separated(access.register, _asked(request, access))
    file_name = f"{name}-{access.today:%Y-%m-%d}.csv"
    return _attached("\ufeff" + content, "text/csv; charset=utf-8", file_name)


def _attached(content: str | bytes, kind: str, file_name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


@require_safe
def places(request: HttpRequest, name: str) -> JsonResponse:
    """Give the records that were asked for and have a place as GeoJSON points (RFC 7946)."""
    access = opened(request, name, timezone.localdate())
    located = _asked(request, access).filter(latitude__isnull=False)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
            "properties": {
                "state": "none" if row.demonstration else "ok",
                "title": row.title,
                "href": reverse("registers:record", args=[name, row.code]),
                "note": _("Số liệu trình diễn") if row.demonstration else "",
            },
        }
        for row in located
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})
