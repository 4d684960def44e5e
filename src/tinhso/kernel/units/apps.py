"""The units room of the kernel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.ledger import kinds


class UnitsConfig(AppConfig):
    """Makes the room and its kinds of events known to Django."""

    name = "tinhso.kernel.units"
    label = "units"
    verbose_name = _("Đơn vị")

    def ready(self) -> None:
        """Make the kinds of events known."""
        kinds.register(
            {
                "units.loaded": _("Nạp danh mục đơn vị"),
                "units.merged": _("Sáp nhập đơn vị"),
                "units.split": _("Chia tách đơn vị"),
                "units.renamed": _("Đổi tên đơn vị"),
                "units.upgraded": _("Nâng cấp đơn vị"),
            }
        )
