"""The notices as everyone reads them."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.web.accounts.rights import may
from tinhso.web.province import this_province

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
    now, language = timezone.now(), get_language() or "vi"
    made = Atom1Feed(
        title=_("Thông báo, %(province)s")
        % {"province": this_province().full_name.in_language(language)},
        link=request.build_absolute_uri(reverse("hotline_notices:notices")),
        description="",
        language=language,
        feed_url=request.build_absolute_uri(),
    )
    for one in queries.standing_notices(now=now).prefetch_related("communes"):
        title = title_of(one.kind).in_language(language)
        made.add_item(
            title=f"{title}: {one.title}",
            link=request.build_absolute_uri(reverse("hotline_notices:notice", args=[one.pk])),
            description=one.text,
            unique_id=one.pk.urn,
            pubdate=one.given_at,
            updateddate=one.given_at,
            categories=[title],
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    made.write(response, "utf-8")
    response["Cache-Control"] = "public, max-age=60"
    return response
