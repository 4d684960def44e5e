"""The calendar room of the kernel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarConfig(AppConfig):
    """The calendar, as Django knows it."""

    name = "tinhso.kernel.calendar"
    label = "calendar"

    def ready(self) -> None:
        """Make the room's events known."""
        from tinhso.kernel.ledger import kinds

        kinds.register({"calendar.version.published": _("Lịch làm việc được thay đổi")})
