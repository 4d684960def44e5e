"""Figures that the province's own work gives: systems publish them here under a name.

What lies above offers itself to what lies below by registering: indicators never import a system.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tinhso.kernel.declarations import Text

Days = tuple[date, date]


@dataclass(frozen=True)
class Measure:
    """A measure computed from cases, records or events, for the whole province.

    `name` is the system's and its own (`hotline.received`). `unit` is a unit of indicators (count,
    percent, ...). `compute` is given stretches of days, first and last included, and returns as
    many values in a number of queries that does not grow with them; None where nothing was there
    to be measured, never a guess. `page` names the address (without arguments) that shows the
    work behind it, for everyone;
    `cases` gives the address of just what was counted in a stretch of days.
    """

    name: str
    title: Text
    unit: str
    compute: Callable[[Sequence[Days]], Sequence[Decimal | None]]
    page: str = ""
    cases: Callable[[Days], str] | None = None


class UnknownMeasureError(LookupError):
    """Nobody publishes a measure of this name."""


_measures: dict[str, Measure] = {}


def register(measure: Measure) -> None:
    """Publish a measure, from a system's AppConfig.ready(); raise ValueError for a name taken."""
    known = _measures.get(measure.name)
    if known is not None and known.compute is not measure.compute:
        raise ValueError(f"two measures are called {measure.name}: rename one")
    _measures[measure.name] = measure


def registered() -> Mapping[str, Measure]:
    """Return every measure by its name."""
    return dict(_measures)


def measured(name: str, stretches: Sequence[Days]) -> list[Decimal | None]:
    """Return a measure for several stretches of days; raise UnknownMeasureError."""
    if name not in _measures:
        raise UnknownMeasureError(f"{name} is not published; there are: {', '.join(_measures)}")
    return list(_measures[name].compute(stretches)) if stretches else []
