"""Reports that tell of the same thing as some words at some place.

Candidates come from the redacted table's indexes of place and time; they are ranked by trigrams in
the database and the best compared in full. The public variant reads that table alone: whoever could
search the originals could ask them for words that nobody has confirmed.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from tinhso.kernel.cases.queries.rights import Standing
from tinhso.kernel.cases.queries.units import id_of
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.queries import former_units
from tinhso.kernel.units.names import fold
from tinhso.kernel.units.queries import NoSuchUnitError

from ...open_side import open_side
from ...queries import STATUSES
from ..rules.likeness import Told, likeness
from .suggesting import model

WINDOW: Final = timedelta(days=60)
AROUND_M: Final = 600.0
BLUR_M: Final = 380.0
"""How far a pin on the public grid may stand from the true one (see hotline.rules.coarse)."""
NEWEST: Final = 400
"""How many candidates are ranked by trigrams: the newest of the box, or of the commune."""
COMPARED: Final = 40
LONGEST: Final = 400
"""How many letters are compared: what a report is about is said at its beginning."""


@dataclass(frozen=True)
class Similar:
    """A report that may tell of the same thing. `title` is what its reader may see of its words."""

    case_id: UUID
    number: str
    title: str
    category: str
    status: str
    filed_at: datetime
    distance_m: float | None
    score: float

    @property
    def status_words(self) -> str:
        """Where it stands, in a citizen's words."""
        return str(dict(STATUSES)[self.status])


# Of a box the rows are read by place first, whatever the planner makes of the newest: a year's
# reports of the whole province lie between.
AROUND = """
WITH box AS MATERIALIZED (
    SELECT case_id, filed_at FROM hotline_publishedreport
    WHERE longitude BETWEEN %(west)s AND %(east)s AND latitude BETWEEN %(south)s AND %(north)s
      AND filed_at BETWEEN %(since)s AND %(now)s {narrowed}
), places AS (
    (SELECT case_id FROM box ORDER BY filed_at DESC LIMIT %(many)s)
  UNION
    (SELECT case_id FROM hotline_publishedreport
     WHERE {commune} filed_at BETWEEN %(since)s AND %(now)s AND latitude IS NULL {narrowed}
     ORDER BY filed_at DESC LIMIT %(many)s)
)
"""
HERE = """
WITH places AS (
    SELECT case_id FROM hotline_publishedreport
    WHERE {commune} filed_at BETWEEN %(since)s AND %(now)s {narrowed}
    ORDER BY filed_at DESC LIMIT %(many)s
)
"""
PUBLIC = """
SELECT p.case_id, p.number, p.title, p.category, p.status, p.filed_at, p.commune_id,
       p.latitude, p.longitude, NOT p.pin_confirmed AS is_coarse, p.text
FROM places JOIN hotline_publishedreport p USING (case_id)
ORDER BY similarity(p.folded, %(words)s)
    + 0.5 * coalesce(greatest(0, 1 - {distance} / 300), 0) DESC, p.case_id
LIMIT %(compared)s
"""
STAFF = """
SELECT c.id, c.number, c.title, c.category, p.status, c.filed_at, c.place_id,
       c.latitude, c.longitude, false AS is_coarse, left(c.form ->> 'text', %(longest)s)
FROM places JOIN hotline_publishedreport p USING (case_id) JOIN cases_case c ON c.id = p.case_id
WHERE c.id IS DISTINCT FROM %(but)s {seen}
ORDER BY similarity(c.folded, %(words)s)
    + 0.5 * coalesce(greatest(0, 1 - {distance} / 300), 0) DESC, c.id
LIMIT %(compared)s
"""
SEEN = (
    "AND EXISTS (SELECT 1 FROM cases_step s WHERE s.case_id = c.id AND s.unit_id = ANY(%(units)s))"
)
DISTANCE = (
    "111195 * sqrt(power({t}.latitude - %(latitude)s, 2)"
    " + power(({t}.longitude - %(longitude)s) * %(narrow)s, 2))"
)


def similar_public(
    text: str,
    *,
    latitude: float | None,
    longitude: float | None,
    commune: str,
    now: datetime,
    limit: int = 5,
) -> list[Similar]:
    """Return the published reports that tell of the same, the likeliest first.

    Reads the redacted table and nothing else: words and exact pins that nobody has confirmed
    neither show nor decide. `commune` is a code of today, "" where it isn't known.
    """
    asked = _Asked(text, latitude, longitude, commune, now)
    statement = PUBLIC.replace("{distance}", DISTANCE.replace("{t}", "p"))
    with open_side():
        rows = asked.candidates(statement, "AND reviewed_at IS NOT NULL", {})
    return _ranked(asked, rows, limit)


def similar(
    text: str,
    *,
    latitude: float | None,
    longitude: float | None,
    commune: str,
    actor: Actor,
    now: datetime,
    limit: int = 5,
    but: UUID | None = None,
) -> list[Similar]:
    """Return the reports that tell of the same among the cases the actor may read.

    `but` leaves one case out: the one that is being looked at.
    """
    who = Standing.of(actor)
    units = {*who.all_units, *(former_units(who.heirs_units) if who.heirs_units else ())}
    if not (units or who.oversees):
        return []
    asked = _Asked(text, latitude, longitude, commune, now)
    statement = STAFF.replace("{seen}", "" if who.oversees else SEEN)
    statement = statement.replace("{distance}", DISTANCE.replace("{t}", "c"))
    more = {"but": but, "units": list(units), "longest": LONGEST}
    rows = asked.candidates(statement, "", more)
    return _ranked(asked, rows, limit)


@dataclass(frozen=True)
class _Asked:
    """What is asked for: words at a place and a time."""

    text: str
    latitude: float | None
    longitude: float | None
    commune: str
    now: datetime

    @cached_property
    def area(self) -> int | None:
        """The unit of the commune, None where it isn't known."""
        try:
            return id_of(self.commune, timezone.localdate(self.now)) if self.commune else None
        except NoSuchUnitError:
            return None

    def candidates(
        self, statement: str, narrowed: str, more: Mapping[str, Any]
    ) -> list[tuple[Any, ...]]:
        """Return the rows to be compared in full, the nearest by words and place."""
        area = self.area
        statement = (HERE if self.latitude is None else AROUND) + statement
        statement = statement.replace("{narrowed}", narrowed)
        statement = statement.replace("{commune}", "commune_id = %(area)s AND" if area else "")
        latitude, longitude = self.latitude, self.longitude
        narrow = math.cos(math.radians(latitude or 0.0))
        around = AROUND_M / 111_195
        values = {
            "south": None if latitude is None else latitude - around,
            "north": None if latitude is None else latitude + around,
            "west": None if longitude is None else longitude - around / narrow,
            "east": None if longitude is None else longitude + around / narrow,
            "latitude": latitude,
            "longitude": longitude,
            "narrow": narrow,
            "area": area,
            "since": self.now - WINDOW,
            "now": self.now,
            "many": NEWEST,
            "compared": COMPARED,
            "words": fold(self.text)[:100],
        }
        with connection.cursor() as cursor:
            cursor.execute(statement, {**values, **more})
            return list(cursor.fetchall())


def _ranked(asked: _Asked, rows: Sequence[tuple[Any, ...]], limit: int) -> list[Similar]:
    topics = model(now=asked.now)
    mine = Told(
        asked.text[:LONGEST],
        asked.now,
        asked.latitude,
        asked.longitude,
        area=str(asked.area or ""),
        about=topics.shares(asked.text),
    )
    found = []
    for case_id, number, title, category, status, at, place, lat, lon, is_coarse, text in rows:
        theirs = Told(
            text or "",
            at,
            lat,
            lon,
            blur_m=BLUR_M if is_coarse else 0.0,
            area=str(place or ""),
            about={category: 1.0} if category else topics.shares(text or ""),
        )
        like = likeness(mine, theirs)
        if like.is_alike:
            found.append(
                Similar(case_id, number, title, category, status, at, like.distance_m, like.score)
            )
    return sorted(found, key=lambda one: (-one.score, one.number))[:limit]
