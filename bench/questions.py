"""What the screens ask of figures, each asked of the product and in hand-written SQL."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import psycopg

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
MERGER = date(2025, 7, 1)
YEAR = "2025"

SOURCED = """
LEFT JOIN documents_citation c ON c.id = o.citation_id
LEFT JOIN documents_document d ON d.id = c.document_id
"""
SHOWN = """
o.id, o.indicator_id, o.measure, o.area_id, o.period, o.starts_on, o.ends_on, o.value, o.relation,
o.kind, o.base_period, o.among, o.method, o.source, o.confidence, o.note, c.id, c.start, c.quote,
d.code, d.title
"""
RANKING = f"""
SELECT {SHOWN}, u.name_vi, u.valid_to FROM (
    SELECT DISTINCT ON (area_id) * FROM indicators_observation
    WHERE indicator_id = %(indicator)s AND measure = 'level' AND area_id = ANY(%(areas)s)
      AND ends_on = %(until)s AND starts_on = %(since)s
      AND superseded_at IS NULL AND kind <> 'forecast'
    ORDER BY area_id, preference, recorded_at DESC
) o JOIN units_unit u ON u.id = o.area_id {SOURCED} ORDER BY o.value DESC
"""
IN_BOUNDARIES = f"""
SELECT {SHOWN}, u.name_vi, u.valid_to, s.share, w.value,
       sum(o.value * s.share) OVER period,
       sum(o.value * w.value * s.share) OVER period / nullif(sum(w.value * s.share) OVER period, 0),
       count(*) OVER period
FROM units_succession s
JOIN LATERAL (
    SELECT DISTINCT ON (ends_on, starts_on) * FROM indicators_observation
    WHERE indicator_id = %(indicator)s AND measure = 'level' AND area_id = s.predecessor_id
      AND superseded_at IS NULL AND kind <> 'forecast'
    ORDER BY ends_on, starts_on, preference, recorded_at DESC
) o ON true
LEFT JOIN LATERAL (
    SELECT value FROM indicators_observation
    WHERE indicator_id = %(weight)s AND measure = 'level' AND area_id = s.predecessor_id
      AND ends_on = o.ends_on AND starts_on = o.starts_on
      AND superseded_at IS NULL AND kind <> 'forecast'
    ORDER BY preference, recorded_at DESC LIMIT 1
) w ON true
JOIN units_unit u ON u.id = o.area_id {SOURCED}
WHERE s.successor_id = %(area)s
WINDOW period AS (PARTITION BY o.ends_on, o.starts_on)
ORDER BY o.ends_on, o.starts_on
"""
OWN = f"""
SELECT {SHOWN} FROM (
    SELECT DISTINCT ON (ends_on, starts_on) * FROM indicators_observation
    WHERE indicator_id = %(indicator)s AND measure = 'level' AND area_id = %(area)s
      AND superseded_at IS NULL AND kind <> 'forecast'
    ORDER BY ends_on, starts_on, preference, recorded_at DESC
) o {SOURCED}
"""
TARGETS = """
SELECT t.*, i.*, c.id, c.start, c.quote, d.code, d.title FROM indicators_target t
JOIN indicators_indicator i ON i.id = t.indicator_id
LEFT JOIN documents_citation c ON c.id = t.citation_id
LEFT JOIN documents_document d ON d.id = c.document_id
WHERE t.superseded_at IS NULL ORDER BY t.position
"""
HOME = "SELECT * FROM units_unit WHERE kind = 'province' AND code = '19'"
WATCHED = """
SELECT * FROM indicators_indicator i WHERE headline OR unit = 'points' OR EXISTS (
    SELECT 1 FROM indicators_target t WHERE t.indicator_id = i.id AND t.superseded_at IS NULL)
"""
SERIES = f"""
SELECT {SHOWN} FROM (
    SELECT DISTINCT ON (indicator_id, measure, area_id, ends_on, starts_on, base_period) *
    FROM indicators_observation
    WHERE indicator_id = ANY(%(indicators)s) AND area_id = ANY(%(areas)s)
      AND measure = ANY(%(measures)s) AND grain = 'year'
      AND superseded_at IS NULL AND kind <> 'forecast'
    ORDER BY indicator_id, measure, area_id, ends_on, starts_on, base_period, preference,
             recorded_at DESC
) o {SOURCED}
"""
JUDGED = f"""
SELECT {SHOWN} FROM (
    SELECT DISTINCT ON (t.id, o.measure, o.ends_on, o.starts_on, o.base_period) o.*
    FROM indicators_target t JOIN indicators_observation o
      ON o.indicator_id = t.indicator_id AND o.area_id = t.area_id
     AND (o.measure = t.measure OR t.reading = 'average_growth'
          AND o.measure IN ('level', 'growth_rate', 'change_from_base'))
    WHERE t.superseded_at IS NULL AND o.superseded_at IS NULL AND o.kind <> 'forecast'
    ORDER BY t.id, o.measure, o.ends_on, o.starts_on, o.base_period, o.preference,
             o.recorded_at DESC
) o {SOURCED}
"""
AT_ODDS = f"""
SELECT {SHOWN} FROM indicators_observation o JOIN (
    SELECT indicator_id, measure, area_id, ends_on, starts_on, base_period
    FROM indicators_observation
    WHERE area_id = ANY(%(areas)s) AND indicator_id = ANY(%(indicators)s)
      AND superseded_at IS NULL AND kind <> 'forecast'
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING count(*) > 1 AND min(value) < max(value)
) odd USING (indicator_id, measure, area_id, ends_on, starts_on, base_period)
{SOURCED}
WHERE o.superseded_at IS NULL AND o.kind <> 'forecast'
"""
PROMISED = (
    "SELECT * FROM strategy_resolution",
    "SELECT * FROM strategy_milestone",
    "SELECT * FROM strategy_task",
)
READ = ["level", "rank", "growth_rate", "change_from_base"]
Bare = "psycopg.Connection[tuple[Any, ...]]"


@dataclass(frozen=True)
class Question:
    """One question, asked of the product and in bare SQL; both return the same answer."""

    name: str
    product: Callable[[], object]
    bare: Callable[[], object]


def questions(bare: "psycopg.Connection[tuple[Any, ...]]") -> Iterator[Question]:
    """Yield what is asked."""
    yield _board(bare)
    yield _boundaries(bare, "boundaries", "budget_revenue")
    yield _boundaries(bare, "mean", "income_per_capita")
    yield _ranking(bare)


def _board(bare: "psycopg.Connection[tuple[Any, ...]]") -> Question:
    from tinhso.systems.strategy import queries as strategy
    from tinhso.systems.strategy.queries import Filters

    def product() -> object:
        found = strategy.board(Filters(), now=NOW)
        return sum(len(one.targets) for one in found.all_promised) > 0, found.last_year

    def by_hand() -> object:
        targets = bare.execute(TARGETS).fetchall()
        areas = [row[0] for row in bare.execute(HOME)]
        watched = [row[0] for row in bare.execute(WATCHED)]
        asked = {"indicators": watched, "areas": areas, "measures": READ}
        series = bare.execute(SERIES, asked).fetchall()
        bare.execute(JUDGED).fetchall()
        bare.execute(AT_ODDS, asked).fetchall()
        for statement in PROMISED:
            bare.execute(statement).fetchall()
        return bool(targets), max(row[6].year for row in series)

    return Question("board", product, by_hand)


def _boundaries(bare: "psycopg.Connection[tuple[Any, ...]]", name: str, code: str) -> Question:
    from tinhso.kernel.indicators import queries
    from tinhso.kernel.units import queries as units

    found = queries.indicator(code)
    assert found is not None
    of = units.by_code("19", MERGER)
    asked = {"indicator": found.pk, "weight": found.weight_id, "area": of.pk}
    answer = -2 if found.weight_id else -3

    def product() -> object:
        carried = queries.in_boundaries(found, of)
        return {one.period: _rounded(one.value) for one in carried if one.value is not None}

    def by_hand() -> object:
        told = {row[4]: row[7] for row in bare.execute(OWN, asked)}
        rows = bare.execute(IN_BOUNDARIES, asked).fetchall()
        whole = max((row[-1] for row in rows), default=0)
        carried = {row[4]: row[answer] for row in rows if row[-1] == whole and whole > 1}
        return {period: _rounded(value) for period, value in (carried | told).items()}

    return Question(name, product, by_hand)


def _ranking(bare: "psycopg.Connection[tuple[Any, ...]]") -> Question:
    from tinhso.kernel.indicators import queries
    from tinhso.kernel.units import queries as units

    found = queries.indicator("budget_revenue")
    assert found is not None
    areas = list(units.communes(TODAY))
    asked = {
        "indicator": found.pk,
        "areas": [one.pk for one in areas],
        "since": date(int(YEAR), 1, 1),
        "until": date(int(YEAR), 12, 31),
    }

    def product() -> object:
        placed = queries.over_areas(found, areas, YEAR)
        return [_rounded(one.figure.value) for one in placed]

    def by_hand() -> object:
        return [_rounded(row[7]) for row in bare.execute(RANKING, asked)]

    return Question("ranking", product, by_hand)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001"))
