"""Periods as people type them in a form, "quý I/2024" or "9 tháng đầu năm 2023". Pure."""

import re

from tinhso.systems.insight.rules.entering import is_period

QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
HALF = 6
FORMS = (
    (re.compile(r"(?:năm|year)\s*(?P<year>\d{4})"), "{year}"),
    (re.compile(r"(?:tháng\s*|month\s*)?(?P<month>\d{1,2})\s*/\s*(?P<year>\d{4})"), "month"),
    (re.compile(r"(?:quý|q|quarter)\s*(?P<q>i{1,3}|iv|[1-4])\s*[/ ]\s*(?P<year>\d{4})"), "quarter"),
    (re.compile(r"(?P<n>\d{1,2})\s*tháng\s*đầu\s*năm\s*(?P<year>\d{4})"), "months"),
    (re.compile(r"first\s*(?P<n>\d{1,2})\s*months\s*of\s*(?P<year>\d{4})"), "months"),
    (re.compile(r"6\s*tháng\s*cuối\s*năm\s*(?P<year>\d{4})"), "{year}-H2"),
    (re.compile(r"second half of\s*(?P<year>\d{4})"), "{year}-H2"),
    (re.compile(r"first half of\s*(?P<year>\d{4})"), "{year}-H1"),
    (re.compile(r"(?P<year>\d{4})\s*[–-]\s*(?P<until>\d{4})"), "{year}/{until}"),
)


def typed_period(text: str) -> str | None:
    """Return the code of a period typed by a person; empty for nothing, None for no period."""
    typed = " ".join(text.split())
    if not typed or is_period(typed.upper()):
        return typed.upper()
    for form, code in FORMS:
        if found := form.fullmatch(typed.lower()):
            made = _code(code, found.groupdict())
            return made if is_period(made) else None
    return None


def _code(form: str, said: dict[str, str]) -> str:
    if form == "month":
        return f"{said['year']}-{int(said['month']):02}"
    if form == "quarter":
        return f"{said['year']}-Q{QUARTERS[said['q']]}"
    if form == "months":
        half = int(said["n"]) == HALF
        return f"{said['year']}-H1" if half else f"{said['year']}-M{int(said['n'])}"
    return form.format(**said)
