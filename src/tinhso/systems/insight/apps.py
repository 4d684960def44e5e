"""The insight system."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """The reading of reports."""

    name = "tinhso.systems.insight"
    label = "insight"
