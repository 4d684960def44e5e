"""The exchange system."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Open data out, figures in."""

    name = "tinhso.systems.exchange"
    label = "exchange"
