"""The open side: board, list, map and feed, read from the redacted table alone."""

import csv
import json
from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.documents.queries import open_file
from tinhso.kernel.units import queries as units
from tinhso.web.cells import safe_cell

from .. import queries
from ..models import PublishedPhoto, PublishedReport


def _filters(request: HttpRequest) -> queries.Filters:
    return queries.Filters(
        words=request.GET.get("q", "").strip()[:200],
        category=request.GET.get("category", ""),
        commune=request.GET.get("commune", ""),
        status=request.GET.get("status", ""),
    )


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the newest reports, searched and narrowed by the address's query."""
    now = timezone.now()
    filters = _filters(request)
    page = queries.board(filters, now=now, after=queries.Cursor.parse(request.GET.get("after", "")))
    context = {
        "page": page,
        "many": page.found > queries.COUNTED,
        "counted": queries.COUNTED,
        "filters": filters,
        "categories": queries.categories(now=now),
        "communes": units.communes(at=timezone.localdate(now)),
        "statuses": queries.STATUSES,
        "month": queries.last_thirty_days(now=now),
        "now": now,
    }
    template = (
        "hotline/_reports.html" if request.headers.get("HX-Request") else "hotline/board.html"
    )
    return render(request, template, context)


@require_safe
def report(request: HttpRequest, number: str) -> HttpResponse:
    """Show what the public may see of one report."""
    found = queries.published(number)
    if found is None:
        raise Http404(_("Không có phản ánh mang mã này. Hãy xem lại mã trên biên nhận."))
    now = timezone.now()
    context = {"report": found, "categories": queries.categories(now=now), "now": now}
    return render(request, "hotline/report.html", context)


@require_safe
def photo(_request: HttpRequest, attachment: UUID, size: str) -> HttpResponse:
    """Send a picture that was confirmed for the public."""
    shown = PublishedPhoto.objects.filter(attachment=attachment).select_related("attachment")
    found = shown.first()
    if found is None:
        raise Http404(_("Ảnh này không được công khai."))
    with open_file(found.attachment, thumbnail=size == "small") as file:
        response = HttpResponse(file.read(), content_type=found.attachment.media_type)
    response["Cache-Control"] = "public, max-age=3600"
    return response


class _Line:
    """A file of which every line is handed on at once."""

    def write(self, line: str) -> str:
        return line


def _lines(filters: queries.Filters) -> Iterator[str]:
    writer = csv.writer(_Line())
    columns = [
        "number",
        "filed_at",
        "due_at",
        "answered_at",
        "status",
        "category",
        "category_title",
    ]
    columns += ["commune_code", "commune", "unit", "title", "stars", "demonstration"]
    yield "\ufeff" + writer.writerow(columns)
    now = timezone.now()
    titles = queries.categories(now=now)
    language = get_language() or "vi"
    for row in queries.export(filters, now=now):
        title = titles.get(row.category)
        cells = [
            row.number,
            row.filed_at.isoformat(),
            row.due_at.isoformat(),
            row.answered_at.isoformat() if row.answered_at else "",
            row.status,
            row.category,
            title.in_language(language) if title else "",
            row.commune.code if row.commune else "",
            row.commune.title if row.commune else "",
            row.unit.title if row.unit else "",
            row.title,
            row.stars or "",
            "demonstration" if row.demonstration else "",
        ]
        yield writer.writerow([safe_cell(cell) for cell in cells])


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Send the narrowed board as CSV."""
    response = StreamingHttpResponse(_lines(_filters(request)), content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="phan-anh.csv"'
    return response


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """Send the newest reports of the filters as GeoJSON for the map, with pins as published."""
    now = timezone.now()
    titles = queries.categories(now=now)
    language = get_language() or "vi"

    def feature(row: PublishedReport) -> dict[str, object]:
        title = titles.get(row.category)
        words = row.title or (title.in_language(language) if title else "")
        return {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
            "properties": {
                "title": words,
                "state": queries.state(row, now=now),
                "href": f"/reports/{row.number}/",
                "detail": row.commune.title if row.commune else "",
            },
        }

    features = [feature(row) for row in queries.on_map(_filters(request), now=now)]
    body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    response = HttpResponse(body, content_type="application/geo+json")
    response["Cache-Control"] = "public, max-age=60"
    return response
