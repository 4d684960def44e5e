"""The documents room of the kernel."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents, citations and evidence files."""

    name = "tinhso.kernel.documents"
    label = "documents"
