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
