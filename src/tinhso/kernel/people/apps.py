"""The people room of the kernel."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, persons and posts."""

    name = "tinhso.kernel.people"
    label = "people"
