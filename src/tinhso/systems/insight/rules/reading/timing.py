"""Which period a figure speaks of, and against which it is measured."""

from collections.abc import Sequence
from dataclasses import dataclass

from tinhso.systems.insight.rules.reading.items import Item
from tinhso.systems.insight.rules.reading.periods import Period, one_before, year_before

_ENDS_NAME = frozenset({"state", "share", "up", "down", "figure", "stop", "kind", "relation"})


@dataclass(slots=True)
class Clock:
    """What the text has said of time so far.

    Attributes:
        year: the last year named, which "9 tháng đầu năm" means.
        now: the period in force where the figure stands; None before any.
        is_now: the text says "hiện nay": no period is in force.
        carried: the last period of an earlier paragraph or of the heading.
        until: the period in force was named as an end: "đến năm 2030".
    """

    year: int | None = None
    now: str | None = None
    is_now: bool = False
    carried: str | None = None
    until: bool = False

    def hear(self, period: Period) -> None:
        """Take a period of the text as the one in force."""
        if period.form == "now":
            self.now, self.is_now, self.until = None, True, False
            return
        if period.form == "same":
            return
        if period.form == "former":
            return
        name = period.named(self.year)
        if name is None:
            return
        if period.year is not None:
            self.year = period.year if period.form != "span" else self.year
        self.now, self.is_now, self.until = name, False, period.until

    def name(self, period: Period) -> str | None:
        """Return the name of a period where it stands."""
        if period.form == "same":
            if period.year is not None and self.now:
                return f"{period.year}{self.now[4:]}" if "/" not in self.now else None
            return year_before(self.now) if self.now else None
        return period.named(self.year)


def own_periods(items: Sequence[Item]) -> list[Item]:
    """Return the periods among items that speak of figures.

    Left out are bases ("so với năm 2020"), and the years of papers and price bases ("Kế hoạch phát
    triển ... năm 2025", "giá so sánh năm 2010").
    """
    found: list[Item] = []
    naming = based = False
    for item in items:
        if item.what == "name":
            naming = True
        elif item.what in ("base", "plan"):
            based = True
        elif item.what in ("stop", "figure"):
            naming = based = False
        elif item.what in _ENDS_NAME:
            naming = False
        elif item.what == "period" and isinstance(item.says, Period):
            if item.says.form == "same":
                continue
            if naming:
                continue
            if not based:
                found.append(item)
    return found


def base_of(
    period: Period | None, name: str | None, same: bool, clock: Clock
) -> tuple[str | None, bool]:
    """Return the base period's name, and whether it is the period a year before `name`."""
    if period is None:
        return None, True
    if period.form == "same":
        if period.year is not None and name and "/" not in name:
            return f"{period.year}{name[4:]}", int(name[:4]) - period.year == 1
        return None, True
    if period.form == "former":
        return (one_before(name, period.what) if name else None), False
    if period.form == "year" and period.year is None:
        if name is None:
            return None, True
        return (str(int(name[:4]) - period.back), len(name) == 4 or "/" in name)
    named = period.named(clock.year)
    if named is None or name is None:
        return named, False
    return named, named == year_before(name)
