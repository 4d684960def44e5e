"""What is decided about a call without asking anybody: numbers read aloud, who may get an SMS."""

import re
from datetime import timedelta
from typing import Final

# Mobile numbers begin so since 2018 (Decision 798/QĐ-BTTTT of the Ministry of Information and
# Communications on moving eleven-digit numbers to ten).
_MOBILE: Final = re.compile(r"\+84[35789]\d{8}")
LONGEST_CALL: Final = timedelta(hours=4)


def is_mobile(number: str) -> bool:
    """Tell whether a number in E.164 is a Vietnamese mobile one, to which an SMS can go."""
    return _MOBILE.fullmatch(number) is not None


def local_number(number: str) -> str:
    """Return a number in E.164 as people say it here: "0912 345 678"; others as they are."""
    if not number.startswith("+84"):
        return number
    digits = "0" + number[3:]
    return " ".join(part for part in (digits[:4], digits[4:7], digits[7:]) if part)


def aloud(code: str) -> tuple[str, ...]:
    """Return a public number or a secret code in the groups in which it is read aloud.

    Letters and digits of a group stand apart, at most four in a group: `TN-26-K7M4Q2` is
    ("T N", "2 6", "K 7 M", "4 Q 2").
    """
    groups = []
    for part in code.split("-"):
        size = 3 if len(part) > 4 else 4
        groups += [" ".join(part[at : at + size]) for at in range(0, len(part), size)]
    return tuple(groups)


def clock(seconds: float) -> str:
    """Return a length of time as a stopwatch shows it: "1:05", "61:00"."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
