"""Messages of the kernel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    """Registers the room's events and its sealed tables."""

    name = "tinhso.kernel.messages"
    label = "post"

    def ready(self) -> None:
        """Make the kinds of events and the sealed tables known."""
        from tinhso.kernel.ledger import kinds
        from tinhso.kernel.messages import actions
        from tinhso.kernel.messages.models import Incoming, Message
        from tinhso.kernel.people import rotation

        kinds.register(
            {
                "post.message.queued": _("Đã xếp tin để gửi"),
                "post.message.sent": _("Đã gửi tin"),
                "post.message.delivered": _("Tin đã đến người nhận"),
                "post.message.failed": _("Không gửi được tin"),
                "post.message.expired": _("Tin hết hạn trước khi gửi"),
                "post.incoming.received": _("Đã nhận tin đến"),
                "post.incoming.handled": _("Đã xử lý tin đến"),
                "post.incoming.read": _("Đọc tin đến"),
                "post.emptied": _("Xóa nội dung tin đã quá hạn lưu"),
            }
        )
        rotation.register({Message: actions.rotate_messages, Incoming: actions.rotate_incoming})
