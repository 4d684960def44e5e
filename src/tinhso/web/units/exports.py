"""The directory as files: CSV for programs, Excel for officers."""

import csv
import io
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from openpyxl import Workbook
from openpyxl.styles import Font

from tinhso.kernel.units.models import Unit
from tinhso.web.cells import safe_cell
from tinhso.web.units.selecting import Selection

Row = list[str | float | None]

WIDTHS = {"A": 10, "B": 30, "C": 34, "D": 14, "F": 26, "G": 12, "H": 14, "K": 14, "L": 26}


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """Return the selection as CSV in UTF-8, with the mark by which Excel knows it."""
    selection = Selection.of(request)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(_rows(selection))
    return _file(selection, "\ufeff" + out.getvalue(), "csv", "text/csv; charset=utf-8")


@require_safe
def as_xlsx(request: HttpRequest) -> HttpResponse:
    """Return the selection as a workbook; codes are text, so that 05474 stays 05474."""
    selection = Selection.of(request)
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 (a new workbook has its sheet)
    sheet.title = _("Đơn vị")
    for row in _rows(selection):
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    out = io.BytesIO()
    book.save(out)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(selection, out.getvalue(), "xlsx", kind)


def _rows(selection: Selection) -> Iterator[Row]:
    yield [
        _("Mã"),
        _("Tên"),
        _("Tên tiếng Anh"),
        _("Loại"),
        _("Mã cấp trên"),
        _("Thuộc"),
        _("Có từ ngày"),
        _("Đến trước ngày"),
        _("Vĩ độ"),
        _("Kinh độ"),
        _("Diện tích (km²)"),
        _("Gồm các đơn vị cũ"),
        _("Độ chắc chắn"),
    ]
    found = selection.units.prefetch_related("following__predecessor")
    for unit in found:
        yield [safe_cell(value) for value in _row(unit)]


def _row(unit: Unit) -> Row:
    before = sorted(one.predecessor.code for one in unit.following.all())
    return [
        unit.code,
        unit.name_vi,
        unit.name_en,
        unit.subtype_title,
        unit.parent.code if unit.parent else "",
        unit.parent.title if unit.parent else "",
        unit.valid_from.isoformat() if unit.valid_from else "",
        unit.valid_to.isoformat() if unit.valid_to else "",
        unit.latitude,
        unit.longitude,
        float(unit.area_km2) if unit.area_km2 is not None else None,
        " ".join(before),
        unit.confidence,
    ]


def _file(selection: Selection, content: str | bytes, ending: str, kind: str) -> HttpResponse:
    name = f"don-vi-{selection.group}-{selection.day.isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
