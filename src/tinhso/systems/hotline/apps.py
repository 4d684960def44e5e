"""The hotline system."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HotlineConfig(AppConfig):
    """Registers the hotline's events."""

    name = "tinhso.systems.hotline"
    label = "hotline"

    def ready(self) -> None:
        """Make the kinds of events known to the ledger."""
        from tinhso.kernel.ledger import kinds
        from tinhso.kernel.people import purposes
        from tinhso.web import offers
        from tinhso.web.api import described as api
        from tinhso.web.cases import panels

        from .api import described
        from .offers import offered
        from .panel import staff_panel
        from .queries import PROCEDURE

        offers.register("hotline", offered, order=30)
        api.register("reports", described, order=20)
        panels.register(PROCEDURE, "hotline/panel.html", staff_panel)
        purposes.register(
            {
                "hotline.ask_more": _("Hỏi thêm để xử lý phản ánh"),
                "hotline.call_back": _("Gọi lại để trả lời"),
            }
        )

        kinds.register(
            {
                "hotline.report.published": _("Đã duyệt nội dung công khai"),
                "hotline.report.withheld": _("Đã quyết định không công khai lời và ảnh"),
                "hotline.report.withdrawn": _("Đã rút nội dung công khai"),
            }
        )
