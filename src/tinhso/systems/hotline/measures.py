"""What the hotline's own work measures, for indicators to build on.

All three count from the public table, so that anybody can count them again on the board.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from tinhso.kernel.declarations import Text
from tinhso.kernel.indicators.measures import Days, Measure

from .monthly.measures import cases_of

# One statement for any number of stretches of days; each is a stretch of an index.
COUNTED = """
SELECT (SELECT count(*) FROM hotline_publishedreport r
        WHERE r.{moment} >= asked.since::timestamp AT TIME ZONE %(zone)s
          AND r.{moment} < (asked.until + 1)::timestamp AT TIME ZONE %(zone)s {condition})
FROM unnest(%(since)s::date[], %(until)s::date[]) WITH ORDINALITY AS asked (since, until, place)
ORDER BY asked.place
"""


def _counting(moment: str, condition: str = "") -> Callable[[Sequence[Days]], list[Decimal | None]]:
    statement = COUNTED.format(moment=moment, condition=condition)

    def counts(stretches: Sequence[Days]) -> list[Decimal | None]:
        since: list[date] = [first for first, _ in stretches]
        until: list[date] = [last for _, last in stretches]
        zone = timezone.get_default_timezone_name()
        with connection.cursor() as cursor:
            cursor.execute(statement, {"since": since, "until": until, "zone": zone})
            return [Decimal(count) for (count,) in cursor.fetchall()]

    return counts


MEASURES = (
    Measure(
        name="hotline.received",
        title=Text(vi="Phản ánh đã nhận", en="Field reports received"),
        unit="count",
        compute=_counting("filed_at"),
        page="hotline:board",
        cases=cases_of("received"),
    ),
    Measure(
        name="hotline.answered",
        title=Text(vi="Phản ánh đã trả lời", en="Field reports answered"),
        unit="count",
        compute=_counting("answered_at"),
        page="hotline:board",
    ),
    Measure(
        name="hotline.answered_on_time",
        title=Text(vi="Phản ánh trả lời đúng hạn", en="Field reports answered on time"),
        unit="count",
        compute=_counting("answered_at", "AND r.answered_at <= r.due_at"),
        page="hotline:board",
    ),
)
