"""The indicators room of the kernel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """Indicators, observations and targets."""

    name = "tinhso.kernel.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Make this room's events known to the ledger."""
        from tinhso.kernel.ledger import kinds

        kinds.register(
            {
                "indicators.indicator.declared": _("Đã khai báo chỉ tiêu thống kê"),
                "indicators.figure.recorded": _("Đã ghi nhận số liệu"),
                "indicators.figures.entered": _("Đã nhập một tệp số liệu"),
                "indicators.figure.withdrawn": _("Đã rút lại số liệu"),
                "indicators.target.set": _("Đã ghi nhận mục tiêu"),
                "indicators.target.withdrawn": _("Đã rút lại mục tiêu"),
            }
        )
