"""Open311 GeoReport v2 over the hotline."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Open311Config(AppConfig):
    """Registers this part's events."""

    name = "tinhso.systems.hotline.open311"
    label = "hotline_open311"

    def ready(self) -> None:
        """Make the kinds of events known to the ledger, and the API to those who read of it."""
        from tinhso.kernel.ledger import kinds
        from tinhso.web.api import described as api

        from .api import described

        api.register("open311", described, order=10)
        kinds.register(
            {
                "hotline.client.admitted": _("Đã cấp mã cho một ứng dụng kết nối"),
                "hotline.client.closed": _("Đã đóng mã của một ứng dụng kết nối"),
            }
        )
