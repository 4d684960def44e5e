"""Which period a figure speaks of, and against which it is measured."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tinhso.systems.insight.rules.reading.items import Item
from tinhso.systems.insight.rules.reading.periods import (
    Period,
    one_before,
    since_january,
    year_before,
)
from tinhso.systems.insight.rules.reading.words import COMPARING

_MONTH = re.compile(r"\d{4}-\d\d").fullmatch
_QUARTER = re.compile(r"\d{4}-Q\d").fullmatch
_HEADED = frozenset({"year", "half", "quarter", "months", "month"})
# "So với cuối năm 2022", "so với đầu năm (2023)": both are December 2022.
_DECEMBERS = frozenset({"cuối", "đầu", "tháng 12"})
_ENDS_NAME = frozenset({"state", "share", "up", "down", "figure", "stop", "kind", "relation"})


@dataclass(slots=True)
class Clock:
    """What the text has said of time so far.

    Attributes:
        year: the last year named, which "9 tháng đầu năm" means.
        now: the period in force where the figure stands; None before any.
        is_now: the text says "hiện nay": no period is in force.
        carried: the last period of an earlier paragraph or of the heading.
        title: the period that the title is of.
        promised: the period of the aims that the title promises.
        heading: the period that title or chapter is of.
        carries: a sentence of this paragraph took the carried period.
        listed: the period that the line is of which opened a list.
        report_year: the first year named: that of the report.
        year_here: the last year named in this sentence.
        hint: the year that the rest of the sentence gives away.
        heard: the names of all periods so far.
        aims: the last years of periods for which targets were told.
        until: the period in force was named as an end: "đến năm 2030".
    """

    year: int | None = None
    now: str | None = None
    is_now: bool = False
    carried: str | None = None
    title: str | None = None
    promised: str | None = None
    heading: str | None = None
    carries: bool = False
    listed: str | None = None
    until: bool = False
    report_year: int | None = None
    year_here: int | None = None
    hint: int | None = None
    heard: list[str] = field(default_factory=list)
    aims: set[str] = field(default_factory=set)

    @property
    def anchor(self) -> int | None:
        """The year that "9 tháng" or "tháng 9" means here."""
        return self.year_here or self.hint or self.report_year or self.year

    def turn_page(self, *, keep: bool) -> None:
        """Begin a paragraph: its periods are its own, unless it is an item of a list."""
        self.carries = False
        self.carried = self.heading or (self.heard[-1] if self.heard else None)
        if not keep:
            self.now, self.is_now = None, False
        elif self.listed is not None:
            self.now, self.is_now = self.listed, False

    def head(self, periods: Sequence[Period], *, chapter: bool, headed: bool, aims: bool) -> None:
        """Take the period that a title or a heading names.

        Of "tháng 8 và 8 tháng năm 2022" it is the last; the span of a term of office is none of a
        title. A chapter without one is of the title's, but not where it tells of aims.
        """
        forms = _HEADED | {"span"} if chapter else _HEADED
        names = [period.named(self.anchor) for period in periods if period.form in forms]
        name = next((name for name in reversed(names) if name), None)
        if chapter:
            self.heading = name or (self.promised if aims else self.title)
        elif name:
            self.heading = name
            self.title = self.title if headed else name

    def hear(self, period: Period) -> None:
        """Take a period of the text as the one in force."""
        if period.form == "since" and self.heading is not None:
            self.now, self.is_now, self.until = since_january(self.heading), False, False
            return
        if period.form in ("now", "since"):
            self.now, self.is_now, self.until = None, True, False
            return
        if period.form == "same":
            return
        if period.form == "former":
            return
        if period.form == "this":
            self._hear_this(period.what)
            return
        name = period.named(self.anchor)
        if name is None:
            return
        if period.year is not None:
            self.year = period.year if period.form != "span" else self.year
            self.year_here = self.year
        self.now, self.is_now, self.until = name, False, period.until
        self.heard.append(name)
        if self.report_year is None and period.form != "span":
            self.report_year = int(name[:4])

    def _hear_this(self, what: str) -> None:
        """Take "trong năm", "trong tháng": the last such period that was named."""
        length = {"tháng": _MONTH, "quý": _QUARTER}.get(what)
        for name in reversed(self.heard):
            if what == "năm" and "/" not in name:
                self.now, self.is_now, self.until = name[:4], False, False
                return
            if what == "kỳ" or (length and length(name)):
                self.now, self.is_now, self.until = name, False, False
                return

    def name(self, period: Period) -> str | None:
        """Return the name of a period where it stands."""
        if period.form == "same":
            if period.year is not None and self.now:
                return f"{period.year}{self.now[4:]}" if "/" not in self.now else None
            return year_before(self.now) if self.now else None
        return period.named(self.anchor)

    def part(self) -> None:
        """Take the period of the heading that was read for all chapters below it."""
        self.title = self.promised = self.heading

    def promise(self, periods: Sequence[Period]) -> None:
        """Take the period of the aims that a title promises: "..., nhiệm vụ năm 2025"."""
        names = [period.named(self.anchor) for period in periods]
        self.promised = next((name for name in names if name), self.promised)


def own_periods(items: Sequence[Item], *, of_plans: bool = False) -> list[Item]:
    """Return the periods among items that speak of figures.

    Left out are bases ("so với năm 2020"), and the years of papers and price bases ("Kế hoạch phát
    triển ... năm 2025", "giá so sánh năm 2010"). The year of a plan is a heading's (`of_plans`).
    """
    found: list[Item] = []
    naming = based = False
    before: Item | None = None
    for item in items:
        before, last = item, before
        if item.what == "name":
            naming = True
        elif item.what == "base" or (item.what == "plan" and not of_plans):
            based = True
        elif item.what in ("stop", "figure"):
            naming = based = False
        elif item.what in _ENDS_NAME:
            naming = False
        elif item.what == "period" and isinstance(item.says, Period):
            compared = last is not None and last.says in COMPARING
            if not (naming or based or compared or item.says.form == "same"):
                found.append(item)
    return found


def hinted(items: Sequence[Item]) -> int | None:
    """Return the year that a sentence gives away: "cùng kỳ năm 2022" is said of 2023."""
    based = False
    for item in items:
        if item.what == "period" and isinstance(item.says, Period) and item.says.year is not None:
            if item.says.form == "same":
                return item.says.year + 1
            if item.says.form in ("months", "half", "quarter"):
                return item.says.year + (1 if based else 0)
        based = item.what == "base" or (based and item.what not in ("stop", "figure"))
    return None


def base_of(period: Period | None, name: str | None, clock: Clock) -> tuple[str | None, bool]:
    """Return the base period's name, and whether it is the period a year before `name`."""
    if period is None:
        return None, True
    if period.form == "same":
        if period.year is not None and name and "/" not in name:
            return f"{period.year}{name[4:]}", int(name[:4]) - period.year == 1
        return None, True
    if period.what in _DECEMBERS:
        year = period.year or (int(name[:4]) if name else None)
        back = 0 if period.what == "cuối" else 1
        return (f"{year - back}-12" if year else None), False
    if period.form == "former":
        return (one_before(name, period.what) if name else None), False
    if period.form == "year" and period.year is None:
        if name is None:
            return None, True
        return (str(int(name[:4]) - period.back), len(name) == 4 or "/" in name)
    named = period.named(clock.anchor)
    if name is None:
        return named, period.form == "year"
    if named is None:
        return named, False
    return named, named == year_before(name)
