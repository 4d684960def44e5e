"""The public board: what is searched, narrowed, counted and shown, from redacted rows alone.

Every function reads on the open side, so that a slip here is refused by the database.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import (
    Avg,
    Count,
    DateTimeField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    TextField,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from tinhso.kernel.units.models import Unit
from tinhso.kernel.units.names import fold

from ..models import PublicCategory, PublishedPhoto, PublishedReport
from ..open_side import open_side
from .states import late

PAGE = 12
ON_MAP = 1000
COUNTED = 1000
"""Counts are made up to here; beyond it a screen says “1.000+”."""
LOOKED_AT = 5000
"""How many of the newest are looked through for words before the index of words is asked."""
MOST_LOOKED_AT = 30_000
MOST_WORDS = 12

Reports = QuerySet[PublishedReport]
NEWEST_FIRST = ("-filed_at", "-case_id")
A_NUMBER = re.compile(r"[A-Z]{2,}-[0-9A-Z-]+")


@dataclass(frozen=True)
class Filters:
    """What the public board is narrowed to; an empty string, None or False narrows nothing.

    `commune` and `unit` are codes, `status` is one of STATUSES, `field` a field of the catalogue;
    `since` and `until` are days of filing, both included.
    """

    words: str = ""
    category: str = ""
    field: str = ""
    commune: str = ""
    unit: str = ""
    status: str = ""
    pictures: bool = False
    since: date | None = None
    until: date | None = None

    @property
    def narrowing(self) -> bool:
        """Whether anything is narrowed at all."""
        return self != Filters()


@dataclass(frozen=True)
class Cursor:
    """Where the next page of the board begins: just after this report."""

    filed_at: datetime
    case_id: UUID

    @classmethod
    def parse(cls, text: str) -> "Cursor | None":
        """Read a cursor from an address; anything else than one is the first page."""
        moment, _, case = text.partition("_")
        try:
            found = cls(datetime.fromisoformat(moment), UUID(case))
        except ValueError:
            return None
        return found if found.filed_at.tzinfo and found.filed_at.year > 1 else None

    @classmethod
    def at(cls, report: PublishedReport) -> "Cursor":
        """Return the place just after a report."""
        return cls(report.filed_at, report.case_id)

    def __str__(self) -> str:
        return f"{self.filed_at.isoformat()}_{self.case_id}"


@dataclass(frozen=True)
class BoardPage:
    """One page of the public board; `found` is counted up to COUNTED and one more."""

    reports: Sequence[PublishedReport]
    found: int
    more: Cursor | None


def board(filters: Filters, *, now: datetime, after: Cursor | None = None) -> BoardPage:
    """Return the newest published reports that the filters let through, a page at a time."""
    with open_side():
        search = _Search.of(filters, now=now)
        page = search.newest(PAGE + 1, after=after)
        prefetch_related_objects(page, "photos")
        if len(page) <= PAGE:
            found = len(page) if after is None else search.counted()
            return BoardPage(page, found, None)
        return BoardPage(page[:PAGE], search.counted(), Cursor.at(page[PAGE - 1]))


def newest(
    filters: Filters, *, now: datetime, limit: int, after: Cursor | None = None
) -> list[PublishedReport]:
    """Return the newest published reports that the filters let through, with their units."""
    with open_side():
        return _Search.of(filters, now=now).newest(limit, after=after)


def on_map(filters: Filters, *, now: datetime) -> list[PublishedReport]:
    """Return the newest reports with a pin that the filters let through, at most ON_MAP."""
    with open_side():
        search = _Search.of(filters, now=now)
        return replace(search, rest=search.rest.filter(latitude__isnull=False)).newest(ON_MAP)


def export(filters: Filters, *, now: datetime, chunk: int = 1000) -> Iterator[PublishedReport]:
    """Yield every published report that the filters let through, newest first.

    Each chunk is a transaction of its own, so that a slow reader holds nothing up.
    """
    after = None
    while True:
        reports = newest(filters, now=now, limit=chunk, after=after)
        yield from reports
        if len(reports) < chunk:
            return
        after = Cursor.at(reports[-1])


def published(number: str) -> PublishedReport | None:
    """Return what the public may see of one report, or None."""
    with open_side():
        reports = PublishedReport.objects.select_related("commune", "unit")
        return reports.prefetch_related("photos").filter(number=number).first()


def public_photo(attachment: UUID) -> PublishedPhoto | None:
    """Return a picture that was confirmed for the public, or None."""
    with open_side():
        return PublishedPhoto.objects.filter(attachment=attachment).first()


@dataclass(frozen=True)
class _Search:
    """What is asked for: `rest`, narrowed by all but words or not, and the `words` it must hold."""

    rest: Reports
    words: tuple[str, ...]
    narrowed: bool

    @classmethod
    def of(cls, filters: Filters, *, now: datetime) -> "_Search":
        typed = filters.words.strip().upper()
        if A_NUMBER.fullmatch(typed):  # a number isn't anybody's data: it is found unreviewed too
            return cls(_narrowed(filters, now=now).filter(number=typed), (), narrowed=True)
        words = tuple(dict.fromkeys(fold(filters.words).split()))[:MOST_WORDS]
        narrowed = replace(filters, words="") != Filters()
        return cls(_narrowed(filters, now=now), words, narrowed)

    def newest(self, limit: int, *, after: Cursor | None = None) -> list[PublishedReport]:
        """Return the newest `limit` of what is asked for.

        PostgreSQL can't know whether to walk back in time until enough reports hold the words, or
        to ask the index of words and sort. The newest are looked through first: where the words
        are common enough, that is all; where they aren't, the index leads to few.
        """
        ordered = self._ordered(after)
        if not self.words:
            return list(ordered[:limit])
        edge = self._edge(max(LOOKED_AT, 20 * limit), after)
        recent = list(self._walked(ordered, edge)[:limit])
        if len(recent) == limit or edge is None:
            return recent
        with _by_index_of_words():
            # Not in the order of any index: the planner must not walk back in time after all.
            sorted_ = ordered.filter(words__contains=self.words).order_by(FILED.desc(), "-case_id")
            return list(sorted_[:limit])

    def counted(self) -> int:
        """Return how many are asked for, counted up to COUNTED and one more."""
        if not self.words:
            return self.rest[: COUNTED + 1].count()
        # Few reports of one commune stand beside one another: there the index is the quicker way.
        look = 0 if self.narrowed else LOOKED_AT
        while look:
            edge = self._edge(look, None)
            met = self._walked(self.rest, edge)[: COUNTED + 1].count()
            if met > COUNTED or edge is None:
                return met
            look = _enough(met, look)
        with _by_index_of_words():
            return self.rest.filter(words__contains=self.words)[: COUNTED + 1].count()

    def _walked(self, rows: Reports, edge: datetime | None) -> Reports:
        """Return the rows since `edge` that hold the words, without their index's help."""
        if edge is not None:
            rows = rows.filter(filed_at__gte=edge)
        held = Q(held__contains=self.words)
        return rows.alias(held=WORDS_AS_THEY_STAND).filter(held)

    def _ordered(self, after: Cursor | None) -> Reports:
        rows = self.rest.select_related("commune", "unit").order_by(*NEWEST_FIRST)
        if after is None:
            return rows
        # Said twice, for the index is walked by the first alone.
        return rows.filter(
            Q(filed_at__lt=after.filed_at) | Q(case_id__lt=after.case_id),
            filed_at__lte=after.filed_at,
        )

    def _edge(self, look: int, after: Cursor | None) -> datetime | None:
        """Return when the last of the newest `look` was filed; None when there are fewer."""
        rows = self._ordered(after).select_related(None)
        return rows.values_list("filed_at", flat=True)[look : look + 1].first()


def _enough(met: int, looked: int) -> int:
    """Return how many to look through to meet COUNTED, going by what was met; 0: ask the index."""
    look = 3 * COUNTED * looked // (2 * met) if met else 0
    return look if looked < look <= MOST_LOOKED_AT else 0


# An expression that no index is of.
WORDS_AS_THEY_STAND = Coalesce(F("words"), Value([], output_field=ArrayField(TextField())))
FILED = ExpressionWrapper(F("filed_at") + timedelta(0), output_field=DateTimeField())


@contextmanager
def _by_index_of_words() -> Iterator[None]:
    """Keep the planner from reading the whole table in the hope that enough is met early."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on")


def _narrowed(filters: Filters, *, now: datetime) -> Reports:
    reports = PublishedReport.objects.all()
    if filters.category:
        reports = reports.filter(category=filters.category)
    if filters.field:
        # Asked for beforehand, as are the units below: the planner then knows how many there are.
        codes = PublicCategory.objects.filter(field=filters.field).order_by()
        reports = reports.filter(category__in=list(codes.values_list("code", flat=True)))
    if filters.commune:
        reports = reports.filter(commune__in=_units(filters.commune))
    if filters.unit:
        reports = reports.filter(unit__in=_units(filters.unit))
    if filters.pictures:
        reports = reports.filter(pictures__gt=0)
    if filters.since:
        reports = reports.filter(filed_at__gte=_begins(filters.since))
    if filters.until:
        reports = reports.filter(filed_at__lt=_begins(filters.until + timedelta(days=1)))
    if filters.status == "late":
        return reports.filter(late(now))
    return reports.filter(status=filters.status) if filters.status else reports


def _units(code: str) -> list[int]:
    """Return the units of a code: one that was reformed goes on under it."""
    return list(Unit.objects.filter(code=code).values_list("pk", flat=True))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_default_timezone())


@dataclass(frozen=True)
class Month:
    """The last thirty days in three numbers; shares are percent, None where nothing was due."""

    filed: int
    on_time: float | None
    stars: float | None


def last_thirty_days(*, now: datetime) -> Month:
    """Count what was filed in the last thirty days and how much of what fell due was in time."""
    recent = PublishedReport.objects.filter(filed_at__gte=now - timedelta(days=30))
    with open_side():
        counted = recent.aggregate(
            filed=Count("filed_at"),
            due=Count("filed_at", filter=Q(answered_at__isnull=False) | late(now)),
            late=Count("filed_at", filter=late(now)),
            stars=Avg("stars"),
        )
    due = counted["due"]
    on_time = 100 * (due - counted["late"]) / due if due else None
    return Month(counted["filed"], on_time, counted["stars"])
