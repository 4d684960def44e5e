"""The periods that figures speak of: 2024, 2024-11, 2024-Q1, 2024-H1, 2024-M9, 2020/2025.

`2024-M9` is the first nine months of 2024; `2020/2025` a span of years, both ends included.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

FORM = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?P<month>0[1-9]|1[0-2])|-Q(?P<quarter>[1-4])|-H(?P<half>[12])"
    r"|-M(?P<months>[1-9]|1[0-2])|/(?P<until>\d{4}))?"
)


class UnknownPeriodError(ValueError):
    """The words name no period; the message says which forms there are."""


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of days, both ends included; ordered by its end, then its start."""

    end: date
    start: date
    code: str

    @classmethod
    def parse(cls, code: str) -> "Period":
        """Read a period's code; raise UnknownPeriodError."""
        found = FORM.fullmatch(code)
        if not found:
            raise UnknownPeriodError(
                f"{code!r} is no period: write 2024, 2024-11, 2024-Q1, 2024-H1, 2024-M9 or"
                " 2020/2025"
            )
        year = int(found["year"])
        first, last_year, last = 1, year, 12
        if found["month"]:
            first = last = int(found["month"])
        elif found["quarter"]:
            last = int(found["quarter"]) * 3
            first = last - 2
        elif found["half"]:
            last = int(found["half"]) * 6
            first = last - 5
        elif found["months"]:
            last = int(found["months"])
        elif found["until"]:
            last_year = int(found["until"])
            if last_year < year:
                raise UnknownPeriodError(f"{code!r} ends before it begins")
        return cls(
            end=date(last_year, last, monthrange(last_year, last)[1]),
            start=date(year, first, 1),
            code=code,
        )

    @property
    def is_year(self) -> bool:
        """Whether this is one whole calendar year."""
        return self.code.isdigit()

    @property
    def months(self) -> int:
        """How many months it lasts: 12 for a year, 9 for its first nine."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def in_vietnamese(self) -> str:
        """Return the period as Vietnamese papers write it: `11/2024`, `quý I/2024`."""
        return _words(self.code, VIETNAMESE)

    def in_english(self) -> str:
        """Return the period as an English reader expects it: `11/2024`, `Q1 2024`."""
        return _words(self.code, ENGLISH)


VIETNAMESE = {
    "quarter": "quý {roman}/{year}",
    "half": "{n} tháng {side} năm {year}",
    "months": "{n} tháng đầu năm {year}",
}
ENGLISH = {
    "quarter": "Q{n} {year}",
    "half": "{ordinal} half of {year}",
    "months": "first {n} months of {year}",
}


def _words(code: str, forms: dict[str, str]) -> str:
    found = FORM.fullmatch(code)
    if not found:
        raise UnknownPeriodError(code)
    year = found["year"]
    if found["month"]:
        return f"{found['month']}/{year}"
    if found["until"]:
        return f"{year}–{found['until']}"
    if found["quarter"]:
        number = int(found["quarter"])
        return forms["quarter"].format(
            year=year, n=number, roman=("I", "II", "III", "IV")[number - 1]
        )
    if found["half"]:
        first = found["half"] == "1"
        return forms["half"].format(
            year=year, n=6, side="đầu" if first else "cuối", ordinal="first" if first else "second"
        )
    if found["months"]:
        return forms["months"].format(year=year, n=found["months"])
    return year
