"""The operator's console: calls, the log of calls, the wall."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    """Registers this part's events and sealed table, and for what callers' names are read."""

    name = "tinhso.systems.hotline.calls"
    label = "hotline_calls"

    def ready(self) -> None:
        """Make the kinds of events, the purpose and the sealed table known."""
        from tinhso.kernel.ledger import kinds
        from tinhso.kernel.people import purposes, rotation

        from .actions import rotate_keys
        from .models import Call

        rotation.register({Call: rotate_keys})
        purposes.register({"hotline.call": _("Tiếp người đang gọi đến tổng đài")})
        kinds.register(
            {
                "hotline.call.begun": _("Điện thoại viên bắt đầu một cuộc gọi"),
                "hotline.call.ended": _("Cuộc gọi kết thúc"),
                "hotline.call.missed": _("Ghi một cuộc gọi nhỡ"),
                "hotline.call.settled": _("Bỏ một cuộc gọi khỏi danh sách gọi lại"),
                "hotline.calls.taken_over": _("Nhập các cuộc gọi đã qua"),
            }
        )
