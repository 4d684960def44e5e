"""The log of calls: which were taken on a day, what became of them, whom to call back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Count, QuerySet
from django.utils import timezone

from tinhso.kernel.cases.rules.numbers import normal_number
from tinhso.kernel.people.models import Account
from tinhso.kernel.people.rules import NotAPhoneNumberError, normal_phone

from .. import sealed
from ..models import Call
from ..rules import LONGEST_CALL

DAYS = 14


@dataclass(frozen=True)
class LogFilters:
    """What of a desk's log is wanted; `text` is a whole telephone number or a report's number.

    A search by `text` looks through all days; an empty value narrows nothing.
    """

    day: date
    operator: int | None = None
    outcome: str = ""
    text: str = ""


@dataclass(frozen=True)
class Figures:
    """One day's calls in numbers; `median_seconds` is None where nothing was handled."""

    day: date
    calls: int
    filed: int
    linked: int
    informed: int
    led_elsewhere: int
    unserved: int
    other: int
    median_seconds: float | None


def log(desk: int, filters: LogFilters) -> QuerySet[Call]:
    """Return a desk's calls, newest first, with operator and case."""
    found = Call.objects.filter(unit_id=desk).select_related("operator", "case")
    found = _named(found, filters.text) if filters.text else found.filter(**_on(filters.day))
    if filters.operator:
        found = found.filter(operator_id=filters.operator)
    if filters.outcome:
        found = found.filter(outcome="" if filters.outcome == "open" else filters.outcome)
    return found.order_by("-begun_at", "-pk")


def _named(calls: QuerySet[Call], text: str) -> QuerySet[Call]:
    """Return the calls from a telephone number, else those that led to a report."""
    try:
        return calls.filter(number_index__in=sealed.indexes(normal_phone(text)))
    except NotAPhoneNumberError:
        return calls.filter(case__number=normal_number(text))


def export(desk: int, filters: LogFilters) -> Iterator[Call]:
    """Yield every call that the filters let through, oldest first."""
    yield from log(desk, filters).order_by("begun_at", "pk").iterator(chunk_size=1000)


def to_call_back(desk: int) -> QuerySet[Call]:
    """Return the calls nobody served that have a number, the longest waiting first."""
    unserved = Call.objects.filter(
        unit_id=desk, outcome__in=["missed", "abandoned"], settled_at=None
    ).exclude(number_index="")
    return unserved.select_related("operator").order_by("begun_at", "pk")


def operators(desk: int, *, since: datetime) -> Sequence[Account]:
    """Return who has taken calls at a desk since a moment, by name."""
    took = Call.objects.filter(unit_id=desk, begun_at__gte=since).values("operator_id")
    return tuple(Account.objects.filter(pk__in=took).order_by("username"))


FIGURES = """
SELECT (begun_at AT TIME ZONE %(zone)s)::date AS day,
       count(*) FILTER (WHERE follows_id IS NULL) AS calls,
       count(*) FILTER (WHERE outcome = 'filed') AS filed,
       count(*) FILTER (WHERE outcome = 'linked') AS linked,
       count(*) FILTER (WHERE outcome = 'informed') AS informed,
       count(*) FILTER (WHERE outcome = 'led_elsewhere') AS led_elsewhere,
       count(*) FILTER (WHERE outcome IN ('missed', 'abandoned')) AS unserved,
       count(*) FILTER (WHERE outcome IN ('', 'wrong_number')) AS other,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - begun_at))
           FILTER (WHERE outcome NOT IN ('', 'missed')
                   AND ended_at - begun_at <= make_interval(secs => %(longest)s))
FROM hotline_calls_call
WHERE unit_id = %(desk)s AND begun_at >= %(since)s AND begun_at < %(until)s
GROUP BY 1 ORDER BY 1 DESC
"""


def figures(desk: int, *, first: date, last: date) -> list[Figures]:
    """Return the figures of each day from `first` to `last` on which somebody called, last first.

    A caller's further matter in the same call is no second call. One query.
    """
    asked: dict[str, str | float | datetime] = {
        "desk": desk,
        "zone": timezone.get_default_timezone_name(),
        "since": _midnight(first),
        "until": _midnight(last + timedelta(days=1)),
        "longest": LONGEST_CALL.total_seconds(),
    }
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, asked)
        return [Figures(*row) for row in cursor.fetchall()]


def figures_of(desk: int, day: date) -> Figures:
    """Return one day's figures, zeros where nobody called. One query."""
    found = figures(desk, first=day, last=day)
    return found[0] if found else Figures(day, 0, 0, 0, 0, 0, 0, 0, None)


def by_operator(desk: int, day: date) -> list[tuple[str, int]]:
    """Return how many calls each operator took on a day, most first."""
    rows = Call.objects.filter(unit_id=desk, **_on(day)).values_list("operator__username")
    return list(rows.annotate(calls=Count("pk")).order_by("-calls", "operator__username"))


def _on(day: date) -> dict[str, datetime]:
    return {"begun_at__gte": _midnight(day), "begun_at__lt": _midnight(day + timedelta(days=1))}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())
