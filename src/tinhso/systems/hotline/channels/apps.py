"""The ways in besides the page: what arrives becomes a report, and is answered the same way."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """Registers this part's events."""

    name = "tinhso.systems.hotline.channels"
    label = "hotline_channels"
