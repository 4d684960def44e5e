"""The strategy system."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "tinhso.systems.strategy"
    label = "strategy"
