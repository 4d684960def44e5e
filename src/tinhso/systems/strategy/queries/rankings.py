"""Indices over the years: score, rank, how many were ranked, the method; and their components."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from tinhso.kernel.indicators import queries as indicators
from tinhso.kernel.indicators.models import Indicator, Measure, Observation
from tinhso.kernel.indicators.queries import Grouped
from tinhso.systems.strategy.queries.files import board_file
from tinhso.systems.strategy.rules.rankings import (
    Break,
    Component,
    Place,
    Pull,
    breaks,
    pulls,
)

# "PCI 2023" only repeats the year and tells nothing of the method; "DTI 2024, 47 chỉ số" does.
NAME_AND_YEAR = re.compile(r"[\w ]*\b\d{4}(?:, )?")


@dataclass(frozen=True)
class IndexYear:
    """One year of an index: its rank with its source, and its score where one was published."""

    year: int
    rank: Observation | None
    score: Observation | None
    version: str = ""
    broken: Break | None = None


@dataclass(frozen=True)
class Part:
    """A component of an index; without a score nobody published it, or nobody brought it here."""

    indicator: Indicator
    score: Observation | None
    most: Decimal | None
    pull: Pull | None


@dataclass(frozen=True)
class Index:
    """An index with its years, the oldest first, and its components with how they pull.

    `methods` are the versions of its method in words, by what ranks and breaks call them.
    """

    indicator: Indicator
    years: tuple[IndexYear, ...]
    parts: tuple[Part, ...]
    methods: Mapping[str, Mapping[str, str]]


def rankings(*, now: datetime) -> tuple[Index, ...]:
    """Return the indices that the province's board names, in its order; at most seven queries."""
    declared = board_file().rankings
    wanted = [one.code for one in declared]
    parts = [code for one in declared for code in one.components]
    known = {one.code: one for one in indicators.indicators().filter(code__in={*wanted, *parts})}
    areas = indicators.home(timezone.localdate(now))
    keys = indicators.keys_of(known.values(), areas, (Measure.RANK, Measure.LEVEL))
    grouped = indicators.figures_of(keys)
    return tuple(
        Index(
            known[one.code],
            _years(known[one.code], grouped),
            _parts(one.components, known, grouped),
            _methods(known[one.code]),
        )
        for one in declared
        if one.code in known
    )


def _years(indicator: Indicator, grouped: Grouped) -> tuple[IndexYear, ...]:
    ranks = _by_year(indicator, Measure.RANK, grouped)
    scores = _by_year(indicator, Measure.LEVEL, grouped)
    versions = {year: _version(indicator, year, one) for year, one in ranks.items()}
    places = [
        Place(year, int(one.value), one.among or 0, versions[year]) for year, one in ranks.items()
    ]
    broken = {one.after.year: one for one in breaks(places)}
    return tuple(
        IndexYear(year, ranks.get(year), scores.get(year), versions.get(year, ""), broken.get(year))
        for year in sorted({*ranks, *scores})
    )


def _version(indicator: Indicator, year: int, rank: Observation) -> str:
    """Return what the method of a year's edition is called: as the catalogue tells, or the rank.

    Empty where nobody told it: a name that only repeats the year is no version.
    """
    for method in indicator.methods:
        if method["since"] <= year <= (method.get("until") or year):
            return str(method["since"])
    return NAME_AND_YEAR.sub("", rank.method, count=1)


def _methods(indicator: Indicator) -> dict[str, Mapping[str, str]]:
    return {str(method["since"]): method["what"] for method in indicator.methods}


def _by_year(indicator: Indicator, measure: str, grouped: Grouped) -> dict[int, Observation]:
    """Return one figure a year, the last of it; of the newest boundaries where several have one."""
    found = [
        one
        for key, series in grouped.items()
        if key.indicator_id == indicator.pk and key.measure == measure
        for one in series
    ]
    return {one.ends_on.year: one for one in sorted(found, key=lambda one: one.ends_on)}


def _parts(
    most: Mapping[str, Decimal | None], known: Mapping[str, Indicator], grouped: Grouped
) -> tuple[Part, ...]:
    present = [known[code] for code in most if code in known]
    last = {one.code: _last(one, grouped) for one in present}
    pulled = {one.component.code: one for one in pulls(_components(present, last, most))}
    return tuple(Part(one, last[one.code], most[one.code], pulled.get(one.code)) for one in present)


def _components(
    present: Sequence[Indicator],
    last: Mapping[str, Observation | None],
    most: Mapping[str, Decimal | None],
) -> list[Component]:
    """Return the components whose score is known, of the newest period that any has."""
    scored = [(one.code, score) for one in present if (score := last[one.code])]
    newest = max((score.ends_on for _, score in scored), default=None)
    return [
        Component(code, score.value, full)
        for code, score in scored
        if score.ends_on == newest and (full := most[code])
    ]


def _last(indicator: Indicator, grouped: Grouped) -> Observation | None:
    years = _by_year(indicator, Measure.LEVEL, grouped)
    return years[max(years)] if years else None
