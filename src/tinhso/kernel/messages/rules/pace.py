"""How often, how long and how much: waits between attempts, leases, and what is kept."""

from datetime import timedelta
from typing import Final

ATTEMPTS: Final = 20
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=2)
LEASE: Final = timedelta(minutes=10)
"""For how long a claimed letter is its worker's: longer than ten letters to a slow gateway take."""

HANDLING_ATTEMPTS: Final = 5
HANDLING_LEASE: Final = timedelta(minutes=2)

PHOTOS: Final = 5
PHOTO_BYTES: Final = 10 * 2**20
TEXT: Final = 20_000
"""Characters kept of an incoming message; a report holds 4,000."""


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: doubled each time, with a bound.

    0:30, 1, 2, 4 … 64 minutes, then 2 hours: twenty attempts reach over a day.
    """
    doublings = min(max(attempts, 1) - 1, 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
