"""Pure decisions about people: normal forms, masks, names to sign in with."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

MASK = "***"
_SPACES = re.compile(r"\s+")
_PHONE_NOISE = re.compile(r"[\s.\-()]")
_PHONE = re.compile(r"\+\d{8,15}")
_USERNAME_NOISE = re.compile(r"[^a-z0-9-]+")


class NotAPhoneNumberError(ValueError):
    """The text holds no telephone number."""


class NotAnEmailError(ValueError):
    """The text holds no e-mail address."""


def normal_text(text: str) -> str:
    """Return text in NFC with single spaces and none around it."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def normal_phone(text: str) -> str:
    """Return a telephone number in E.164, a Vietnamese one when no country is named.

    "0912 345 678", "84912345678", "+84 (0)912-345-678" and "0084912345678" are one number.

    Raises:
        NotAPhoneNumberError: too short, too long, or with letters in it.
    """
    digits = _PHONE_NOISE.sub("", unicodedata.normalize("NFKC", text))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif digits.startswith("0"):
        digits = "+84" + digits[1:]
    elif digits.startswith("84") and len(digits) >= 11:
        digits = "+" + digits
    if digits.startswith("+840"):
        digits = "+84" + digits[4:]
    vietnamese = digits.startswith("+84")
    if not _PHONE.fullmatch(digits) or (vietnamese and not 12 <= len(digits) <= 13):
        raise NotAPhoneNumberError("A telephone number looks like 0912 345 678.")
    return digits


def normal_email(text: str) -> str:
    """Return an e-mail address in NFC and lower case, without spaces around it.

    Raises:
        NotAnEmailError: not of the form name@domain.tld.
    """
    address = unicodedata.normalize("NFC", text).strip().casefold()
    name, at, domain = address.rpartition("@")
    if not (at and name and "." in domain.strip(".")) or re.search(r"\s", address):
        raise NotAnEmailError("An e-mail address looks like ten@example.vn.")
    return address


def mask_phone(phone: str) -> str:
    """Return a number with its middle hidden: "0912 *** 456"; short ones are hidden whole."""
    local = "0" + phone[3:] if phone.startswith("+84") else phone
    digits = re.sub(r"\D", "", local)
    return f"{digits[:4]} {MASK} {digits[-3:]}" if len(digits) >= 9 else MASK if digits else ""


def mask_email(email: str) -> str:
    """Return an address with its name hidden but for the first letter: "n***@example.vn"."""
    name, at, domain = email.rpartition("@")
    return f"{name[:1]}{MASK}@{domain}" if at else MASK if email else ""


def mask_name(name: str) -> str:
    """Return a name with only its first word and the initials of the rest: "Nguyễn V. A."."""
    first, *rest = normal_text(name).split(" ")
    return " ".join([first, *(f"{word[:1]}." for word in rest)]) if rest else f"{first[:1]}{MASK}"


def mask_address(address: str) -> str:
    """Return an address with its most exact part hidden: "***, xã Phú Lạc"."""
    parts = [part.strip() for part in normal_text(address).split(",")]
    if not parts[0]:
        return ""
    return ", ".join([MASK, *parts[1:]]) if len(parts) > 1 else MASK


def without_diacritics(text: str) -> str:
    """Return text without Vietnamese marks: "Đỗ Thị Huệ" becomes "Do Thi Hue"."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def normal_username(text: str) -> str:
    """Return the form in which a name to sign in with is stored: lower case, dots, no marks."""
    return _USERNAME_NOISE.sub(".", without_diacritics(text).lower()).strip(".-")[:64]


@dataclass(frozen=True)
class Absence:
    """Who acts for whom at which unit, from `since` until the day before `until`."""

    absent: int
    substitute: int
    unit: int
    since: date
    until: date

    def meets(self, other: "Absence") -> bool:
        """Return whether the two have a day in common."""
        return self.since < other.until and other.since < self.until


def clash(asked: Absence, others: Iterable[Absence]) -> Literal["overlap", "chain", ""]:
    """Return why an absence can't stand beside the others, "" where it can.

    `overlap`: on one of its days somebody acts for the absent one already. `chain`: the substitute
    is away on one of its days, or the absent one acts for somebody then: who answers must be one
    person, known by name.
    """
    meeting = [other for other in others if asked.meets(other)]
    if any((other.absent, other.unit) == (asked.absent, asked.unit) for other in meeting):
        return "overlap"
    chained = (o.absent == asked.substitute or o.substitute == asked.absent for o in meeting)
    return "chain" if any(chained) else ""
