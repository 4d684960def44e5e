"""The notices as everyone reads them."""

from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.web.accounts.rights import may

from ...pages.feeds import begun, province, sent
from .. import queries
from ..forms import WithdrawForm, offered_channels
from ..kinds import these_kinds, title_of

WARN = "hotline.warn"


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """List what stands, then what stood lately."""
    now = timezone.now()
    shown = [(one, queries.state_of(one, now=now)) for one in queries.notices(now=now)]
    context = {
        "standing": [one for one, state in shown if state == "standing"],
        "past": [(one, state) for one, state in shown if state != "standing"],
        "kinds": these_kinds(),
        "may_warn": may(request, WARN),
        "can_follow": bool(offered_channels()),
    }
    return render(request, "notices/notices.html", context)


@require_safe
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Show one notice; who may give notices sees what became of its letters."""
    now, one = timezone.now(), queries.notice(notice_id)
    if one is None:
        raise Http404(_("Không có thông báo này."))
    warns = may(request, WARN)
    context = {
        "notice": one,
        "state": queries.state_of(one, now=now),
        "kinds": these_kinds(),
        "counts": queries.delivered(one) if warns else None,
        "form": WithdrawForm() if warns else None,
    }
    return render(request, "notices/notice.html", context)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Send the notices that stand as an Atom feed (RFC 4287)."""
    language = get_language() or "vi"
    made = begun(
        request,
        title=_("Thông báo, %(province)s") % {"province": province()},
        page=reverse("hotline_notices:notices"),
        identity=uuid5(NAMESPACE_URL, "tinhso:hotline:notices"),
    )
    for one in queries.standing_notices(now=timezone.now()).prefetch_related("communes"):
        title = title_of(one.kind).in_language(language)
        where = ", ".join(unit.title for unit in one.communes.all()) or _("Cả tỉnh")
        made.add_item(
            title=f"{title}: {one.title}",
            link=request.build_absolute_uri(reverse("hotline_notices:notice", args=[one.pk])),
            # A summary is HTML: what was written must not be.
            description=linebreaks(f"{where}\n\n{one.text}", autoescape=True),
            unique_id=one.pk.urn,
            pubdate=one.given_at,
            updateddate=one.given_at,
            categories=[title],
        )
    # Without a date: what expired or was withdrawn leaves nothing behind that could bear one.
    answer = sent(request, made, [])
    answer["Cache-Control"] = "private, max-age=60"
    return answer
