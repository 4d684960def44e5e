"""The figures of a month from the rounds: the way from queries to plain data."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from tinhso.kernel.ledger.actors import CLOCK, Actor
from tinhso.kernel.units.models import Unit
from tinhso.systems.hotline.models import PublicCategory
from tinhso.systems.hotline.open_side import open_side
from tinhso.systems.hotline.queries import catalogue
from tinhso.web.papers.content import NOTHING, Both
from tinhso.web.papers.content import as_json as paper_as_json

from . import actions, queries
from .declared import this_cut, this_month_file, this_zone
from .models import Edition
from .queries import NONE, Counts, Rounds
from .rules.composing import compose
from .rules.declared import MonthFile
from .rules.figures import Compared, Day, Figures, HotSpot, HotSpots, Line, as_json, from_json
from .rules.ranking import Record, rank
from .rules.spots import hot
from .rules.windows import Month, Window

MINUTE = 60
CHANNELS = {
    "web": Both("Trang web", "Web page"),
    "phone": Both("Điện thoại", "Phone"),
    "zalo": Both("Zalo", "Zalo"),
    "sms": Both("Tin nhắn", "Text message"),
    "email": Both("Thư điện tử", "E-mail"),
    "app": Both("Ứng dụng", "App"),
}
UNCLASSIFIED = Both("Chưa phân loại", "Not classified yet")
NO_UNIT = Both("Chưa giao đơn vị", "With no unit yet")
NO_COMMUNE = Both("Chưa rõ xã, phường", "Commune not known")
OTHER = Both("Kênh khác", "Another channel")


class NotOverError(ValueError):
    """A month that is not over can't be made."""


class NotReadError(ValueError):
    """A month can't be made while the rounds haven't followed all that happened in it."""


def figures(file: MonthFile, month: Month, *, now: datetime) -> Figures:
    """Return the figures of a month as far as it has gone, from the rounds as they stand."""
    cut, rounds = this_cut(file), queries.live()
    window = cut.so_far(month, now)
    found = queries.counted(rounds, window)
    ids = (key for name in ("unit_id", "commune_id") for key in found.by[name] if key)
    titles = Titles(catalogue(now=window.until), (int(key) for key in ids))
    units = titles.lines(found.by["unit_id"], "unit")
    first = queries.first_round()
    began = first.opened_at if first else None
    earlier = [
        _compared(rounds, cut.as_long(one, window.length), one, began)
        for one in (month.before(), month.before(12))
    ]
    return Figures(
        month=month.code,
        since=window.since.isoformat(),
        until=window.until.isoformat(),
        closed=window == cut.window(month),
        whole=_line("", NOTHING, found.whole),
        fields=titles.fields(found.by["category"]),
        categories=titles.lines(found.by["category"], "category"),
        units=units,
        communes=titles.lines(found.by["commune_id"], "commune"),
        channels=titles.lines(found.by["channel"], "channel"),
        days=_days(rounds, window),
        ranking=rank(
            (_record(one) for one in units if one.key != NONE and one.judged),
            at_least=file.ranking.at_least,
            shown=file.ranking.shown,
        ),
        at_least=file.ranking.at_least,
        before=earlier[0],
        year_before=earlier[1],
        spots=spots(file, rounds, window.until),
        source=Both(file.month.source.vi, file.month.source.en),
        demonstration=settings.TINHSO_DEMONSTRATION,
    )


def lately(file: MonthFile, month: Month, *, now: datetime) -> Figures:
    """Return the figures of a month as of the last whole minute, counted once in it for everyone.

    Counted on the open side. The next minute counts again; an edition needs none of this.
    """
    minute = max(now.replace(second=0, microsecond=0), this_cut(file).window(month).since)
    key = f"hotline.month:{month.code}:{minute.isoformat()}"
    kept = cache.get(key)
    if kept is not None:
        return from_json(kept)
    with open_side():
        found = figures(file, month, now=minute)
    if any(found.whole.counts.values()):  # empty months cost nothing and don't crowd the cache
        cache.set(key, as_json(found), MINUTE)
    return found


def spots(file: MonthFile, rounds: Rounds, until: datetime) -> HotSpots:
    """Return the hot spots of the days before `until`, with the names of places and categories."""
    rule = file.spots
    recent, usual = timedelta(days=rule.days), timedelta(weeks=rule.weeks)
    seen = queries.seen(rounds, until, recent=recent, usual=usual)
    found = hot(seen, recent=recent, usual=usual, at_least=rule.at_least, risk=rule.risk)
    titles = Titles(catalogue(now=until), (one.place for one in found.found))
    return HotSpots(
        since=(until - recent).isoformat(),
        until=until.isoformat(),
        looked_at=found.looked_at,
        found=tuple(
            HotSpot(
                commune=str(one.place),
                commune_name=titles.of("commune", str(one.place)),
                category=one.category,
                category_name=titles.of("category", one.category),
                recent=one.recent,
                expected=f"{one.expected:.1f}",
                one_in=f"{min(1 / one.chance, 1e9) if one.chance else 1e9:.0f}",
            )
            for one in found.found
        ),
    )


class Titles:
    """The names of what was counted: of categories and fields as `known`, of units by their ids."""

    def __init__(self, known: Iterable[PublicCategory], units: Iterable[int]) -> None:
        self.known = {one.code: one for one in known}
        self.field_names = {
            one.field: Both(one.field_vi, one.field_en) for one in self.known.values()
        }
        ids = set(units)
        self.units = Unit.objects.in_bulk(ids) if ids else {}

    def of(self, kind: str, key: str) -> Both:
        """Return what a key of an address is called."""
        if kind == "field":
            return self.field_names.get(key, UNCLASSIFIED)
        if kind == "category":
            known = self.known.get(key)
            return Both(known.title_vi, known.title_en) if known else _bare(key, UNCLASSIFIED)
        if kind == "channel":
            return CHANNELS.get(key) or _bare(key, OTHER)
        unit = self.units.get(int(key)) if key.isascii() and key.isdigit() else None
        if unit is None:
            return NO_UNIT if kind == "unit" else NO_COMMUNE
        words = unit.body_title if kind == "unit" else unit.title
        return Both(words, words)

    def lines(self, counted: Mapping[Any, Counts], kind: str) -> tuple[Line, ...]:
        """Return a line for each key, those with most first."""
        keys = ((str(key) if key else NONE, one) for key, one in counted.items())
        found = [_line(key, self.of(kind, key), one) for key, one in keys]
        return tuple(sorted(found, key=_most))

    def fields(self, counted: Mapping[Any, Counts]) -> tuple[Line, ...]:
        """Return a line for each field: the sums of its categories."""
        sums: dict[str, dict[str, int]] = {}
        for key, one in counted.items():
            known = self.known.get(str(key))
            into = sums.setdefault(known.field if known else NONE, {})
            for measure, n in one.of.items():
                into[measure] = into.get(measure, 0) + n
        found = [Line(field, self.of("field", field), of) for field, of in sums.items()]
        return tuple(sorted(found, key=_most))


def _bare(key: str, otherwise: Both) -> Both:
    return otherwise if key == NONE else Both(key, key)


def _line(key: str, name: Both, counts: Counts) -> Line:
    return Line(key, name, dict(counts.of), counts.median, counts.ninth)


def _most(line: Line) -> tuple[bool, int, str]:
    return line.key == NONE, -line["received"] - line["carried"], line.name.vi


def _record(line: Line) -> Record:
    return Record(line.key, line["in_time"], line.judged, line["disputed"], line.replied)


def _compared(
    rounds: Rounds, window: Window, month: Month, known_since: datetime | None
) -> Compared:
    """Return an earlier window's counts; None where the data begins within or after it."""
    comparable = known_since is not None and known_since <= window.since
    whole = _line("", NOTHING, queries.whole(rounds, window)) if comparable else None
    return Compared(month.code, window.since.isoformat(), window.until.isoformat(), whole)


def _days(rounds: Rounds, window: Window) -> tuple[Day, ...]:
    zone = this_zone()
    counted = queries.by_day(rounds, window, zone)
    day = timezone.localtime(window.since, zone).date()
    last = timezone.localtime(window.until, zone).date()
    found = []
    while day <= last:
        found.append(Day(day.isoformat(), *counted.get(day, (0, 0))))
        day += timedelta(days=1)
    return tuple(found)


def content(file: MonthFile, found: Figures) -> dict[str, Any]:
    """Return what an edition keeps: the figures, and the paper made of them."""
    paper = compose(found, file, this_zone())
    return {"figures": as_json(found), "paper": paper_as_json(paper)}


def make(file: MonthFile, month: Month, *, actor: Actor, now: datetime) -> tuple[Edition, bool]:
    """Make a month that is over; return the edition and whether it is new.

    The rounds stand still meanwhile: what is kept behind a number is what was counted. Raises
    NotOverError for a month that isn't over yet, NotReadError while events of it are unsealed: a
    report answered a second before noon must be counted.
    """
    closes = this_cut(file).closes(month)
    if closes > now:
        raise NotOverError(month.code)
    if not queries.has_read_to(closes, now=now):
        raise NotReadError(month.code)
    with transaction.atomic():
        queries.hold()
        kept = content(file, figures(file, month, now=now))
        return actions.make_edition(kept, actor=actor, now=now)


def make_last_month(*, now: datetime) -> Edition | None:
    """Make the last month that is over unless it was made; return it, or None if nothing was done.

    A month in which the hotline had nothing at all is not made; one that isn't wholly read yet is
    made an hour later.
    """
    file = this_month_file()
    if file is None:
        return None
    month = this_cut(file).last_closed(now)
    if queries.editions().filter(month=month.code).exists():
        return None
    first = queries.first_round()
    if first is None or first.opened_at >= this_cut(file).closes(month):
        return None
    try:
        return make(file, month, actor=CLOCK, now=now)[0]
    except NotReadError:
        return None
