"""Filing: the hot path. Two trips to the database: one to look, one to write and commit."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tinhso.kernel.calendar import queries as calendars
from tinhso.kernel.calendar.rules import WorkingCalendar
from tinhso.kernel.cases import words
from tinhso.kernel.cases.actions.inserting import insert_together
from tinhso.kernel.cases.actions.opening import Setting, build_step, evidence, written
from tinhso.kernel.cases.errors import CaseError, Invalid, NoSuchProcedure, Refused
from tinhso.kernel.cases.models import Case, Evidence
from tinhso.kernel.cases.procedures import Compiled
from tinhso.kernel.cases.queries.bundles import compiled
from tinhso.kernel.cases.queries.keys import Filed, filed, hash_of, secret_for
from tinhso.kernel.cases.queries.units import id_of, province_name
from tinhso.kernel.cases.rules import clocks, numbers
from tinhso.kernel.cases.rules.forms import COLUMNS, Form, faults, is_empty
from tinhso.kernel.cases.rules.language import ANYONE
from tinhso.kernel.declarations import JSON
from tinhso.kernel.ledger.actions import Entry, record_many
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.ledger.rules.receipts import Terms
from tinhso.kernel.people.actors import Member
from tinhso.kernel.units.names import fold
from tinhso.kernel.units.queries import NoSuchUnitError

LONGEST_TITLE = 80

# Two filings of one key wait for each other here, so that the second sees the first.
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
LOOK = """
SELECT
    (SELECT id FROM cases_bundle WHERE name = %s AND valid_from <= %s
     ORDER BY valid_from DESC, loaded_at DESC, id DESC LIMIT 1),
    (SELECT fingerprint FROM calendar_calendarversion WHERE valid_from <= %s
     ORDER BY valid_from DESC, id DESC LIMIT 1),
    (SELECT id FROM cases_case WHERE key_hash = %s),
    nextval('cases_number')
"""


@dataclass(frozen=True)
class Filing:
    """What is filed, with everything that was looked up for it."""

    compiled: Compiled
    calendar: WorkingCalendar
    form: Mapping[str, JSON]
    key: str
    actor: Actor
    now: datetime
    reporter: UUID | None
    demonstration: bool
    count: int


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
    gives the same case again. Raises Invalid (by field), Refused, NoSuchProcedure, CalendarEnds.
    """
    answers = dict(form) | {
        field: value
        for field, value in (("place", place), ("latitude", latitude), ("longitude", longitude))
        if value is not None
    }
    with transaction.atomic(savepoint=False):
        try:
            return _filed(name, answers, photos, key, actor, now, reporter, demonstration)
        except CaseError as error:
            # Nothing is written yet: whoever called within a transaction may go on with it.
            refused = error
    raise refused


def _filed(  # the parts of one filing
    name: str,
    answers: dict[str, JSON],
    photos: Sequence[UUID],
    key: str,
    actor: Actor,
    now: datetime,
    reporter: UUID | None,
    demonstration: bool,  # a column
) -> Filed:
    bundle_id, version, before, count = _look(name, key, now)
    if before is not None:
        return filed(Case.objects.get(pk=before), key)
    if bundle_id is None:
        raise NoSuchProcedure(f"no procedure “{name}” is in force: load the province")
    procedure = compiled(bundle_id)
    calendar = calendars.version(version) if version else calendars.current(now=now)
    _with_photos(procedure.form, answers, photos)
    _checked(procedure, answers, actor)
    filing = Filing(procedure, calendar, answers, key, actor, now, reporter, demonstration, count)
    return _write(filing)


def _look(name: str, key: str, now: datetime) -> tuple[int | None, str | None, UUID | None, int]:
    """Return bundle, calendar's version, the case filed before, and the count of a new one."""
    hashed = hash_of(key)
    with _pipeline(), connection.cursor() as lock, connection.cursor() as look:
        lock.execute(LOCK, [hashed])
        look.execute(LOOK, [name, timezone.localdate(now), now, hashed])
        bundle_id, calendar, before, count = look.fetchone()
    return bundle_id, calendar, before, count


@contextmanager
def _pipeline() -> Iterator[None]:
    """Send what follows in one trip; what goes wrong in it is raised at its end, as Django's."""
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def _with_photos(form: Form, answers: dict[str, JSON], photos: Sequence[UUID]) -> None:
    field = next((n for n, q in form.properties.items() if q.widget == "photos"), None)
    if photos and field:
        answers[field] = [str(photo) for photo in photos]


def _checked(procedure: Compiled, answers: Mapping[str, JSON], actor: Actor) -> None:
    filers = procedure.procedure.filers
    roles = actor.roles if isinstance(actor, Member) else frozenset[str]()
    if ANYONE not in filers and filers.isdisjoint(roles):
        raise Refused(_("Bạn cần đăng nhập với vai được nộp hồ sơ này."))
    asked = procedure.asked_at_filing
    given = {name: v for name, v in answers.items() if name != "title" or name in asked}
    if found := faults(procedure.form, given, asked):
        raise Invalid(words.sentences(procedure.form, found))


def _write(filing: Filing) -> Filed:
    case, basis = _case(filing)
    step = build_step(
        case,
        Setting(filing.compiled, filing.calendar, filing.now),
        filing.compiled.procedure.first,
        {},
    )
    photos = evidence(filing.compiled.form, filing.form, case, None, filing.now)
    terms = Terms(case.number, case.promised_at, basis)
    entry = Entry(
        "cases.case.filed",
        f"case:{case.pk}",
        data={
            "procedure": filing.compiled.name,
            "bundle": filing.compiled.hash,
            "step": step.name,
            "promise": terms.data(filing.now),
        },
        commitments={"form": written(filing.form)},
    )
    with _pipeline():
        insert_together(case, step)
        if photos:
            Evidence.objects.bulk_create(photos)
        recorded = record_many([entry], actor=filing.actor, now=filing.now)[0]
    secret = secret_for(filing.key)
    return Filed(
        case.pk, case.number, secret, filing.now, case.due_at, basis, recorded.id, recorded.body
    )


def _case(filing: Filing) -> tuple[Case, str]:
    """Return the case to be written, and the sentence of what its limit rests on."""
    form, day = filing.form, timezone.localdate(filing.now)
    place = _place(form, filing.now)
    category, priority = str(form.get("category") or ""), str(form.get("priority") or "")
    about = {"category": category, "priority": priority, "place": str(form.get("place") or "")}
    values = filing.compiled.vocabulary.values(about, form, {})
    applied = filing.compiled.limit(values, on=day)
    due = clocks.promised(filing.calendar, filing.now, applied.row.limit)
    prefix = filing.compiled.procedure.number
    number = numbers.number_of(filing.count, prefix, day.year, pepper=settings.SECRET_KEY)
    title = _title(filing.compiled.form, form)
    case = Case(
        bundle_id=filing.compiled.bundle_id,
        number=number,
        secret_hash=hash_of(secret_for(filing.key)),
        key_hash=hash_of(filing.key),
        title=title,
        folded=fold(f"{number} {title}"),
        category=category,
        priority=priority,
        unit_id=_unit(form, filing.now),
        place_id=place,
        latitude=_degrees(form.get("latitude")),
        longitude=_degrees(form.get("longitude")),
        form={k: v for k, v in form.items() if k not in COLUMNS and not is_empty(v)},
        reporter_id=filing.reporter,
        filed_by=filing.actor.ref,
        filed_at=filing.now,
        promised_at=due.at,
        due_at=due.at,
        limit={"applied": applied.as_data(), "due": due.as_data()},
        calendar=filing.calendar.version,
        demonstration=filing.demonstration,
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
    return words_[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
