"""What can be reported on, and the years with which a report may end."""

from collections.abc import Mapping
from datetime import date

from tinhso.kernel.indicators import queries as indicators
from tinhso.systems.strategy.models import Resolution
from tinhso.systems.strategy.reports.rules.facts import Scope
from tinhso.web.papers.content import Both

YEARS_BACK = 6
EVERYTHING = Scope("all", "", Both("Mọi cam kết của tỉnh", "Every promise of the province"))


class NoSuchScopeError(LookupError):
    """Nothing of this name can be reported on."""


def scopes() -> list[Scope]:
    """Return what can be reported on: everything, each resolution, each field."""
    found = [EVERYTHING]
    found += [
        Scope("resolution", one.code, both(one.title), one.number, one.targets_declared)
        for one in Resolution.objects.all()
    ]
    fields = {one.field: one for one in indicators.indicators()}
    found += [Scope("field", code, both(one.field_title)) for code, one in fields.items()]
    return found


def scope(address: str) -> Scope:
    """Return a scope by its address; raise NoSuchScopeError."""
    for one in scopes():
        if one.address == address:
            return one
    raise NoSuchScopeError(address)


def last_years(on: date) -> list[int]:
    """Return the years with which a report may end, newest first: the last ones, and targets'."""
    due = {one.due_on.year for one in indicators.targets()}
    return sorted({*range(on.year - YEARS_BACK, on.year + 1), *due}, reverse=True)


def both(words: Mapping[str, str]) -> Both:
    """Return words kept as {vi, en}; empty where there are none."""
    return Both(words.get("vi", ""), words.get("en", ""))
