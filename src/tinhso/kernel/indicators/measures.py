"""Figures that the province's own work gives: systems publish them here under a name.

What lies above offers itself to what lies below by registering: indicators never import a system.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tinhso.kernel.declarations import Text


@dataclass(frozen=True)
class Measure:
    """A measure computed from cases, records or events: `compute(since, until)`, both included.

    `unit` is a unit of indicators (count, percent, ...). The result is None where nothing was
    there to be measured; it is never a guess.
    """

    name: str
    title: Text
    unit: str
    compute: Callable[[date, date], Decimal | None]


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


def measured(name: str, since: date, until: date) -> Decimal | None:
    """Return a measure for the days from `since` to `until`; raise UnknownMeasureError."""
    if name not in _measures:
        raise UnknownMeasureError(f"{name} is not published; there are: {', '.join(_measures)}")
    return _measures[name].compute(since, until)
