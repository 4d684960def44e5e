"""The month from noon of the 25th to noon of the 25th, hot spots and the live board."""

from django.apps import AppConfig


class MonthlyConfig(AppConfig):
    """Registers this part's events."""

    name = "tinhso.systems.hotline.monthly"
    label = "hotline_monthly"
