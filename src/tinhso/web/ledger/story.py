"""The sandbox's small log: eight lines about an invented report, and how a cheat bends them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Told:
    """One line of the story, and what somebody with something to hide would rather read there."""

    when: str
    words: str | Promise
    tempting: str | Promise


STORY = (
    Told(
        "24/11 09:12",
        _("Bà Lan gửi phản ánh: ổ gà trước cổng trường. Hẹn trả lời trước 17:00 ngày 27/11."),
        _("Bà Lan gửi phản ánh: ổ gà trước cổng trường. Hẹn trả lời trước 17:00 ngày 27/12."),
    ),
    Told(
        "24/11 09:15",
        _("Tổng đài xếp loại: đường sá, sửa được ngay."),
        _("Tổng đài xếp loại: góp ý, không cần sửa."),
    ),
    Told(
        "24/11 09:16",
        _("Tổng đài chuyển cho Ủy ban nhân dân xã."),
        _("Tổng đài chuyển cho sở khác."),
    ),
    Told(
        "25/11 07:40",
        _("Xã nhận việc, giao cán bộ giao thông."),
        _("Xã chưa nhận được việc."),
    ),
    Told(
        "26/11 15:20",
        _("Xã báo đã vá đường, gửi ảnh sau khi sửa."),
        _("Xã báo đã làm lại cả đoạn đường."),
    ),
    Told(
        "26/11 19:05",
        _("Bà Lan chưa đồng ý: mới vá một nửa."),
        _("Bà Lan đồng ý."),
    ),
    Told(
        "27/11 10:30",
        _("Xã vá nốt, gửi ảnh mới."),
        _("Xã vá nốt, gửi ảnh mới, trước hạn một ngày."),
    ),
    Told(
        "27/11 18:10",
        _("Bà Lan đồng ý và cho 3 trên 5 điểm."),
        _("Bà Lan đồng ý và cho 5 trên 5 điểm."),
    ),
)
