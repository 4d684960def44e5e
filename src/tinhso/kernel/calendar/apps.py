"""The calendar room of the kernel."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "tinhso.kernel.calendar"
    label = "calendar"
