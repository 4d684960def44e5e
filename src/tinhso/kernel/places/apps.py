"""The places room of the kernel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.ledger import kinds


class PlacesConfig(AppConfig):
    """Makes the room and its kinds of events known to Django."""

    name = "tinhso.kernel.places"
    label = "places"
    verbose_name = _("Địa điểm")

    def ready(self) -> None:
        """Make the kinds of events known."""
        kinds.register({"places.boundaries.imported": _("Nạp ranh giới đơn vị")})
