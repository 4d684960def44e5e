"""The strategy system."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    """The leaders' board."""

    name = "tinhso.systems.strategy"
    label = "strategy"

    def ready(self) -> None:
        """Make this system's events known to the ledger."""
        from tinhso.kernel.ledger import kinds
        from tinhso.systems.strategy.api import described
        from tinhso.systems.strategy.offers import offered
        from tinhso.systems.strategy.panel import case_panel
        from tinhso.systems.strategy.queries import PROCEDURE
        from tinhso.web import offers
        from tinhso.web.api import described as api
        from tinhso.web.cases import panels

        offers.register("strategy", offered, order=20)
        api.register("strategy", described, order=35)
        panels.register(PROCEDURE, "strategy/case_panel.html", case_panel)
        kinds.register(
            {
                "strategy.resolution.declared": _("Đã khai báo nghị quyết"),
                "strategy.task.given": _("Đã giao nhiệm vụ"),
                "strategy.session.declared": _("Đã khai báo buổi làm việc"),
                "strategy.session.entered": _("Đã ghi buổi làm việc"),
                "strategy.session.added": _("Đã ghi thêm vào buổi làm việc"),
                "strategy.ask.answered": _("Đã ghi kết quả của kiến nghị"),
            }
        )
