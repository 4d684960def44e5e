"""What belongs to a case besides its page: its receipt and its photos, under the same rights."""

from uuid import UUID

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from tinhso.kernel.cases.queries import Reporter, deeds_of, filing_event
from tinhso.kernel.cases.rules.rights import Deed
from tinhso.kernel.documents import queries as documents
from tinhso.kernel.ledger import keys
from tinhso.kernel.ledger import queries as ledger
from tinhso.web.cases.holding import actor_for
from tinhso.web.cases.pages.showing import found_by


@never_cache
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Give the receipt of a filing: promise, event and proof, to be checked offline."""
    found = found_by(number)
    if Deed.READ not in deeds_of(found, actor_for(request, found)):
        raise Http404
    made = ledger.receipt(filing_event(found), signer=keys.signer())
    return HttpResponse(
        made.model_dump_json(indent=2),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{found.number}.json"'},
    )


@cache_control(private=True, max_age=3600)
@require_safe
def photo(request: HttpRequest, number: str, attachment: UUID) -> HttpResponseBase:
    """Give a photo of a case to whoever may read the case."""
    return _photo(request, number, attachment, thumbnail=False)


@cache_control(private=True, max_age=3600)
@require_safe
def small(request: HttpRequest, number: str, attachment: UUID) -> HttpResponseBase:
    """Give a photo in small to whoever may read the case."""
    return _photo(request, number, attachment, thumbnail=True)


def _photo(
    request: HttpRequest, number: str, attachment: UUID, *, thumbnail: bool
) -> HttpResponseBase:
    found = found_by(number)
    actor = actor_for(request, found)
    if Deed.READ not in deeds_of(found, actor):
        raise Http404
    held = found.evidence.filter(attachment_id=attachment)
    if isinstance(actor, Reporter):
        # What was recorded on the spot is for staff, until the unit has answered with it.
        answered = Q(step__closed_at__isnull=False) & ~Q(step__entered={})
        held = held.filter(Q(step=None) | answered)
    row = documents.attachment(attachment)
    if row is None or not held.exists():
        raise Http404
    try:
        file = documents.open_file(row, thumbnail=thumbnail)
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(file, content_type=row.media_type)
