"""The ways in besides the page: what arrives becomes a report, and is answered the same way."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    """Registers this part's events, purposes and sealed tables."""

    name = "tinhso.systems.hotline.channels"
    label = "hotline_channels"

    def ready(self) -> None:
        """Make the kinds of events, the purposes of reading and the sealed tables known."""
        from tinhso.kernel.ledger import kinds
        from tinhso.kernel.people import purposes, rotation

        from .actions import rotate_conversations, rotate_correspondents
        from .models import Conversation, Correspondent

        rotation.register(
            {Conversation: rotate_conversations, Correspondent: rotate_correspondents}
        )

        kinds.register(
            {
                "hotline.addresses.forgotten": _("Xóa địa chỉ của người gửi có việc đã xong lâu"),
                "hotline.incoming.dismissed": _("Đã bỏ qua một tin đến"),
            }
        )
        purposes.register(
            {
                "hotline.tell": _("Báo cho người gửi biết việc đến đâu"),
                "hotline.incoming": _("Đọc tin đến mà máy chưa hiểu"),
            }
        )
