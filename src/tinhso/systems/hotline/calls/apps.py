"""The operator's console: calls, the log of calls, the wall."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Registers this part's events."""

    name = "tinhso.systems.hotline.calls"
    label = "hotline_calls"
