"""Periods that can be compared: the same stretch of another year."""

import re

FORM = re.compile(r"(\d{4})(-[QHM]?\d+)?")


def parted(period: str | None) -> tuple[int, str] | None:
    """Return the year and the stretch of it: 2024-M9 is (2024, "-M9"), 2024 is (2024, "").

    None for no period and for a span of years.
    """
    found = FORM.fullmatch(period or "")
    return (int(found[1]), found[2] or "") if found else None


def year_before(period: str | None) -> str | None:
    """Return the same stretch of the year before; None for a span or no period."""
    parts = parted(period)
    return f"{parts[0] - 1}{parts[1]}" if parts else None
