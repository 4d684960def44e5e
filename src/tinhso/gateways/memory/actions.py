"""Writing what gateways keep. No events: nothing of the province changes by it."""

from datetime import datetime

from tinhso.gateways.memory.models import Kept
from tinhso.gateways.memory.queries import FIELD, keyring, place
from tinhso.kernel.people import sealing


def keep(gateway: str, name: str, value: str, *, now: datetime) -> None:
    """Keep a value, in place of what stood under its name; durable with the transaction."""
    sealed = sealing.seal(keyring(), FIELD, place(gateway, name), value)
    Kept.objects.update_or_create(
        gateway=gateway, name=name, defaults={"sealed": sealed, "kept_at": now}
    )


def forget(gateway: str, prefix: str, *, now: datetime) -> None:  # noqa: ARG001 - every write
    """Forget all that a gateway keeps under names that begin so."""
    Kept.objects.filter(gateway=gateway, name__startswith=prefix).delete()
