"""Our codes as SDMX identifiers and times, and back: each mapping loses nothing.

SDMX 3.0, section 6 (technical notes): an identifier holds letters, digits and `_ @ $ -`; a time
is a year, a reporting period (2024-M09, 2024-Q1, 2024-S1) or a start and a duration.
"""

import re
from datetime import date

from tinhso.kernel.indicators.rules.periods import Period, UnknownPeriodError

NOT_APPLICABLE = "_Z"

KEPT = re.compile(r"[A-Za-z0-9_-]")
ESCAPED = re.compile(r"\$([0-9A-F]{2})")
TIME = re.compile(
    r"(?P<year>\d{4})(?:-A1|-S(?P<half>[12])|-Q(?P<quarter>[1-4])"
    r"|-M(?P<reporting>0[1-9]|1[0-2])|-(?P<month>0[1-9]|1[0-2])|-01-01/P(?P<n>\d{1,4})(?P<of>[MY]))?"
)
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?", re.S)


class NoTimeError(ValueError):
    """The words are no SDMX time that can be compared with ours."""


def escaped(text: str) -> str:
    """Return any text as an identifier: what may not stand there is `$` and two hex digits."""
    return "".join(
        letter if KEPT.match(letter) else "".join(f"${byte:02X}" for byte in letter.encode())
        for letter in text
    )


def unescaped(identifier: str) -> str:
    """Return the text that `escaped` made an identifier of."""
    raw = ESCAPED.sub(lambda found: chr(int(found[1], 16)), identifier)
    try:
        return raw.encode("latin-1").decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return identifier


def indicator_id(code: str) -> str:
    """Return an indicator's identifier: its code in capitals, as code lists are written."""
    return code.upper()


def area_id(code: str, valid_from: date | None) -> str:
    """Return the identifier of one version of a unit: codes are used again after mergers."""
    since = f"@{valid_from:%Y%m%d}" if valid_from else ""
    return escaped(code) + since


def area_of(identifier: str) -> tuple[str, date | None]:
    """Return a unit's code and since when its version stands; ValueError where that is no day."""
    code, at, since = identifier.partition("@")
    if not at:
        return unescaped(code), None
    if not re.fullmatch(r"\d{8}", since):
        raise ValueError(f"{identifier!r} names no day after its @")
    return unescaped(code), date(int(since[:4]), int(since[4:6]), int(since[6:]))


def time_of(period: str) -> str:
    """Return one of our periods as SDMX writes it.

    2024 and 2024-Q1 stay; 2024-09 is 2024-M09; 2024-H1 is 2024-S1; the first nine months,
    2024-M9, are 2024-01-01/P9M; the years 2020/2025 are 2020-01-01/P6Y.
    """
    year, rest = period[:4], period[4:]
    if rest.startswith("-H"):
        return f"{year}-S{rest[2:]}"
    if rest.startswith("-M"):
        return f"{year}-01-01/P{rest[2:]}M"
    if rest.startswith("/"):
        return f"{year}-01-01/P{int(rest[1:]) - int(year) + 1}Y"
    if re.fullmatch(r"-\d{2}", rest):
        return f"{year}-M{rest[1:]}"
    return period


def period_of(time: str) -> Period:
    """Return the period that an SDMX time names, or a single day; raise NoTimeError.

    A day, or a moment of it, has the day's ISO form as its code, which is none of our periods.
    """
    found = TIME.fullmatch(time)
    try:
        if found:
            return Period.parse(_code(found))
        day = DAY.fullmatch(time)
        if day:
            one = date(int(day[1]), int(day[2]), int(day[3]))
            return Period(end=one, start=one, code=one.isoformat())
    except (UnknownPeriodError, ValueError) as error:
        raise NoTimeError(f"{time!r}: {error}") from None
    raise NoTimeError(
        f"{time!r} is no time: write 2024, 2024-S1, 2024-Q1, 2024-M09, 2024-09 or 2024-09-30"
    )


def _code(found: "re.Match[str]") -> str:
    year = found["year"]
    if found["half"]:
        return f"{year}-H{found['half']}"
    if found["quarter"]:
        return f"{year}-Q{found['quarter']}"
    if found["reporting"] or found["month"]:
        return f"{year}-{found['reporting'] or found['month']}"
    if found["n"] and found["of"] == "M":
        return f"{year}-M{int(found['n'])}"
    if found["n"]:
        return f"{year}/{int(year) + int(found['n']) - 1:04}"
    return year
