"""Following without giving anything away: Atom feeds (RFC 4287) of a report and of any search."""

import hashlib
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, linebreaks
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.declarations import Text
from tinhso.kernel.units.models import Unit
from tinhso.web.province import this_province

from .. import queries
from ..models import PublishedReport
from ..open_side import on_the_open_side
from ..telling import told, units_of
from .board import asked, narrowed_address

NEWEST = 50


class Feed(Atom1Feed):
    """An Atom feed of which the same content is the same bytes, also when there is none."""

    def latest_post_date(self) -> datetime:
        """Return when the newest entry changed; the beginning of time when there is none."""
        return super().latest_post_date() if self.items else datetime.fromtimestamp(0, UTC)


@require_safe
@on_the_open_side
def board(request: HttpRequest) -> HttpResponse:
    """Send the newest reports that the filters let through: all, or those of a commune, a field."""
    now = timezone.now()
    reports = queries.newest(asked(request), now=now, limit=NEWEST)
    titles = queries.categories(now=now)
    query = narrowed_address(request)
    feed = begun(
        request,
        title=_("Phản ánh 1022, %(province)s") % {"province": province()},
        page=reverse("hotline:board") + query,
        identity=uuid5(NAMESPACE_URL, f"tinhso:hotline:board{query}"),
    )
    for report in reports:
        _add(feed, request, report, titles, now)
    return sent(request, feed, [report.changed_at for report in reports])


@require_safe
@on_the_open_side
def report(request: HttpRequest, number: str) -> HttpResponse:
    """Send the way of one report: an entry for every turn it took."""
    found = queries.published(number)
    if found is None:
        raise Http404(_("Không có phản ánh mang mã này. Hãy xem lại mã trên biên nhận."))
    now = timezone.now()
    page = reverse("hotline:report", args=[number])
    feed = begun(request, title=number, page=page, identity=found.case_id)
    units = Unit.objects.in_bulk(units_of(found))
    moments = zip(found.way, told(found, units, now=now), strict=True)
    for place, (entry, moment) in reversed(list(enumerate(moments))):
        kind = entry.get("what") or entry["now"]
        at = datetime.fromisoformat(entry["at"])
        feed.add_item(
            title=moment.title,
            link=request.build_absolute_uri(page),
            description=escape(moment.detail),
            unique_id=uuid5(found.case_id, f"{place}:{kind}").urn,
            pubdate=at,
            updateddate=at,
        )
    return sent(request, feed, [found.changed_at])


def begun(request: HttpRequest, *, title: str, page: str, identity: UUID) -> Feed:
    """Return a feed without entries; `page` is what it tells of, `identity` stays its own."""
    return Feed(
        title=title,
        link=request.build_absolute_uri(page),
        description="",
        language=get_language() or "vi",
        author_name=province(),
        feed_url=request.build_absolute_uri(),
        feed_guid=identity.urn,
    )


def province() -> str:
    """Return the province as a feed names it."""
    return this_province().full_name.in_language(get_language() or "vi")


def _add(
    feed: Feed,
    request: HttpRequest,
    report: PublishedReport,
    titles: dict[str, Text],
    now: datetime,
) -> None:
    title = titles.get(report.category)
    category = title.in_language(get_language() or "vi") if title else ""
    where = report.commune.title if report.commune else ""
    said = [queries.status_words(report, now=now), where, report.text, report.answer]
    feed.add_item(
        title=report.title or category or report.number,
        link=request.build_absolute_uri(reverse("hotline:report", args=[report.number])),
        # A summary is HTML: what people wrote must not be.
        description=linebreaks("\n\n".join(filter(None, said)), autoescape=True),
        unique_id=report.case_id.urn,
        pubdate=report.filed_at,
        updateddate=report.changed_at,
        categories=[category] if category else [],
    )


def sent(request: HttpRequest, feed: Feed, changes: list[datetime]) -> HttpResponse:
    """Send a feed with its mark and date, or that the reader holds it already."""
    body = feed.writeString("utf-8").encode()
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    response["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    changed = int(max(changes).timestamp()) if changes else None
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = "private, max-age=300"
    patch_vary_headers(response, ("Cookie",))
    answer = get_conditional_response(request, response["ETag"], changed, response)
    return answer if isinstance(answer, HttpResponse) else response
