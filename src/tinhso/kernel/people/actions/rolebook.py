"""Keeping each version of the province's roles that was ever in force."""

from datetime import datetime

from django.db import transaction

from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.models import RoleBook
from tinhso.kernel.people.roles import Roles


def enter_roles(roles: Roles, *, actor: Actor, now: datetime) -> bool:
    """Keep these roles as the newest version; return False if nothing has changed."""
    with transaction.atomic():
        newest = RoleBook.objects.order_by("-loaded_at").first()
        if newest is not None and newest.hash == roles.hash:
            return False
        RoleBook.objects.update_or_create(
            hash=roles.hash,
            defaults={"content": roles.model_dump(mode="json"), "loaded_at": now},
        )
        record(
            "people.roles.loaded",
            "roles",
            actor=actor,
            now=now,
            data={"hash": roles.hash, "roles": list(roles.roles)},
        )
        return True
