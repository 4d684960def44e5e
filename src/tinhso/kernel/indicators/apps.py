"""The indicators room of the kernel."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Indicators, observations and targets."""

    name = "tinhso.kernel.indicators"
    label = "indicators"
