"""Addresses: the form they are found under, the form a list may show, who never answers."""

import re
import unicodedata
from typing import Final

from tinhso.kernel.messages.contracts import EMAIL, SMS, BadAddress
from tinhso.kernel.people.rules import MASK, mask_email, mask_phone, normal_email, normal_phone

LONGEST: Final = 200
SHORT_NUMBER: Final = 6
_PERSONAL: Final = re.compile(r"\S+@\S+|\+?\d[\d .-]{6,}\d")
_ROBOTS: Final = re.compile(
    r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|auto-?reply)\b", re.IGNORECASE
)


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
    if not plain or len(plain) > LONGEST:
        raise BadAddress(f"An address has 1 to {LONGEST} characters.")
    return plain


def as_it_came(channel: str, address: str) -> str:
    """Return the normal form of a sender's address, or what came where it is none of its channel.

    Short numbers and names ("1414", "VNPT") send messages too; nobody can be answered there.
    """
    try:
        return normal_address(channel, address)
    except BadAddress:
        return unicodedata.normalize("NFC", address).strip()[:LONGEST]


def can_be_answered(channel: str, address: str) -> bool:
    """Tell whether somebody reads what is sent to an address: not a short number, not a robot."""
    try:
        normal_address(channel, address)
    except BadAddress:
        return False
    return channel != EMAIL or _ROBOTS.match(address) is None


def mask_of(channel: str, address: str) -> str:
    """Return an address as it may stand on a list: "0912 *** 456", "n***@example.vn".

    A short number ("1414") belongs to a company and is shown.
    """
    if channel == EMAIL:
        return mask_email(address)
    if channel == SMS:
        return address if len(address) <= SHORT_NUMBER else mask_phone(address)
    return f"{address[:2]}{MASK}{address[-2:]}" if len(address) > 4 else MASK


def without_personal(said: str, *, longest: int = 300) -> str:
    """Return what a provider said with addresses and numbers hidden, short enough to be kept."""
    return _PERSONAL.sub(MASK, " ".join(said.split()))[:longest]
