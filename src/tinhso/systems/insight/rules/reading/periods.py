"""Periods and their names: `2024`, `2024-11`, `2024-Q1`, `2024-H1`, `2023-M9`, `2020/2025`."""

import re
from dataclasses import dataclass
from typing import Literal

Form = Literal[
    "year",
    "half",
    "quarter",
    "months",
    "month",
    "span",
    "now",
    "same",
    "former",
    "prices",
    "this",
    "since",
]
_NAMELESS = frozenset({"now", "same", "former", "prices", "this", "since"})


@dataclass(frozen=True, slots=True)
class Period:
    """A period as the words name it, made whole where it stands.

    Attributes:
        start: where the words begin.
        end: where they end.
        form: what kind of period it is. Without a name of their own are `now` ("hiện nay"), `same`
            ("cùng kỳ"), `former` ("tháng trước"), `this` ("trong tháng"),
            `since` ("từ đầu năm đến nay") and `prices` (the year of a price base, which is no
            period of a figure).
        year: its year, or None where the words leave it out.
        number: the month, quarter, half, or how many first months; a span's last year.
        back: years to go back from the year around it ("năm trước").
        until: the words say "đến" or "hết": up to then.
        what: the unit of `former` and `this`: năm, quý, tháng, kỳ; of a year, its edge: đầu, cuối.
    """

    start: int
    end: int
    form: Form
    year: int | None = None
    number: int = 0
    back: int = 0
    until: bool = False
    what: str = ""

    def named(self, year: int | None = None) -> str | None:
        """Return the period's name, such as `2023-M9`; `year` stands in where words have none."""
        if self.form in _NAMELESS:
            return None
        if self.year is not None:
            own = self.year
        elif year is not None:
            own = year - self.back
        else:
            return None
        match self.form:
            case "year":
                return str(own)
            case "half":
                return f"{own}-H{self.number}"
            case "quarter":
                return f"{own}-Q{self.number}"
            case "month":
                return f"{own}-{self.number:02d}"
            case "span":
                return f"{own}/{self.number}"
        return f"{own}-M{self.number}"


def year_before(name: str) -> str | None:
    """Return the same period a year earlier: 2023-Q1 is 2022-Q1; a span has none."""
    if "/" in name:
        return None
    return f"{int(name[:4]) - 1}{name[4:]}"


def since_january(name: str) -> str:
    """Return the months of a year up to a month: up to 2024-10 is 2024-M10; others stay."""
    found = re.fullmatch(r"(\d{4})-(\d\d)", name)
    if found is None:
        return name
    short = {3: "-Q1", 6: "-H1", 12: ""}
    return found[1] + short.get(int(found[2]), f"-M{int(found[2])}")


def one_before(name: str, what: str) -> str | None:
    """Return the month or quarter before; `what` is "tháng" or "quý"."""
    found = re.fullmatch(r"(\d{4})-(Q?)(\d+)", name)
    if not found or (what == "quý") != bool(found[2]):
        return None
    year, number = int(found[1]), int(found[3])
    if number > 1:
        return f"{year}-{found[2]}{number - 1:0{len(found[3])}d}"
    return f"{year - 1}-" + ("Q4" if found[2] else "12")
