"""The shell that every screen stands in."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The shell as a Django application."""

    name = "tinhso.web"
    label = "web"
