"""Putting a declared register in force."""

from datetime import datetime

from django.db import transaction

from tinhso.kernel.declarations import fingerprint
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.registers.models import Declaration
from tinhso.kernel.registers.queries import latest_declaration
from tinhso.kernel.registers.rules.declared import Register


@transaction.atomic
def declare(register: Register, *, actor: Actor, now: datetime) -> bool:
    """Put a register in force; return whether it says something new. Its records stay."""
    content = register.model_dump_json(by_alias=True)
    mark = fingerprint(content)
    before = latest_declaration(register.code)
    if before is not None and before.fingerprint == mark:
        return False
    Declaration.objects.create(name=register.code, content=content, fingerprint=mark, since=now)
    record(
        "registers.register.declared",
        f"register:{register.code}",
        actor=actor,
        now=now,
        data={"fingerprint": mark},
    )
    return True
