"""For how long a notice may stand, and whether it stands."""

from datetime import datetime, timedelta
from typing import Final, Literal

SHORTEST: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(days=14)
"""A warning that nobody renews for two weeks is no warning any more. Assumed, not a rule of law."""

Standing = Literal["standing", "expired", "withdrawn"]


def standing(*, expires_at: datetime, withdrawn_at: datetime | None, now: datetime) -> Standing:
    """Return whether a notice stands at a moment; at the very end it has expired."""
    if withdrawn_at is not None and withdrawn_at <= now:
        return "withdrawn"
    return "standing" if now < expires_at else "expired"


def may_expire(expires_at: datetime, *, now: datetime) -> bool:
    """Return whether an end lies far enough ahead, and not too far."""
    return SHORTEST <= expires_at - now <= LONGEST
