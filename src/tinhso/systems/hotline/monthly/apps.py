"""The month from noon of the 25th to noon of the 25th, hot spots and the live board."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonthlyConfig(AppConfig):
    """Registers this part's events."""

    name = "tinhso.systems.hotline.monthly"
    label = "hotline_monthly"

    def ready(self) -> None:
        """Make this part's events known to the ledger."""
        from tinhso.kernel.ledger import kinds

        kinds.register({"hotline.month.made": _("Đã lập một ấn bản báo cáo tháng của tổng đài")})
