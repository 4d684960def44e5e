"""The board on the wall of the hotline's room: read from five metres, open to everyone."""

import hashlib
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..queries import wall as queries
from ..queries.desks import desk

BAR, GAP, HEIGHT = 36, 8, 230
CHANNELS = {"sms": _("tin nhắn"), "email": _("thư điện tử"), "zalo": "Zalo"}


@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """Show the wall; it asks for what is new every ten seconds."""
    return render(request, "calls/wall.html", _shown(timezone.now()))


@require_safe
def now_on_wall(request: HttpRequest) -> HttpResponse:
    """Give what the wall shows now, or 304 where nothing has changed since it was asked last."""
    now = timezone.now()
    word = f"{queries.mark(now=now)}/{get_language()}"
    etag = f'"{hashlib.sha256(word.encode()).hexdigest()[:32]}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = render(request, "calls/_wall.html", _shown(now))
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def _shown(now: datetime) -> dict[str, Any]:
    found = desk(now=now)
    if found is None:
        raise Http404
    snapshot = queries.snapshot(found, now=now)
    most = max(*snapshot.hours, 1)
    hour = timezone.localtime(now).hour
    bars = [
        {
            "hour": at,
            "count": count,
            "x": at * (BAR + GAP),
            "y": HEIGHT - round(count / most * HEIGHT),
            "height": round(count / most * HEIGHT),
            "middle": at * (BAR + GAP) + BAR // 2,
            "is_now": at == hour,
        }
        for at, count in enumerate(snapshot.hours)
    ]
    return {
        "snapshot": snapshot,
        "bars": bars,
        "bar": BAR,
        "width": 24 * (BAR + GAP) - GAP,
        "height": HEIGHT,
        "stuck": [CHANNELS.get(name, name) for name in snapshot.stuck],
        "is_late": snapshot.oldest_due is not None and snapshot.oldest_due < now,
        "now": now,
    }
