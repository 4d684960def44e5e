"""The open side: the board, and what everyone may see of one report."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.declarations import Text
from tinhso.kernel.documents.queries import open_file
from tinhso.kernel.units import queries as units
from tinhso.kernel.units.models import Unit
from tinhso.web.formatting import format_date
from tinhso.web.ways import Chip

from .. import queries
from ..models import PublicCategory
from ..open_side import on_the_open_side
from ..telling import told, units_of

ASKED = ("q", "field", "category", "commune", "unit", "status", "photos", "since", "until")


def asked(request: HttpRequest) -> queries.Filters:
    """Return the filters that an address names; what can't be read narrows nothing."""

    def get(name: str) -> str:
        return request.GET.get(name, "").replace("\0", "")

    return queries.Filters(
        words=get("q").strip()[:200],
        field=get("field"),
        category=get("category"),
        commune=get("commune"),
        unit=get("unit"),
        status=get("status"),
        pictures=bool(get("photos")),
        since=_day(get("since")),
        until=_day(get("until")),
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # The first and the last day of the calendar have no midnight in every zone.
    return day if date.min < day.replace(month=1, day=2) and day.year < date.max.year else None


def narrowed_address(request: HttpRequest, *without: str) -> str:
    """Return the query of the filters in an address, with its question mark, or nothing."""
    kept = [(name, request.GET[name]) for name in ASKED if request.GET.get(name)]
    query = urlencode([(name, value) for name, value in kept if name not in without])
    return f"?{query}" if query else ""


@require_safe
@on_the_open_side
def board(request: HttpRequest) -> HttpResponse:
    """Show the newest reports, searched and narrowed by the address's query."""
    now = timezone.now()
    filters = asked(request)
    page = queries.board(filters, now=now, after=queries.Cursor.parse(request.GET.get("after", "")))
    catalogue = queries.catalogue(now=now)
    standing = list(units.at(timezone.localdate(now)))
    context = {
        "page": page,
        "many": page.found > queries.COUNTED,
        "counted": queries.COUNTED,
        "on_map": queries.ON_MAP,
        "filters": filters,
        "chips": _chips(request, filters, catalogue, standing),
        "query": narrowed_address(request),
        "catalogue": catalogue,
        "categories": _titles(catalogue),
        "fields": queries.fields(catalogue),
        "communes": [unit for unit in standing if unit.kind == "commune"],
        "agencies": [unit for unit in standing if not unit.is_area],
        "statuses": queries.STATUSES,
        "month": queries.last_thirty_days(now=now),
        "now": now,
    }
    return render(request, "hotline/board.html", context)


def _titles(catalogue: Sequence[PublicCategory]) -> dict[str, Text]:
    return {one.code: Text(vi=one.title_vi, en=one.title_en) for one in catalogue}


def _chips(
    request: HttpRequest,
    filters: queries.Filters,
    catalogue: Sequence[PublicCategory],
    standing: Sequence[Unit],
) -> list[Chip]:
    """Return what the board is narrowed to; each leads to the board without it."""
    language = get_language() or "vi"
    titles = {unit.code: unit.title for unit in standing}
    bodies = {unit.code: unit.body_title for unit in standing}
    words: Mapping[str, object] = {
        "q": f"“{filters.words}”" if filters.words else "",
        "field": _in(queries.fields(list(catalogue)), filters.field, language),
        "category": _in(_titles(catalogue), filters.category, language),
        "commune": titles.get(filters.commune, filters.commune),
        "unit": bodies.get(filters.unit, filters.unit),
        "status": dict(queries.STATUSES).get(filters.status, filters.status),
        "photos": _("có ảnh") if filters.pictures else "",
        "since": _("từ %(day)s") % {"day": format_date(filters.since)} if filters.since else "",
        "until": _("đến %(day)s") % {"day": format_date(filters.until)} if filters.until else "",
    }
    return [
        Chip(str(said), narrowed_address(request, name) or "?", current=False)
        for name, said in words.items()
        if said
    ]


def _in(titles: Mapping[str, Text], code: str, language: str) -> str:
    return titles[code].in_language(language) if code in titles else code


@require_safe
@on_the_open_side
def report(request: HttpRequest, number: str) -> HttpResponse:
    """Show what the public may see of one report."""
    found = queries.published(number)
    if found is None:
        raise Http404(_("Không có phản ánh mang mã này. Hãy xem lại mã trên biên nhận."))
    now = timezone.now()
    named = Unit.objects.in_bulk(units_of(found))
    photos = list(found.photos.all())
    context = {
        "report": found,
        "way": told(found, named, now=now),
        "before": [photo for photo in photos if photo.moment == "before"],
        "after": [photo for photo in photos if photo.moment == "after"],
        "categories": queries.categories(now=now),
        "now": now,
    }
    return render(request, "hotline/report.html", context)


@require_safe
def photo(_request: HttpRequest, attachment: UUID, size: str) -> HttpResponse:
    """Send a picture that was confirmed for the public."""
    found = queries.public_photo(attachment)
    if found is None:
        raise Http404(_("Ảnh này không được công khai."))
    with open_file(found, thumbnail=size == "small") as file:
        response = HttpResponse(file.read(), content_type=found.media_type)
    response["Cache-Control"] = "public, max-age=3600"
    return response
