"""Where the systems become known to the shell, and the gateways to the messages."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Registers the systems and the gateways."""

    name = "tinhso.config"
    label = "wiring"

    def ready(self) -> None:
        """Make every system's manifest known to the shell, and the gateways to the messages."""
        from tinhso.config import carrying
        from tinhso.systems.exchange.system import SYSTEM as EXCHANGE
        from tinhso.systems.hotline.system import SYSTEM as HOTLINE
        from tinhso.systems.insight.system import SYSTEM as INSIGHT
        from tinhso.systems.strategy.system import SYSTEM as STRATEGY
        from tinhso.web.manifest import register
        from tinhso.web.system import SYSTEM as WEB

        register(WEB)
        register(HOTLINE)
        register(STRATEGY)
        register(INSIGHT)
        register(EXCHANGE)
        carrying.register()
