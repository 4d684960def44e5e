"""Fills a database with observations, in the order in which they would come in.

Every indicator of the catalogue in every area of the old map, year by year back from 2024 for as
many years as the number allows: a yearly level, its growth, four quarters, and for the provinces
a second source that sometimes disagrees. The units of today's map have 2025. All of a period comes
before the next one, so that each series lies scattered over the table.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg

COLUMNS = (
    "indicator_id, measure, area_id, period, starts_on, ends_on, value, relation, kind,"
    " base_period, among, method, source, citation_id, confidence, note, recorded_at,"
    " withdrawn_because"
)
QUARTERS = (("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31"))
LAST_OF_OLD, FIRST_OF_NEW = 2024, 2025
A_YEAR = 6  # figures of one indicator in one area
NULL = "\\N"
AREAS = """
SELECT id, kind = 'province', valid_to IS NULL FROM units_unit
WHERE kind IN ('province', 'commune') ORDER BY kind DESC, id
"""
KEYS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = 'indicators_observation'::regclass AND contype = 'f'
"""
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE tablename = 'indicators_observation' AND indexname NOT LIKE '%_pkey'
"""


@dataclass(frozen=True)
class Place:
    """An area of the old map or of today's."""

    id: int
    province: bool
    today: bool


def fill(bare: "psycopg.Connection[tuple[Any, ...]]", wanted: int) -> int:
    """Write about as many observations as wanted; return how many."""
    indicators = [pk for (pk,) in bare.execute("SELECT id FROM indicators_indicator ORDER BY id")]
    places = [Place(*row) for row in bare.execute(AREAS)]
    old = [one for one in places if not one.today]
    most = max(1, wanted // (len(indicators) * A_YEAR * 20))  # at least twenty years
    old, today = old[:most], [one for one in places if one.today]
    years = max(1, round(wanted / (len(indicators) * len(old) * A_YEAR)))
    citations = [pk for (pk,) in bare.execute("SELECT id FROM documents_citation")]
    keys = bare.execute(KEYS).fetchall()
    for name, _ in keys:
        bare.execute(f"ALTER TABLE indicators_observation DROP CONSTRAINT {name}")
    definitions = bare.execute(INDEXES).fetchall()
    for name, _ in definitions:
        bare.execute(f"DROP INDEX {name}")
    rows = 0
    copy_rows = f"COPY indicators_observation ({COLUMNS}) FROM STDIN"
    with bare.cursor().copy(copy_rows) as copy:
        chance = random.Random(2026)
        for year in range(LAST_OF_OLD - years + 1, FIRST_OF_NEW + 1):
            here = today if year == FIRST_OF_NEW else old
            for lines in _year(year, here, indicators, citations, chance):
                copy.write("".join(lines))
                rows += len(lines)
    for _, definition in definitions:
        bare.execute(definition)
    for name, definition in keys:
        bare.execute(f"ALTER TABLE indicators_observation ADD CONSTRAINT {name} {definition}")
    return rows


def _year(
    year: int,
    places: list[Place],
    indicators: list[int],
    citations: list[int],
    chance: random.Random,
) -> Iterator[list[str]]:
    periods = [
        (f"{year}-Q{number}", f"{year}-{first}", f"{year}-{last}")
        for number, (first, last) in enumerate(QUARTERS, start=1)
    ]
    periods.append((str(year), f"{year}-01-01", f"{year}-12-31"))
    for period, since, until in periods:
        for place in places:
            lines = []
            for indicator in indicators:
                value = chance.random() * 1000 + indicator
                kinds = [("level", value, "nien-giam")]
                if period.isdigit():
                    kinds.append(("growth_rate", chance.random() * 20 - 5, "nien-giam"))
                    if place.province and indicator % 10 == 0:
                        kinds.append(("level", value * chance.choice([1, 1, 1.3]), "bao-cao"))
                for measure, number, source in kinds:
                    citation = citations[chance.randrange(len(citations))] if citations else NULL
                    lines.append(
                        f"{indicator}\t{measure}\t{place.id}\t{period}\t{since}\t{until}"
                        f"\t{number:.6f}\t=\tactual\t\t{NULL}\t\t{source}-{year}\t{citation}"
                        f"\t{'H' if source == 'bao-cao' else 'M'}\t{{}}"
                        f"\t{year + 1}-01-15 09:00:00+07\t\n"
                    )
            yield lines
