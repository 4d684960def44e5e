"""The pace that a target needs against the pace observed.

The standing of a target comes from `kernel/indicators/rules/targets.py`: both paces are a year's
change in the figure's own unit, or, for average growth, yearly rates. Here they are set against
each other. A pace is only observed between figures of different years in the same boundaries.
"""

from dataclasses import dataclass
from decimal import Decimal

from tinhso.kernel.indicators.rules.targets import Standing, Status


@dataclass(frozen=True)
class Pace:
    """Both paces; `share` is the observed one as a part of the needed one.

    None where one of them is unknown, where nothing is needed any more, or where the figure moves
    away from the target: a negative part would be no part.
    """

    needed: Decimal | None
    observed: Decimal | None
    share: Decimal | None


def pace(standing: Standing) -> Pace:
    """Return the paces of a standing."""
    needed, observed = standing.needed, standing.pace
    if standing.status is Status.MET:
        needed = None
    if needed is None or observed is None or needed == 0:
        return Pace(needed, observed, None)
    share = observed / needed
    return Pace(needed, observed, share if share >= 0 else None)
