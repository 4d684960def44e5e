"""The open side as data: CSV, JSON and the points of the map, row after row as they are read.

A stream goes on when the middleware is done: what it speaks is said again.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from tinhso.kernel.declarations import Text
from tinhso.web.cells import safe_cell
from tinhso.web.province import this_province

from .. import queries
from ..models import PublishedReport
from ..offers import CODE, COLUMNS, DESCRIPTION, TITLE
from ..open_side import on_the_open_side, open_side
from .board import asked


def _plain(
    row: PublishedReport, titles: Mapping[str, Text], language: str
) -> dict[str, str | int | float | bool | None]:
    """Return a public row under the names of COLUMNS; what isn't known or shown yet is None."""
    title = titles.get(row.category)
    return {
        "number": row.number,
        "filed_at": row.filed_at.isoformat(),
        "due_at": row.due_at.isoformat(),
        "answered_at": row.answered_at.isoformat() if row.answered_at else None,
        "status": row.status,
        "category": row.category or None,
        "category_title": title.in_language(language) if title else None,
        "commune_code": row.commune.code if row.commune else None,
        "commune": row.commune.title if row.commune else None,
        "unit": row.unit.body_title if row.unit else None,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "pin_exact": row.pin_confirmed,
        "title": row.title or None,
        "text": row.text or None,
        "answer": row.answer or None,
        "photos": row.pictures,
        "hops": row.hops,
        "stars": row.stars,
        "demonstration": row.demonstration,
    }


class _Line:
    """A file of which every line is handed on at once."""

    def write(self, line: str) -> str:
        return line


def _csv(filters: queries.Filters, language: str, now: datetime) -> Iterator[str]:
    writer = csv.DictWriter(_Line(), list(COLUMNS))
    yield "\ufeff" + str(writer.writeheader())
    with override(language):
        with open_side():
            titles = queries.categories(now=now)
        for row in queries.export(filters, now=now):
            plain = _plain(row, titles, language)
            cells: dict[str, object] = {name: safe_cell(value) for name, value in plain.items()}
            cells["pin_exact"] = "yes" if row.pin_confirmed else ""
            cells["demonstration"] = "demonstration" if row.demonstration else ""
            # What csv's writer returns is what the file's write returned.
            yield str(writer.writerow(cells))


@require_safe
def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Send the narrowed board as CSV, UTF-8 with its mark so that spreadsheets read it."""
    lines = _csv(asked(request), get_language() or "vi", timezone.now())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="phan-anh.csv"'
    return response


def _json(request: HttpRequest, language: str, now: datetime) -> Iterator[str]:
    about = {
        "title": TITLE.in_language(language),
        "description": DESCRIPTION.in_language(language),
        "publisher": this_province().full_name.in_language(language),
        "generated_at": now.isoformat(),
        "address": request.build_absolute_uri(),
        "catalogue": request.build_absolute_uri(reverse("exchange:dataset", args=[CODE])),
        "demonstration": settings.TINHSO_DEMONSTRATION,
        "columns": {name: meaning.in_language(language) for name, meaning in COLUMNS.items()},
    }
    yield '{"about": ' + json.dumps(about, ensure_ascii=False) + ',\n"reports": ['
    between = "\n"
    with override(language):
        with open_side():
            titles = queries.categories(now=now)
        for row in queries.export(asked(request), now=now):
            yield between + json.dumps(_plain(row, titles, language), ensure_ascii=False)
            between = ",\n"
    yield "\n]}\n"


@require_safe
def as_json(request: HttpRequest) -> StreamingHttpResponse:
    """Send the narrowed board as one JSON object: what it is, then a report a line."""
    parts = _json(request, get_language() or "vi", timezone.now())
    response = StreamingHttpResponse(parts, content_type="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
@on_the_open_side
def points(request: HttpRequest) -> HttpResponse:
    """Send the newest reports of the filters as GeoJSON for the map, with pins as published."""
    now = timezone.now()
    titles = queries.categories(now=now)
    language = get_language() or "vi"

    def feature(row: PublishedReport) -> dict[str, object]:
        title = titles.get(row.category)
        words = row.title or (title.in_language(language) if title else row.number)
        place = row.commune.title if row.commune else ""
        return {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
            "properties": {
                "title": words,
                "state": queries.state(row, now=now),
                "href": reverse("hotline:report", args=[row.number]),
                "note": " · ".join(filter(None, [queries.status_words(row, now=now), place])),
            },
        }

    features = [feature(row) for row in queries.on_map(asked(request), now=now)]
    body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    response = HttpResponse(body, content_type="application/geo+json")
    response["Cache-Control"] = "private, max-age=60"
    return response
