"""The shell that every screen stands in."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The shell as a Django application."""

    name = "tinhso.web"
    label = "web"

    def ready(self) -> None:
        """Offer to everyone what the generic screens show to everyone."""
        from tinhso.web import offers
        from tinhso.web.registers.offers import offered as registers
        from tinhso.web.units.offers import offered as units

        offers.register("registers", registers, order=40)
        offers.register("units", units)
        _describe()


def _describe() -> None:
    """Describe to programs what the generic screens answer."""
    from tinhso.web.api.described import register
    from tinhso.web.indicators.api import described as indicators
    from tinhso.web.ledger.api import described as ledger
    from tinhso.web.places.api import described as places
    from tinhso.web.registers.api import described as registers
    from tinhso.web.units.api import described as units

    register("indicators", indicators, order=30)
    register("registers", registers, order=60)
    register("units", units, order=70)
    register("places", places, order=80)
    register("ledger", ledger, order=90)
