"""What an SMS costs: its alphabet and how many segments it takes (3GPP TS 23.038 and 23.040).

The GSM 7-bit alphabet holds 160 characters in one segment and 153 in each of several; a single
Vietnamese mark forces UCS-2: 70 and 67. Characters of the extension table count twice, those
beyond the first plane too, and neither is cut in the middle.
"""

from dataclasses import dataclass
from typing import Final

from tinhso.kernel.people.rules import without_diacritics

BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED: Final = frozenset("\f^{}\\[~]|€")
GSM7_ONE, GSM7_PART = 160, 153
UCS2_ONE, UCS2_PART = 70, 67

_PLAIN: Final = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "…": "...",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "•": "*",
        "·": "-",
        "₫": "d",
        "\u00a0": " ",
        "\t": " ",
    }
)


@dataclass(frozen=True)
class Cost:
    """How a text travels: `alphabet` "gsm7" or "ucs2", its length in units, and its segments."""

    alphabet: str
    units: int
    segments: int


def cost(text: str) -> Cost:
    """Return how a text travels; an empty one takes one segment."""
    if all(c in BASIC or c in EXTENDED for c in text):
        return _cost("gsm7", [2 if c in EXTENDED else 1 for c in text], GSM7_ONE, GSM7_PART)
    return _cost("ucs2", [2 if ord(c) > 0xFFFF else 1 for c in text], UCS2_ONE, UCS2_PART)


def _cost(alphabet: str, units: list[int], one: int, part: int) -> Cost:
    total = sum(units)
    if total <= one:
        return Cost(alphabet, total, 1)
    segments, room = 1, part
    for unit in units:  # a character of two units goes whole into the next segment
        if unit > room:
            segments, room = segments + 1, part
        room -= unit
    return Cost(alphabet, total, segments)


def plain(text: str) -> str:
    """Return a text in the GSM 7-bit alphabet: without diacritics, other characters as "?"."""
    bare = without_diacritics(text.translate(_PLAIN))
    return "".join(c if c in BASIC or c in EXTENDED else "?" for c in bare)


def fitting(text: str) -> str:
    """Return a text as it is sent by SMS: with its diacritics in one segment, else without.

    A longer text without diacritics takes less than half the segments, and every old phone shows
    it; two segments of UCS-2 hold 134 characters, one of GSM-7 holds 160.
    """
    return text if cost(text).segments == 1 else plain(text)
