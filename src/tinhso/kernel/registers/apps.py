"""The registers room of the kernel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    """The registers, as Django knows them."""

    name = "tinhso.kernel.registers"
    label = "registers"

    def ready(self) -> None:
        """Make the room's events known."""
        from tinhso.kernel.ledger import kinds

        kinds.register(
            {
                "registers.register.declared": _("Sổ được khai báo"),
                "registers.record.added": _("Mục mới trong sổ"),
                "registers.record.changed": _("Mục trong sổ được sửa"),
                "registers.record.ended": _("Mục trong sổ hết hiệu lực"),
                "registers.record.restored": _("Mục trong sổ được khôi phục"),
            }
        )
