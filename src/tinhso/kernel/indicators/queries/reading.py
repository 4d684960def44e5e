"""What is read of observations, and no more: one statement for any number of series.

Series are asked for by their keys; each is one stretch of the index of observations, so that the
cost follows what is answered and not what is stored. Where several sources speak of one period,
PostgreSQL itself gives the one to show first (`Observation.preference`).
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from typing import Any

from django.db import connection
from django.db.models.base import ModelState

from tinhso.kernel.indicators.models import Grain, Indicator, Measure, Observation
from tinhso.kernel.indicators.queries.sources import with_sources
from tinhso.kernel.units.models import Unit

DRAWN = (Measure.LEVEL, Measure.RANK, Measure.GROWTH_RATE)
EVERY_GRAIN = frozenset(Grain)

_FIELDS = Observation._meta.concrete_fields  # noqa: SLF001 - Django documents it
NAMES = tuple(one.attname for one in _FIELDS)
COLUMNS = ", ".join(f"o.{one.column}" for one in _FIELDS)
FOUND = COLUMNS.replace("o.", "found.")

# The series asked for stand first and are looked up one by one, newest figure first: there is no
# plan to be mistaken about.
SERIES = """
SELECT {found} FROM unnest(%(indicators)s::bigint[], %(measures)s::text[], %(areas)s::bigint[])
    AS asked (indicator, measure, area)
CROSS JOIN LATERAL (
    SELECT {one_each} {columns} FROM indicators_observation o
    WHERE o.indicator_id = asked.indicator AND o.measure = asked.measure AND o.area_id = asked.area
      AND {conditions}
    ORDER BY o.ends_on DESC, o.starts_on, o.base_period, o.preference, o.recorded_at DESC, o.id DESC
    LIMIT %(last)s
) AS found
"""
ONE_EACH = "DISTINCT ON (o.ends_on, o.starts_on, o.base_period)"
HELD = "o.superseded_at IS NULL"
HELD_THEN = (
    "o.recorded_at <= %(as_of)s AND (o.superseded_at IS NULL OR o.superseded_at > %(as_of)s)"
)


@dataclass(frozen=True, order=True)
class Key:
    """What makes figures comparable: one indicator, one measure, one version of an area."""

    indicator_id: int
    measure: str
    area_id: int


Grouped = dict[Key, list[Observation]]


@dataclass(frozen=True)
class Asked:
    """Which figures of a series are read; by default one for each period, the one to show.

    `grains` are the lengths of periods; `within` the first and last day, which with `exactly` are
    the period's own; `last` how many periods, counted from the newest; `every_source` gives all
    figures of a period; `as_of` those that were held true then.
    """

    grains: Collection[str] = EVERY_GRAIN
    within: tuple[date, date] | None = None
    exactly: bool = False
    last: int | None = None
    every_source: bool = False
    forecasts: bool = False
    as_of: datetime | None = None


EVERYTHING = Asked()
YEARLY = Asked(grains=(Grain.YEAR,))


def keys_of(
    indicators: Iterable[Indicator], areas: Iterable[Unit], measures: Iterable[str] = DRAWN
) -> list[Key]:
    """Return the keys of every series that the indicators may have in the areas."""
    return [
        Key(one.pk, measure, area.pk) for one, measure, area in product(indicators, measures, areas)
    ]


def figures_of(
    keys: Collection[Key],
    asked: Asked = EVERYTHING,
    *,
    sources: bool = True,
    indicators: Iterable[Indicator] = (),
    areas: Iterable[Unit] = (),
) -> Grouped:
    """Return the figures of several series, oldest period first; four queries, however many.

    Of periods that end on one day the longest is last. A series without figures has no entry.
    `indicators` and `areas` that are known already are not read again; without `sources` nothing
    that figures refer to is read with them: one query.
    """
    if not keys:
        return {}
    found = read(_statement(asked), _parameters(keys, asked))
    grouped: Grouped = {}
    for one in reversed(found):
        grouped.setdefault(Key(one.indicator_id, one.measure, one.area_id), []).append(one)
    if sources:
        with_sources(found, indicators, areas)
    return grouped


def read(statement: str, parameters: Mapping[str, Any]) -> list[Observation]:
    """Return the rows of a statement that selects COLUMNS as figures.

    A board reads thousands of them: they are made without what Django does for a row that may be
    changed, in a tenth of the time.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [_figure(row) for row in cursor.fetchall()]


def _figure(row: Sequence[Any]) -> Observation:
    one = Observation.__new__(Observation)
    held = one.__dict__
    held.update(zip(NAMES, row, strict=True))
    held["note"] = {} if held["note"] == "{}" else json.loads(held["note"])
    held["_state"] = state = ModelState()
    state.adding, state.db = False, connection.alias
    return one


def _statement(asked: Asked) -> str:
    conditions = [HELD if asked.as_of is None else HELD_THEN]
    if len(asked.grains) == 1:  # told apart in the index itself
        conditions.append("o.grain = %(grain)s")
    elif frozenset(asked.grains) != EVERY_GRAIN:
        conditions.append("o.grain = ANY(%(grains)s)")
    if asked.within is not None and asked.exactly:
        conditions.append("o.ends_on = %(until)s AND o.starts_on = %(since)s")
    elif asked.within is not None:
        conditions.append("o.ends_on BETWEEN %(since)s AND %(until)s")
        conditions.append("o.starts_on >= %(since)s")
    if not asked.forecasts:
        conditions.append("o.kind <> 'forecast'")
    return SERIES.format(
        found=FOUND,
        columns=COLUMNS,
        one_each="" if asked.every_source else ONE_EACH,
        conditions=" AND ".join(conditions),
    )


def _parameters(keys: Collection[Key], asked: Asked) -> dict[str, Any]:
    since, until = asked.within or (None, None)
    return {
        "indicators": [key.indicator_id for key in keys],
        "measures": [str(key.measure) for key in keys],
        "areas": [key.area_id for key in keys],
        "grains": [str(grain) for grain in asked.grains],
        "grain": str(next(iter(asked.grains))),
        "since": since,
        "until": until,
        "last": asked.last,
        "as_of": asked.as_of,
    }
