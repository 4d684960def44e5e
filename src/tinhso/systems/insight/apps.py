"""The insight system."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightConfig(AppConfig):
    """The reading of reports, and the review of what was read."""

    name = "tinhso.systems.insight"
    label = "insight"

    def ready(self) -> None:
        """Make this system's events known to the ledger."""
        from tinhso.kernel.ledger import kinds

        kinds.register(
            {
                "insight.document.read": _("Đã đọc văn bản"),
                "insight.claim.accepted": _("Đã nhận một số liệu đọc được"),
                "insight.claim.corrected": _("Đã sửa và nhận một số liệu đọc được"),
                "insight.claim.rejected": _("Đã bác một số liệu đọc được"),
                "insight.claim.undone": _("Đã hoàn tác một quyết định duyệt"),
                "insight.finding.settled": _("Đã xử lý một điểm chưa khớp"),
                "insight.finding.reopened": _("Đã mở lại một điểm chưa khớp"),
            }
        )
