"""Working sessions and field visits: who met whom, what was found, what became of each ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Prefetch, QuerySet

from tinhso.systems.strategy.models import Ask, Attendance, Found, WorkingSession
from tinhso.systems.strategy.queries.tasks import TaskStanding, by_id

Row = TypeVar("Row", Attendance, Found, Ask)
WORDS = ("citation__document__text", "citation__document__words")


@dataclass(frozen=True)
class AskStanding:
    """What was asked, and the task it became, with where that stands."""

    ask: Ask
    task: TaskStanding | None


@dataclass(frozen=True)
class Session:
    """A session or visit with who was there, what was found and what was asked."""

    session: WorkingSession
    present: tuple[Attendance, ...]
    found: tuple[Found, ...]
    asks: tuple[AskStanding, ...]

    @property
    def open_asks(self) -> int:
        """How many asks nothing became of yet."""
        return sum(1 for one in self.asks if one.task is None and not one.ask.answer)


def sessions(*, now: datetime) -> tuple[Session, ...]:
    """Return every session and visit, the newest first; a fixed number of queries."""
    return _whole(WorkingSession.objects.all(), now=now)


def session(code: str, *, now: datetime) -> Session | None:
    """Return one session or visit."""
    return next(iter(_whole(WorkingSession.objects.filter(code=code), now=now)), None)


def _whole(rows: QuerySet[WorkingSession], *, now: datetime) -> tuple[Session, ...]:
    cited = rows.select_related("citation__document", "part_of").defer(*WORDS)
    found = list(
        cited.prefetch_related(
            "visits",
            Prefetch("present", _cited(Attendance.objects.select_related("unit"))),
            Prefetch("found", _cited(Found.objects.all())),
            Prefetch("asks", _cited(Ask.objects.select_related("unit"))),
        )
    )
    asked = [ask for one in found for ask in one.asks.all()]
    standing = by_id([ask.task_id for ask in asked if ask.task_id], now=now)
    return tuple(
        Session(
            one,
            tuple(one.present.all()),
            tuple(one.found.all()),
            _asks(list(one.asks.all()), standing),
        )
        for one in found
    )


def _asks(asks: Sequence[Ask], standing: dict[int, TaskStanding]) -> tuple[AskStanding, ...]:
    return tuple(
        AskStanding(one, standing.get(one.task_id) if one.task_id else None) for one in asks
    )


def _cited(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.select_related("citation__document").defer(*WORDS)
