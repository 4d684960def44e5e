"""The exchange system."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Open data out, figures in."""

    name = "tinhso.systems.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Offer the observations to everyone."""
        from tinhso.systems.exchange.queries.fields import offered
        from tinhso.web import offers

        offers.register("indicators", offered, order=10)
