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

        kinds.register(
            {
                "strategy.resolution.declared": _("Đã khai báo nghị quyết"),
            }
        )
