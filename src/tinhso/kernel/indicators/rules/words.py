"""Numbers as Vietnamese papers write them."""

import re
from decimal import Decimal

NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")


def numbers_in(words: str) -> frozenset[Decimal]:
    """Return the numbers that the words show: 1.030 is a thousand and thirty, 27,6 has a comma.

    Where dots don't part thousands ("15.11.2024"), each run of digits is a number of its own.
    """
    return frozenset(
        Decimal(found.replace(".", "").replace(",", ".")) for found in NUMBER.findall(words)
    )


def shows(words: str, value: Decimal) -> bool:
    """Return whether the words show the number, whatever its sign."""
    return abs(value) in numbers_in(words)
