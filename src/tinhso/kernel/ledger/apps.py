"""The ledger room of the kernel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.ledger import kinds


class LedgerConfig(AppConfig):
    """The ledger, as Django knows it."""

    name = "tinhso.kernel.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Register the ledger's own kinds of events."""
        kinds.register(
            {
                "ledger.epoch.began": _("Sổ sự kiện bắt đầu một kỷ mới"),
                "ledger.salts.forgotten": _("Đã xóa khóa mở nội dung cam kết"),
            }
        )
