"""Writing what gateways keep. No events of its own: nothing of the province changes."""

from datetime import datetime

from tinhso.gateways.memory.models import Kept
from tinhso.gateways.memory.queries import FIELD, keyring, place
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people import sealing
from tinhso.kernel.people.actions import reseal


def keep(gateway: str, name: str, value: str, *, now: datetime) -> None:
    """Keep a value, in place of what stood under its name; durable with the transaction."""
    sealed = sealing.seal(keyring(), FIELD, place(gateway, name), value)
    Kept.objects.update_or_create(
        gateway=gateway, name=name, defaults={"sealed": sealed, "kept_at": now}
    )


def forget(gateway: str, prefix: str, *, now: datetime) -> None:  # noqa: ARG001 - every write
    """Forget all that a gateway keeps under names that begin so."""
    Kept.objects.filter(gateway=gateway, name__startswith=prefix).delete()


def rotate_keys(*, actor: Actor, now: datetime) -> int:
    """Seal what gateways keep under the active key; return how many values."""
    return reseal(Kept.objects.all(), ["sealed"], _seal_anew, actor=actor, now=now)


def _seal_anew(row: Kept) -> None:
    ring, where = keyring(), place(row.gateway, row.name)
    row.sealed = sealing.seal(ring, FIELD, where, sealing.unseal(ring, FIELD, where, row.sealed))
