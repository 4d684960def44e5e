"""What the month counts, published for indicators: counts, so that days add up to months.

Shares are formulas of the catalogue over these counts; a median is none of a sum and is published
as itself. Days are the province's, from midnight to midnight.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from tinhso.kernel.declarations import Text
from tinhso.kernel.indicators.measures import Days, Measure

from . import queries
from .addresses import between
from .declared import this_zone
from .rules.windows import Window

PUBLISHED = {
    "done": Text(vi="Lượt phản ánh đã xong", en="Rounds of reports done"),
    "done_late": Text(vi="Lượt phản ánh xong trễ hạn", en="Rounds of reports done late"),
    "agreed": Text(vi="Trả lời mà người gửi đồng ý", en="Answers that senders agreed with"),
    "disputed": Text(vi="Trả lời mà người gửi chưa đồng ý", en="Answers that senders disputed"),
    "lapsed": Text(vi="Trả lời mà người gửi im lặng", en="Answers met with silence"),
    "redirected": Text(vi="Phản ánh được hướng dẫn gửi nơi khác", en="Reports directed elsewhere"),
    "passed": Text(
        vi="Phản ánh xong từng bị trả lại để giao nơi khác",
        en="Reports done that had been handed back",
    ),
}
COUNT = "count(*)"
MEDIAN = "percentile_disc(0.5) WITHIN GROUP (ORDER BY minutes) / 60.0"


def _asked(what: str, measure: str) -> Callable[[Sequence[Days]], list[Decimal | None]]:
    """Return what answers for stretches of days in one statement, each a stretch of an index."""

    def answers(stretches: Sequence[Days]) -> list[Decimal | None]:
        parts: list[str] = []
        values: list[Any] = []
        for place, days in enumerate(stretches):
            held = queries.live().filter(queries.MEASURES[measure].holds(_window(days)))
            inner, given = held.values("minutes").query.sql_with_params()
            parts.append(f"SELECT {place} AS place, {what} FROM ({inner}) AS held")  # noqa: S608
            values += given
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            found = dict(cursor.fetchall())
        return [_decimal(found[place]) for place in range(len(stretches))]

    return answers


def _decimal(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def cases_of(measure: str) -> Callable[[Days], str]:
    """Return what gives the address of just what a measure counted in a stretch of days."""

    def address(days: Days) -> str:
        window = _window(days)
        return between(window.since.isoformat(), window.until.isoformat(), measure)

    return address


def _window(days: Days) -> Window:
    first, last = days
    return Window(_midnight(first), _midnight(last + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), this_zone())


MONTHLY_MEASURES = (
    *(
        Measure(
            name=f"hotline.{name}",
            title=title,
            unit="count",
            compute=_asked(COUNT, name),
            page="hotline_monthly:index",
            cases=cases_of(name),
        )
        for name, title in PUBLISHED.items()
    ),
    Measure(
        name="hotline.first_answer",
        title=Text(
            vi="Giờ làm việc đến câu trả lời đầu tiên (trung vị)",
            en="Office hours to the first answer (median)",
        ),
        unit="hours",
        compute=_asked(MEDIAN, "first"),
        page="hotline_monthly:index",
        cases=cases_of("first"),
    ),
)
