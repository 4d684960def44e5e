"""Every component on one page, for whoever builds a screen and for tests that look at them."""

from datetime import timedelta

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.web.design.forms import SpecimenForm
from tinhso.web.drawing import Point


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Show the style guide; outside a demonstration there is no such page."""
    if not settings.TINHSO_DEMONSTRATION:
        raise Http404
    now = timezone.now()
    history = [
        Point("2020", 4.24),
        Point("2021", 6.51),
        Point("2022", 8.59, estimate=True),
        Point("2023", 5.56),
        Point("2024", 6.5),
    ]
    return render(
        request,
        "web/design/guide.html",
        {
            "form": SpecimenForm({"where": "Ngã tư gần chợ"}),
            "history": history,
            "moment": now + timedelta(days=2),
            "crumbs": [{"title": _("Trang đầu"), "href": "/"}, {"title": _("Mẫu thiết kế")}],
            "steps": [_("Chuyện gì"), _("Ở đâu"), _("Gửi")],
            "chips": [
                {"title": _("Tất cả"), "href": "?", "current": True, "count": 1284},
                {"title": _("Đang xử lý"), "href": "?s=1", "current": False, "count": 96},
                {"title": _("Quá hạn"), "href": "?s=2", "current": False, "count": None},
            ],
            "events": [
                {"state": "done", "title": _("Bạn đã gửi"), "detail": "09:12 · 24/11/2026"},
                {"state": "now", "title": _("Đang xử lý"), "detail": _("còn 2 ngày làm việc")},
                {"state": "next", "title": _("Trả lời kèm ảnh"), "detail": "27/11/2026"},
            ],
            "page": Paginator(range(120), 20).page(2),
        },
    )
