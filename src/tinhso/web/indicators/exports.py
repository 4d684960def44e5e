"""Figures as files: CSV line by line for programs, Excel for officers, each with its source."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from tinhso.kernel.indicators import queries
from tinhso.kernel.indicators.models import Observation
from tinhso.kernel.indicators.sheets import as_csv, as_workbook, cells_of
from tinhso.web.cells import safe_cell

MOST_IN_EXCEL = 100_000
"""Excel holds about a million rows, and makes them one by one: more goes out as CSV."""


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


@gzip_page
@require_safe
def series_csv(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """Give every figure of an indicator, of every source, with values in the base unit."""
    if queries.indicator(code) is None:
        raise Http404
    return _csv(request, queries.Narrowed(indicator=code), code)


@gzip_page
@require_safe
def figures_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Give the figures of a field, indicator, area or stretch of years, sent as they are read."""
    narrowed = _narrowed(request)
    return _csv(request, narrowed, _name(narrowed))


@require_safe
def figures_xlsx(request: HttpRequest) -> HttpResponse:
    """Give the same figures as a workbook that explains its columns."""
    narrowed = _narrowed(request)
    if queries.more_than(narrowed, MOST_IN_EXCEL):
        return HttpResponse(
            _("Nhiều hơn %(most)s số: hãy chọn một lĩnh vực, hoặc tải CSV.")
            % {"most": MOST_IN_EXCEL},
            status=413,
            content_type="text/plain; charset=utf-8",
        )
    response = HttpResponse(
        as_workbook(_rows(request, narrowed)),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f'attachment; filename="{_name(narrowed)}.xlsx"'
    return response


def _csv(request: HttpRequest, narrowed: queries.Narrowed, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(
        as_csv(_rows(request, narrowed)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _rows(request: HttpRequest, narrowed: queries.Narrowed) -> Iterator[list[str]]:
    def address(one: Observation) -> str:
        citation = one.citation
        if citation is None:
            return ""
        path = reverse("documents:document", args=[citation.document.code])
        return request.build_absolute_uri(f"{path}?c={citation.pk}")

    for one in queries.held_figures(narrowed):
        yield cells_of(one, address, demonstration=settings.TINHSO_DEMONSTRATION)


def _narrowed(request: HttpRequest) -> queries.Narrowed:
    return queries.Narrowed(
        field=request.GET.get("field", "")[:40],
        indicator=request.GET.get("indicator", "")[:80],
        area=request.GET.get("area", "")[:40],
        since=_year(request, "from"),
        until=_year(request, "to"),
    )


def _year(request: HttpRequest, name: str) -> int | None:
    written = request.GET.get(name, "")
    return int(written) if len(written) == 4 and written.isascii() and written.isdecimal() else None


def _name(narrowed: queries.Narrowed) -> str:
    what = narrowed.indicator or narrowed.field or "so-lieu"
    return f"{''.join(c if c.isalnum() else '-' for c in what)}-{timezone.localdate():%Y-%m-%d}"
