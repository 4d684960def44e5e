"""Filing: the hot path. For all who file at once two trips to the database and one commit."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tinhso.kernel.calendar import queries as calendars
from tinhso.kernel.calendar.rules import CalendarEndsError, WorkingCalendar
from tinhso.kernel.cases import words
from tinhso.kernel.cases.actions.inserting import insert_rows
from tinhso.kernel.cases.actions.opening import Setting, build_step, evidence, written
from tinhso.kernel.cases.errors import CaseError, Invalid, NoSuchProcedure, Refused
from tinhso.kernel.cases.models import Case, Evidence, Step
from tinhso.kernel.cases.procedures import Compiled
from tinhso.kernel.cases.queries.bundles import IN_FORCE, compiled
from tinhso.kernel.cases.queries.keys import Filed, filed, hash_of, secret_for
from tinhso.kernel.cases.queries.units import id_of, province_name
from tinhso.kernel.cases.rules import clocks, numbers
from tinhso.kernel.cases.rules.forms import COLUMNS, Form, faults, is_empty
from tinhso.kernel.cases.rules.language import ANYONE
from tinhso.kernel.declarations import JSON
from tinhso.kernel.gathering import Gathering
from tinhso.kernel.ledger.actions import Entry, Recorded, Told, record_told
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.ledger.rules.receipts import Terms
from tinhso.kernel.people.actors import Member
from tinhso.kernel.units.names import fold
from tinhso.kernel.units.queries import NoSuchUnitError

LONGEST_TITLE = 80

# Two filings of one key wait for each other here, so that the second sees the first; in one order
# everywhere, so that two crowds never wait for each other.
LOCK = """
SELECT count(pg_advisory_xact_lock(key)) FROM
    (SELECT hashtextextended(k, 0) AS key FROM unnest(%s::text[]) AS k ORDER BY 1) AS keys
"""
CALENDAR = """
SELECT fingerprint FROM calendar_calendarversion WHERE valid_from <= %s
ORDER BY valid_from DESC, id DESC LIMIT 1
"""
BEFORE = "SELECT key_hash, id FROM cases_case WHERE key_hash = ANY(%s)"
COUNTS = "SELECT nextval('cases_number') FROM generate_series(1, %s)"


@dataclass(frozen=True)
class Asked:
    """What somebody files: the answers to the form of the procedure of this name, and who asks."""

    name: str
    answers: dict[str, JSON]
    photos: Sequence[UUID]
    key: str
    actor: Actor
    now: datetime
    reporter: UUID | None
    demonstration: bool

    @cached_property
    def hashed(self) -> str:
        """What the database keeps of the key."""
        return hash_of(self.key)


@dataclass(frozen=True)
class Found:
    """What was looked up for filings: their procedure, working time, and those filed before."""

    compiled: Compiled
    calendar: WorkingCalendar
    before: Mapping[str, UUID]
    counts: Iterator[int]


@dataclass(frozen=True)
class Written:
    """The rows and the event of one filing."""

    asked: Asked
    case: Case
    step: Step
    photos: Sequence[Evidence]
    basis: str
    told: Told


def file(
    name: str,
    form: Mapping[str, JSON],
    *,
    key: str,
    actor: Actor,
    now: datetime,
    place: str | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    reporter: UUID | None = None,
    photos: Sequence[UUID] = (),
    demonstration: bool = False,
) -> Filed:
    """File a case and return its number, secret code and signed promise.

    `place`, `latitude`, `longitude` and `photos` (ids of attachments, for the form's first field
    of photos) may stand in `form` as well. `key` is the asker's own; the same key files once and
    gives the same case again. Those who file at the same moment are written in one transaction;
    within a transaction of the caller's own it is that one. Raises Invalid (by field), Refused,
    NoSuchProcedure, CalendarEndsError, all before anything of this filing is written.
    """
    answers = dict(form) | {
        field: value
        for field, value in (("place", place), ("latitude", latitude), ("longitude", longitude))
        if value is not None
    }
    return _file(Asked(name, answers, photos, key, actor, now, reporter, demonstration))


def _file_all(crowd: Sequence[Asked]) -> list[Filed | Exception]:
    """File for all who ask at once; each gets what it filed or why not, in the order asked."""
    given: dict[int, Filed | Exception] = {}
    waiting = dict(enumerate(crowd))
    while waiting:
        # One procedure and one day at a time, and of one key the first: the second sees it.
        alike: dict[str, int] = {}
        name, day = next((one.name, _day(one)) for one in waiting.values())
        for place, one in waiting.items():
            if (one.name, _day(one)) == (name, day):
                alike.setdefault(one.hashed, place)
        asked = [waiting.pop(place) for place in alike.values()]
        given |= zip(alike.values(), _file_alike(name, asked), strict=True)
    return [given[place] for place in range(len(crowd))]


_file = Gathering[Asked, Filed](_file_all)


def _day(asked: Asked) -> date:
    return timezone.localdate(asked.now)


def _file_alike(name: str, crowd: Sequence[Asked]) -> list[Filed | Exception]:
    """File under one procedure, on one day, keys that differ."""
    try:
        found = _look(name, crowd)
    except (NoSuchProcedure, CalendarEndsError) as error:
        return [error] * len(crowd)
    rows: dict[str, Written] = {}
    given: dict[str, Filed | Exception] = {}
    for asked in crowd:
        if asked.hashed in found.before:
            given[asked.hashed] = filed(Case.objects.get(pk=found.before[asked.hashed]), asked.key)
            continue
        try:
            rows[asked.hashed] = _prepared(found, asked)
        except (CaseError, CalendarEndsError) as error:
            given[asked.hashed] = error
    events = _write(list(rows.values()))
    for (hashed, row), event in zip(rows.items(), events, strict=True):
        given[hashed] = _filed(row, event)
    return [given[asked.hashed] for asked in crowd]


def _look(name: str, crowd: Sequence[Asked]) -> Found:
    """Return everything that these filings need to know, in one trip."""
    hashes, first = [asked.hashed for asked in crowd], crowd[0]
    with contextlib.ExitStack() as stack:
        stack.enter_context(_pipeline())
        lock, bundle, calendar, before, counts = (
            stack.enter_context(connection.cursor()) for _ in range(5)
        )
        lock.execute(LOCK, [hashes])
        bundle.execute(IN_FORCE, [name, _day(first)])
        calendar.execute(CALENDAR, [first.now])
        before.execute(BEFORE, [hashes])
        counts.execute(COUNTS, [len(crowd)])
        bundle_id, version = bundle.fetchone(), calendar.fetchone()
        known = dict(before.fetchall())
        numbers_ = iter([count for (count,) in counts.fetchall()])
    if bundle_id is None:
        raise NoSuchProcedure(f"no procedure “{name}” is in force: load the province")
    hours = calendars.version(version[0]) if version else calendars.current(now=first.now)
    return Found(compiled(bundle_id[0]), hours, known, numbers_)


@contextmanager
def _pipeline() -> Iterator[None]:
    """Send what follows in one trip; what goes wrong in it is raised at its end, as Django's."""
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def _with_photos(form: Form, answers: dict[str, JSON], photos: Sequence[UUID]) -> None:
    if photos and form.photos:
        answers[form.photos[0]] = [str(photo) for photo in photos]


def _checked(procedure: Compiled, answers: Mapping[str, JSON], actor: Actor) -> None:
    filers = procedure.procedure.filers
    roles = actor.roles if isinstance(actor, Member) else frozenset[str]()
    if ANYONE not in filers and filers.isdisjoint(roles):
        raise Refused(_("Bạn cần đăng nhập với vai được nộp hồ sơ này."))
    asked = procedure.asked_at_filing
    given = {name: v for name, v in answers.items() if name != "title" or name in asked}
    if found := faults(procedure.form, given, asked):
        raise Invalid(words.sentences(procedure.form, found))


def _prepared(found: Found, asked: Asked) -> Written:
    """Return the rows of a filing, checked and not yet written; raises what is wrong with it."""
    procedure, form = found.compiled, asked.answers
    _with_photos(procedure.form, form, asked.photos)
    _checked(procedure, form, asked.actor)
    case, basis = _case(found, asked)
    setting = Setting(procedure, found.calendar, asked.now)
    step = build_step(case, setting, procedure.procedure.first, {})
    photos = evidence(procedure.form, form, case, None, asked.now)
    terms = Terms(case.number, case.promised_at, basis)
    entry = Entry(
        "cases.case.filed",
        f"case:{case.pk}",
        data={
            "procedure": procedure.name,
            "bundle": procedure.hash,
            "step": step.name,
            "promise": terms.data(asked.now),
        },
        commitments={"form": written(form)},
    )
    return Written(asked, case, step, photos, basis, Told(entry, asked.actor, asked.now))


def _write(rows: Sequence[Written]) -> Sequence[Recorded]:
    """Write cases, steps, evidence and events in one trip; return the events."""
    if not rows:
        return []
    with _pipeline():
        insert_rows([row.case for row in rows])
        insert_rows([row.step for row in rows])
        insert_rows([photo for row in rows for photo in row.photos])
        return record_told([row.told for row in rows])


def _filed(row: Written, event: Recorded) -> Filed:
    """Return what the reporter takes home."""
    case, asked = row.case, row.asked
    secret = secret_for(asked.key)
    return Filed(
        case.pk, case.number, secret, asked.now, case.due_at, row.basis, event.id, event.body
    )


def _case(found: Found, asked: Asked) -> tuple[Case, str]:
    """Return the case to be written, and the sentence of what its limit rests on."""
    form, day, procedure = asked.answers, _day(asked), found.compiled
    place = _place(form, asked.now)
    category, priority = str(form.get("category") or ""), str(form.get("priority") or "")
    about = {"category": category, "priority": priority, "place": str(form.get("place") or "")}
    applied = procedure.limit(procedure.vocabulary.values(about, form, {}), on=day)
    due = clocks.promised(found.calendar, asked.now, applied.row.limit)
    prefix = procedure.procedure.number
    number = numbers.number_of(next(found.counts), prefix, day.year, pepper=settings.SECRET_KEY)
    title = _title(procedure.form, form)
    case = Case(
        bundle_id=procedure.bundle_id,
        number=number,
        secret_hash=hash_of(secret_for(asked.key)),
        key_hash=asked.hashed,
        title=title,
        folded=fold(f"{number} {title}"),
        category=category,
        priority=priority,
        unit_id=_unit(form, asked.now),
        place_id=place,
        latitude=_degrees(form.get("latitude")),
        longitude=_degrees(form.get("longitude")),
        form={k: v for k, v in form.items() if k not in COLUMNS and not is_empty(v)},
        reporter_id=asked.reporter,
        filed_by=asked.actor.ref,
        filed_at=asked.now,
        promised_at=due.at,
        due_at=due.at,
        limit={"applied": applied.as_data(), "due": due.as_data()},
        calendar=found.calendar.version,
        demonstration=asked.demonstration,
    )
    # The promise is a formal paper: it speaks Vietnamese whatever the reader's language.
    with translation.override("vi"):
        return case, words.row_words(applied.row, province_name(day)["vi"])


def _degrees(value: JSON) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _place(form: Mapping[str, JSON], now: datetime) -> int | None:
    return _unit_of("place", form, now, _("Hãy chọn xã, phường trong danh sách."))


def _unit(form: Mapping[str, JSON], now: datetime) -> int | None:
    return _unit_of("unit", form, now, _("Hãy chọn một đơn vị đang hoạt động."))


def _unit_of(field: str, form: Mapping[str, JSON], now: datetime, cure: str) -> int | None:
    code = form.get(field)
    if not code:
        return None
    try:
        return id_of(str(code), timezone.localdate(now))
    except NoSuchUnitError:
        raise Invalid({field: cure}) from None


def _title(form: Form, answers: Mapping[str, JSON]) -> str:
    """Return the title given, else the beginning of the first words written."""
    written = [answers.get(name) for name, q in form.properties.items() if q.type == "string"]
    own = answers.get("title")
    text = own or next((w for w in written if isinstance(w, str) and " " in w.strip()), "")
    words_ = " ".join(str(text).split())
    if len(words_) <= LONGEST_TITLE:
        return words_ or _("Hồ sơ không tiêu đề")
    return words_[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" .,;:–-") + "…"
