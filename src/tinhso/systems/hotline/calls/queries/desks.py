"""Whose calls somebody may take, read or count: those of the desk that receives reports."""

from datetime import datetime

from django.utils import timezone

from tinhso.kernel.cases.errors import NoSuchProcedure
from tinhso.kernel.cases.queries import in_force
from tinhso.kernel.cases.queries.units import id_of
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.queries import reach
from tinhso.kernel.units.queries import NoSuchUnitError
from tinhso.systems.hotline.queries import PROCEDURE

TAKE, READ, COUNT = "calls.take", "calls.read", "calls.count"


def desk(*, now: datetime) -> int | None:
    """Return the id of the unit that receives reports, by the procedure's own first step.

    None where no procedure is in force, or its first step names no unit that stands.
    """
    try:
        procedure = in_force(PROCEDURE, now=now).procedure
    except NoSuchProcedure:
        return None
    owner = procedure.steps[procedure.first].owner
    try:
        return id_of(owner.where, timezone.localdate(now)) if owner and owner.where else None
    except NoSuchUnitError:
        return None


def desk_for(actor: Actor, ability: str, *, now: datetime) -> int | None:
    """Return the desk whose calls an actor may take, read or count; None for who may not."""
    found = desk(now=now)
    held = reach(actor, ability)
    return found if found is not None and held.covers(found) else None
