"""Warnings to people, and following by e-mail and feed."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Registers this part's events."""

    name = "tinhso.systems.hotline.notices"
    label = "hotline_notices"
