"""The desk itself: what can be done from here, and what waits."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tinhso.kernel.people import queries
from tinhso.web.accounts.rights import reach_of, requires


@dataclass(frozen=True)
class Place:
    """One place the desk leads to, for whoever holds the ability."""

    title: str | Promise
    text: str | Promise
    address: str
    ability: str


PLACES = (
    Place(
        _("Cán bộ"),
        _("Tìm, bổ nhiệm, chấm dứt chức vụ, đặt lại cách đăng nhập."),
        "administration:staff",
        "staff.read",
    ),
    Place(
        _("Nhập cán bộ từ Excel"),
        _("Tải mẫu, điền, xem trước rồi nhập; in phiếu kích hoạt."),
        "administration:import",
        "staff.manage",
    ),
    Place(
        _("Ngày nghỉ, ngày làm bù"),
        _("Hạn trả lời tính theo lịch này; hạn đã hứa giữ nguyên."),
        "administration:holidays",
        "settings.manage",
    ),
    Place(
        _("Danh mục, mẫu và lời văn"),
        _("Sửa các sổ dữ liệu; mỗi lần sửa là một phiên bản."),
        "registers:index",
        "registers.edit",
    ),
    Place(
        _("Thủ tục"),
        _("Các thủ tục đang áp dụng, hình vẽ và thời hạn."),
        "cases:procedures",
        "settings.manage",
    ),
    Place(
        _("Nhật ký"),
        _("Ai đã làm gì, lúc nào, trên việc nào."),
        "administration:ledger",
        "audit.read",
    ),
    Place(
        _("Ai đã đọc dữ liệu cá nhân"),
        _("Từng lần đọc, người đọc và mục đích."),
        "administration:readings",
        "audit.read",
    ),
)


@requires("staff.read", "settings.manage", "audit.read")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show the places that the reader's roles open, and posts that a merger left behind."""
    held = {place.ability: bool(reach_of(request, place.ability)) for place in PLACES}
    open_places = [
        (place, address)
        for place in PLACES
        if held[place.ability] and (address := _address(place.address))
    ]
    manages = bool(reach_of(request, "staff.manage"))
    today = timezone.localdate()
    left = len(queries.posts_left_behind(on=today)) if manages else 0
    return render(request, "administration/desk.html", {"places": open_places, "left_behind": left})


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:  # a room whose addresses aren't wired
        return None
