"""Pure decisions about messages: addresses, waits between attempts, what a provider may say."""

import re
import unicodedata
from datetime import timedelta
from typing import Final

from tinhso.kernel.messages.contracts import EMAIL, SMS, BadAddress
from tinhso.kernel.people.rules import MASK, mask_email, mask_phone, normal_email, normal_phone

ATTEMPTS: Final = 10
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=2)
LEASE: Final = timedelta(minutes=10)
"""For how long a claimed letter is its worker's: longer than ten letters to a slow gateway."""
HANDLING_ATTEMPTS: Final = 5
PHOTOS: Final = 5
PHOTO_BYTES: Final = 10 * 2**20
TEXT: Final = 20_000
"""Characters kept of an incoming message; a report holds 4,000."""
ERROR: Final = 300
_PERSONAL: Final = re.compile(r"\S+@\S+|\+?\d[\d .-]{6,}\d")


def normal_address(channel: str, address: str) -> str:
    """Return an address in the form under which it is stored and found.

    Raises:
        BadAddress: no telephone number, no e-mail address, or nothing at all.
    """
    try:
        if channel == SMS:
            return normal_phone(address)
        if channel == EMAIL:
            return normal_email(address)
    except ValueError as error:
        raise BadAddress(str(error)) from None
    plain = address.strip()
    if not plain or len(plain) > 200:
        raise BadAddress("An address has 1 to 200 characters.")
    return plain


def as_it_came(channel: str, address: str) -> str:
    """Return the normal form of a sender's address, or what came where it is none of its channel.

    Short numbers and names ("1414", "VNPT") send messages too; nobody can be answered there.
    """
    try:
        return normal_address(channel, address)
    except BadAddress:
        return unicodedata.normalize("NFC", address).strip()[:200]


def mask_of(channel: str, address: str) -> str:
    """Return an address as it may stand on a list."""
    if channel == EMAIL:
        return mask_email(address)
    return mask_phone(address) if channel == SMS else f"{address[:2]}{MASK}{address[-2:]}"


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: doubled each time, with a bound."""
    return min(FIRST_WAIT * 2 ** min(attempts - 1, 20), LONGEST_WAIT)


def without_personal(error: str) -> str:
    """Return what a carrier said with addresses and numbers hidden, short enough to be kept."""
    return _PERSONAL.sub(MASK, " ".join(error.split()))[:ERROR]
