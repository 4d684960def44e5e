"""The cases room of the kernel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Registers the events that cases write."""

    name = "tinhso.kernel.cases"
    label = "cases"

    def ready(self) -> None:
        """Make the kinds of events known to the ledger."""
        from tinhso.kernel.ledger import kinds
        from tinhso.kernel.people import purposes

        purposes.register({"cases.earlier": _("Xem hồ sơ trước của cùng người gửi")})

        kinds.register(
            {
                "cases.case.filed": _("Đã nộp hồ sơ"),
                "cases.case.reclassified": _("Đã phân loại lại"),
                "cases.case.noted": _("Đã thêm ghi chú"),
                "cases.case.supplemented": _("Đã nhận thêm ảnh của người gửi"),
                "cases.case.rated": _("Đã đánh giá"),
                "cases.case.taken_over": _("Đã tiếp nhận hồ sơ từ nơi khác"),
                "cases.case.moved": _("Đã chuyển sang bản quy trình khác"),
                "cases.step.acted": _("Đã xử lý một bước"),
                "cases.step.assigned": _("Đã giao việc"),
                "cases.step.reminded": _("Đã nhắc việc"),
                "cases.step.visited": _("Đã ghi nhận tại chỗ"),
                "cases.step.paused": _("Đã tạm dừng"),
                "cases.step.resumed": _("Đã tiếp tục"),
                "cases.step.escalated": _("Đã báo lên cấp trên vì trễ hạn"),
                "cases.step.lapsed": _("Đã hết thời gian chờ"),
                "cases.procedure.loaded": _("Đã nạp quy trình"),
            }
        )
