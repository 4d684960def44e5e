"""The ledger room of the kernel."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger, as Django knows it."""

    name = "tinhso.kernel.ledger"
    label = "ledger"
