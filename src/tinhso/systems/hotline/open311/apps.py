"""Open311 GeoReport v2 over the hotline."""

from django.apps import AppConfig


class Open311Config(AppConfig):
    """Registers this part's events."""

    name = "tinhso.systems.hotline.open311"
    label = "hotline_open311"
