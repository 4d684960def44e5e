"""Counts of a window: every measure, by category, unit, commune and channel, in one scan."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import BooleanField, Count, ExpressionWrapper, Func, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncDate, TruncHour

from ..models import Edition, KeptRound, Round
from ..rules.windows import Window
from .measures import ALL, MEASURES, touched

Rounds = QuerySet[Round] | QuerySet[KeptRound]
DIMENSIONS = ("category", "unit_id", "commune_id", "channel")
COUNTED = """
WITH facts AS ({facts})
SELECT grouping({dimensions}), {dimensions}, {counts},
       coalesce(sum(stars) FILTER (WHERE is_rated), 0)
FROM facts GROUP BY GROUPING SETS ((), {sets})
"""
TIMES = """
WITH facts AS ({facts})
SELECT grouping(unit_id), unit_id,
       percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY minutes)
FROM facts GROUP BY GROUPING SETS ((), (unit_id))
"""


@dataclass(frozen=True)
class Counts:
    """The counts of one group by measure's name, with `stars`, the sum of those given.

    `median` and `ninth` are the office minutes within which half, and nine tenths, of the first
    answers came; None where there were none, and for groups that aren't units.
    """

    of: Mapping[str, int]
    median: int | None = None
    ninth: int | None = None


@dataclass(frozen=True)
class Counted:
    """The counts of a window: the whole, then by dimension and key (None: not given)."""

    whole: Counts
    by: Mapping[str, Mapping[str | int | None, Counts]]


def live() -> QuerySet[Round]:
    """Return every round as it stands."""
    return Round.objects.all()


def kept(edition: Edition) -> QuerySet[KeptRound]:
    """Return the rounds as they stood when an edition was made."""
    return KeptRound.objects.filter(edition=edition)


def counted(rounds: Rounds, window: Window) -> Counted:
    """Return every measure of a window; two queries, whatever there is."""
    by: dict[str, dict[str | int | None, Counts]] = {name: {} for name in DIMENSIONS}
    whole = Counts({**dict.fromkeys(MEASURES, 0), "stars": 0})
    times = _times(rounds, window)
    everything = (1 << len(DIMENSIONS)) - 1
    for level, *keys_and_counts in _rows(rounds, window):
        keys = keys_and_counts[: len(DIMENSIONS)]
        values = keys_and_counts[len(DIMENSIONS) :]
        of = dict(zip([*MEASURES, "stars"], values, strict=True))
        if level == everything:
            whole = Counts(of, *times.get((True, None), (None, None)))
            continue
        for place, name in enumerate(DIMENSIONS):
            if not level & (1 << (len(DIMENSIONS) - 1 - place)):
                key = keys[place]
                given = times.get((False, key), (None, None)) if name == "unit_id" else ()
                by[name][key] = Counts(of, *given)
    return Counted(whole, by)


def whole(rounds: Rounds, window: Window) -> Counts:
    """Return every measure of a window as a whole; one query."""
    found = rounds.filter(touched(window)).aggregate(
        **{one.name: Count("pk", filter=one.holds(window)) for one in ALL}
    )
    return Counts(found)


def by_day(rounds: Rounds, window: Window, zone: ZoneInfo) -> dict[date, tuple[int, int]]:
    """Return how many were received and how many done on each day of the province; two queries."""
    return _by(rounds, window, lambda moment: TruncDate(moment, tzinfo=zone))


def by_hour(rounds: Rounds, window: Window, zone: ZoneInfo) -> dict[datetime, tuple[int, int]]:
    """Return how many were received and how many done in each hour of the province; two queries."""
    return _by(rounds, window, lambda moment: TruncHour(moment, tzinfo=zone))


def _by(rounds: Rounds, window: Window, part: Callable[[str], Func]) -> dict[Any, tuple[int, int]]:
    received, done = (
        dict(
            rounds.filter(MEASURES[measure].holds(window))
            .values_list(part(moment))
            .annotate(n=Count("pk"))
            .order_by()
        )
        for measure, moment in (("received", "opened_at"), ("done", "closed_at"))
    )
    return {
        at: (received.get(at, 0), done.get(at, 0)) for at in sorted(received.keys() | done.keys())
    }


def first_round() -> Round | None:
    """Return the earliest round, before which nothing is known."""
    return Round.objects.order_by("opened_at").first()


def _rows(rounds: Rounds, window: Window) -> list[tuple[Any, ...]]:
    flags = {f"is_{one.name}": _flag(one.name, window) for one in ALL}
    facts = rounds.filter(touched(window)).annotate(**flags).values(*DIMENSIONS, "stars", *flags)
    inner, values = facts.query.sql_with_params()
    statement = COUNTED.format(
        facts=inner,
        dimensions=", ".join(DIMENSIONS),
        sets=", ".join(f"({name})" for name in DIMENSIONS),
        counts=", ".join(f"count(*) FILTER (WHERE {flag})" for flag in flags),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _flag(name: str, window: Window) -> Combinable:
    return ExpressionWrapper(MEASURES[name].holds(window), output_field=BooleanField())


def _times(
    rounds: Rounds, window: Window
) -> dict[tuple[bool, int | None], tuple[int | None, int | None]]:
    facts = rounds.filter(MEASURES["first"].holds(window)).values("unit_id", "minutes")
    inner, values = facts.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(TIMES.format(facts=inner), values)
        return {
            (level == 1, unit): tuple(both) if both else (None, None)
            for level, unit, both in cursor.fetchall()
        }
