"""Reports that tell of one thing, and the category that words suggest."""

from django.apps import AppConfig


class AlikeConfig(AppConfig):
    """Registers this part's events."""

    name = "tinhso.systems.hotline.alike"
    label = "hotline_alike"
