"""The documents room of the kernel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Documents, citations and evidence files."""

    name = "tinhso.kernel.documents"
    label = "documents"

    def ready(self) -> None:
        """Make this room's events known to the ledger."""
        from tinhso.kernel.ledger import kinds

        kinds.register(
            {
                "documents.document.entered": _("Đã đưa văn bản vào kho"),
                "documents.document.withdrawn": _("Đã rút văn bản khỏi kho"),
                "documents.document.cited": _("Đã trích dẫn văn bản"),
                "documents.attachment.stored": _("Đã lưu ảnh"),
                "documents.attachment.forgotten": _("Đã xóa ảnh"),
            }
        )
