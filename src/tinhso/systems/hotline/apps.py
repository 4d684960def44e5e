"""The hotline system."""

from django.apps import AppConfig


class HotlineConfig(AppConfig):
    name = "tinhso.systems.hotline"
    label = "hotline"
