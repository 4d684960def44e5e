"""The strategy system."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """The leaders' board."""

    name = "tinhso.systems.strategy"
    label = "strategy"
