"""Series as files: UTF-8 CSV that a spreadsheet opens, every figure with its source."""

import csv
from collections.abc import Iterable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.indicators import queries
from tinhso.web.cells import safe_cell
from tinhso.web.indicators.wording import area_words
from tinhso.web.templatetags.tinhso import text


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a CSV file for download; the mark at its head tells Excel that it is UTF-8."""
    response = HttpResponse(
        "\N{ZERO WIDTH NO-BREAK SPACE}",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
    writer = csv.writer(response)
    writer.writerow(head)
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
    return response


@require_safe
def series_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Give every figure of an indicator, of every source, with values in the base unit."""
    found = queries.indicator(code)
    if found is None:
        raise Http404
    head = [
        _("Mã chỉ tiêu"),
        _("Chỉ tiêu"),
        _("Cách đo"),
        _("Địa bàn"),
        _("Kỳ"),
        _("Kỳ gốc"),
        _("Quan hệ"),
        _("Giá trị"),
        _("Đơn vị"),
        _("Loại số"),
        _("Trên tổng số"),
        _("Phương pháp"),
        _("Mức tin"),
        _("Nguồn"),
        _("Câu chữ"),
        _("Địa chỉ câu gốc"),
    ]
    rows = []
    for one in queries.series(found):
        address = ""
        if one.citation:
            path = f"/documents/{one.citation.document.code}?c={one.citation.pk}"
            address = request.build_absolute_uri(path)
        rows.append(
            [
                found.code,
                text(found.title),
                str(one.get_measure_display()),
                area_words(one),
                one.period,
                one.base_period,
                RELATIONS[one.relation],
                format(one.value.normalize(), "f"),
                found.unit if one.measure == "level" else one.measure,
                str(one.get_kind_display()),
                one.among or "",
                one.method,
                str(one.get_confidence_display()),
                text(one.citation.document.title) if one.citation else one.source,
                one.citation.quote if one.citation else "",
                address,
            ]
        )
    return csv_file(code, head, rows)


RELATIONS = {"=": "eq", "<": "lt", ">": "gt", "~": "about", "<=": "le", ">=": "ge"}
"""Relations as words: a lone sign would be taken for the start of a formula."""
