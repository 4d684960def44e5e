"""What the form of a report allows, on whichever way it comes in."""

from datetime import datetime

from tinhso.kernel.cases.errors import NoSuchProcedure
from tinhso.kernel.cases.queries import in_force

from ..rules.limits import Limits
from .projecting import PROCEDURE


def limits(*, now: datetime) -> Limits:
    """Return the limits of a report that is filed now. One query.

    Those of a form that states none while no procedure is in force: filing says so itself.
    """
    try:
        return Limits.of(in_force(PROCEDURE, now=now).form)
    except NoSuchProcedure:
        return Limits()
