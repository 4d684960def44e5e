"""Reading what gateways keep."""

from datetime import datetime

from django.conf import settings

from tinhso.gateways.memory.models import Kept
from tinhso.kernel.people import sealing
from tinhso.kernel.people.keys import Keyring, parse_keyring

FIELD = "gateway.kept"


def keyring() -> Keyring:
    """Return the keyring of this deployment; raise KeyringError if it can't be read."""
    return parse_keyring(settings.TINHSO_KEYRING)


def place(gateway: str, name: str) -> str:
    """Return what a value is sealed for: it opens nowhere else."""
    return f"{gateway}\x00{name}"


def kept(gateway: str, name: str) -> str:
    """Return what a gateway keeps under a name; "" where nothing is.

    Raises SealBrokenError if somebody altered it.
    """
    row = Kept.objects.filter(gateway=gateway, name=name).first()
    if row is None:
        return ""
    return sealing.unseal(keyring(), FIELD, place(gateway, name), row.sealed)


def kept_under(gateway: str, prefix: str) -> dict[str, str]:
    """Return all that a gateway keeps under names that begin so, by the rest of the name."""
    ring = keyring()
    rows = Kept.objects.filter(gateway=gateway, name__startswith=prefix).order_by("name")
    return {
        row.name.removeprefix(prefix): sealing.unseal(
            ring, FIELD, place(gateway, row.name), row.sealed
        )
        for row in rows
    }


def older_than(gateway: str, moment: datetime) -> list[str]:
    """Return the names kept before a moment, the oldest first."""
    rows = Kept.objects.filter(gateway=gateway, kept_at__lt=moment).order_by("kept_at")
    return list(rows.values_list("name", flat=True))
