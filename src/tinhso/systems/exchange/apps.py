"""The exchange system."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Open data out, figures in."""

    name = "tinhso.systems.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Offer the observations to everyone, programs included."""
        from tinhso.systems.exchange.api import catalogued, described
        from tinhso.systems.exchange.queries.fields import offered
        from tinhso.web import offers
        from tinhso.web.api import described as api

        offers.register("indicators", offered, order=10)
        api.register("sdmx", described, order=40)
        api.register("catalogue", catalogued, order=50)
