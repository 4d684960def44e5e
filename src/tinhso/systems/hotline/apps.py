"""The hotline system."""

from django.apps import AppConfig


class HotlineConfig(AppConfig):
    """Registers the hotline's events."""

    name = "tinhso.systems.hotline"
    label = "hotline"

    def ready(self) -> None:
        """Make the kinds of events known to the ledger."""
        from tinhso.kernel.ledger import kinds

        kinds.register(
            {
                "hotline.report.published": "Đã duyệt nội dung công khai",
                "hotline.report.withdrawn": "Đã rút nội dung công khai",
            }
        )
