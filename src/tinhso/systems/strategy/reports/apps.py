"""The reports of strategy: a part with tables of its own."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Annual, five-year and ten-year reports and their editions."""

    name = "tinhso.systems.strategy.reports"
    label = "reports"

    def ready(self) -> None:
        """Make this part's events known to the ledger."""
        from tinhso.kernel.ledger import kinds

        kinds.register({"strategy.report.made": _("Đã lập một ấn bản báo cáo")})
