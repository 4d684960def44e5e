"""Every write of the month: rounds follow the ledger, and a month is made once for each content."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from tinhso.kernel.calendar import queries as calendars
from tinhso.kernel.calendar.rules import CalendarEndsError, elapsed
from tinhso.kernel.cases.models import Case
from tinhso.kernel.declarations import fingerprint
from tinhso.kernel.ledger import queries as ledger
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.systems.hotline.models import Follower

from . import queries
from .models import Edition, Round
from .rules import rounds as rules
from .rules.windows import Window

NUMBERING = 0x6D6F6E74
"""The key under which the editions of one month are numbered one after another."""
KEY = ("case", "nth")
COLUMNS = [
    field.attname
    for field in Round._meta.concrete_fields  # noqa: SLF001  Django's own name for it
    if not field.primary_key
]
KEEP = """
INSERT INTO hotline_monthly_keptround (edition_id, {columns})
SELECT %s, {columns} FROM ({rounds}) AS kept
"""


def follow(*, now: datetime, limit: int = 2000) -> int:
    """Bring the rounds up to the sealed ledger and return how many events were read.

    Reads sealed positions in order, at least once; writing a case's rounds twice changes nothing.
    """
    with transaction.atomic():
        Follower.objects.get_or_create(name=queries.FOLLOWER)
        follower = Follower.objects.select_for_update().get(name=queries.FOLLOWER)
        events = ledger.sealed_after(follower.position, limit)
        if not events:
            return 0
        subjects = {
            event.subject
            for event in events
            if event.kind.startswith("cases.") and event.subject.startswith("case:")
        }
        project([UUID(subject.removeprefix("case:")) for subject in subjects], now=now)
        follower.position = events[-1].position
        follower.save(update_fields=["position"])
    return len(events)


def project(case_ids: Sequence[UUID], *, now: datetime) -> None:  # noqa: ARG001
    """Write the rounds of these cases as they stand."""
    Round.objects.bulk_create(
        [row for case in queries.cases(case_ids) for row in _rounds(case)],
        update_conflicts=True,
        unique_fields=list(KEY),
        update_fields=[
            field.name
            for field in Round._meta.concrete_fields  # noqa: SLF001  as above
            if not field.primary_key and field.name not in KEY
        ],
    )


def _rounds(case: Case) -> Iterator[Round]:
    steps = (
        rules.Step(one.name, one.unit_id, one.opened_at, one.closed_at, one.outcome)
        for one in case.steps.all()
    )
    found = rules.rounds(
        case.filed_at,
        steps,
        unit=case.unit_id,
        closed_at=case.closed_at,
        outcome=case.outcome,
    )
    for one in found:
        ends_the_case = one.nth == len(found) and one.reply in {"agreed", "lapsed"}
        yield Round(
            case=case,
            nth=one.nth,
            number=case.number,
            category=case.category,
            priority=case.priority,
            channel=str(case.form.get("channel", ""))[:20],
            commune_id=case.place_id,
            unit_id=one.unit,
            opened_at=one.opened_at,
            due_at=case.due_at,
            closed_at=one.closed_at,
            ended=one.ended,
            reply=one.reply,
            replied_at=one.replied_at,
            stars=case.rating if ends_the_case else None,
            hops=case.hops,
            minutes=_minutes(case, one) if one.nth == 1 else None,
            demonstration=case.demonstration,
        )


def _minutes(case: Case, one: rules.Round) -> int | None:
    """Return the office minutes to the first answer, in the calendar of the day of filing."""
    if one.closed_at is None or one.ended != rules.ANSWERED:
        return None
    try:
        took = elapsed(calendars.version(case.calendar), case.filed_at, one.closed_at)
    except CalendarEndsError:
        return None
    return int(took / timedelta(minutes=1))


@transaction.atomic
def make_edition(
    content: Mapping[str, Any], *, actor: Actor, now: datetime
) -> tuple[Edition, bool]:
    """Keep a month's content with the rounds behind it; return the edition and whether it is new.

    The same content again gives the edition that is kept; another content is a correction under
    the next number. `content` is {"figures", "paper"} as `making.content` gives it.
    """
    figures = content["figures"]
    month, mark = figures["month"], fingerprint(content)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [NUMBERING, month])
    alike = Edition.objects.filter(month=month)
    known = alike.filter(sha256=mark).first()
    if known is not None:
        return known, False
    last = alike.aggregate(last=Max("number"))["last"] or 0
    window = Window(
        datetime.fromisoformat(figures["since"]), datetime.fromisoformat(figures["until"])
    )
    edition = Edition.objects.create(
        month=month,
        number=last + 1,
        since=window.since,
        until=window.until,
        content=content,
        sha256=mark,
        made_by=actor.ref,
        made_at=now,
    )
    _keep(edition, window)
    record(
        "hotline.month.made",
        f"hotline_month:{month}",
        actor=actor,
        now=now,
        data={"month": month, "number": edition.number, "sha256": mark},
    )
    return edition, True


def _keep(edition: Edition, window: Window) -> None:
    chosen = queries.live().filter(queries.touched(window)).values(*COLUMNS)
    inner, values = chosen.query.sql_with_params()
    statement = KEEP.format(columns=", ".join(COLUMNS), rounds=inner)
    with connection.cursor() as cursor:
        cursor.execute(statement, [edition.pk, *values])
