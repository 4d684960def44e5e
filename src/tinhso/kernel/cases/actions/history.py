"""Taking over cases that ran elsewhere, with the way they went: many at once, told as such."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from tinhso.kernel.calendar import queries as calendars
from tinhso.kernel.cases.actions.opening import Setting
from tinhso.kernel.cases.models import Case, Step, new_id
from tinhso.kernel.cases.queries.bundles import in_force
from tinhso.kernel.cases.queries.keys import hash_of, secret_for
from tinhso.kernel.cases.rules import clocks, numbers
from tinhso.kernel.cases.rules.forms import COLUMNS
from tinhso.kernel.declarations import JSON
from tinhso.kernel.ledger.actions import Entry, record_many
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units.names import fold

BATCH = 1000


@dataclass(frozen=True)
class PastStep:
    """A step as it went: open while `closed_at` is None; `closed_by` is an actor's reference."""

    name: str
    opened_at: datetime
    unit_id: int | None = None
    closed_at: datetime | None = None
    closed_by: str = ""
    outcome: str = ""
    entered: Mapping[str, JSON] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class PastCase:
    """A case that ran elsewhere. `key` is its own there: the same key is taken over once."""

    key: str
    title: str
    form: Mapping[str, JSON]
    filed_at: datetime
    steps: Sequence[PastStep]
    category: str = ""
    priority: str = ""
    unit_id: int | None = None
    place_id: int | None = None
    place_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    hops: int = 0
    closed_at: datetime | None = None
    outcome: str = ""
    rating: int | None = None


def take_over(
    name: str,
    past: Sequence[PastCase],
    *,
    actor: Actor,
    now: datetime,
    demonstration: bool = False,
) -> list[UUID]:
    """Enter cases that ran before, each with its steps; return their ids in the order given.

    Their due dates are reckoned from when they were filed, by the procedure and the calendar in
    force now. The ledger says of each that it was taken over today, not that it happened before
    its eyes: there is no promise. Cases whose key is known are left out. Raises NoSuchProcedure.
    """
    compiled = in_force(name, now=now)
    setting = Setting(compiled, calendars.current(now=now), now)
    taken: list[UUID] = []
    for start in range(0, len(past), BATCH):
        taken += _take(past[start : start + BATCH], setting, actor, demonstration)
    return taken


@transaction.atomic
def _take(
    past: Sequence[PastCase], setting: Setting, actor: Actor, demonstration: bool
) -> list[UUID]:
    hashes = {one.key: hash_of(one.key) for one in past}
    known = set(
        Case.objects.filter(key_hash__in=hashes.values()).values_list("key_hash", flat=True)
    )
    fresh = [one for one in past if hashes[one.key] not in known]
    counts = numbers_wanted(len(fresh))
    cases = [
        _case(one, setting, actor, count, demonstration=demonstration)
        for one, count in zip(fresh, counts, strict=True)
    ]
    Case.objects.bulk_create(cases)
    Step.objects.bulk_create(
        _step(step, case, setting)
        for one, case in zip(fresh, cases, strict=True)
        for step in one.steps
    )
    record_many(
        [
            Entry(
                "cases.case.taken_over",
                f"case:{case.pk}",
                data={"procedure": setting.compiled.name, "demonstration": demonstration},
            )
            for case in cases
        ],
        actor=actor,
        now=setting.now,
    )
    return [case.pk for case in cases]


def numbers_wanted(many: int) -> list[int]:
    """Return so many new counts, of which public numbers are made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_number') FROM generate_series(1, %s)", [many])
        return [count for (count,) in cursor.fetchall()]


def _case(
    one: PastCase, setting: Setting, actor: Actor, count: int, *, demonstration: bool
) -> Case:
    compiled, day = setting.compiled, timezone.localdate(one.filed_at)
    about = {"category": one.category, "priority": one.priority, "place": one.place_code}
    values = compiled.vocabulary.values(about, one.form, {})
    applied = compiled.limit(values, on=day)
    due = clocks.promised(setting.calendar, one.filed_at, applied.row.limit)
    prefix = compiled.procedure.number
    number = numbers.number_of(count, prefix, day.year, pepper=settings.SECRET_KEY)
    handled = [step.closed_at for step in one.steps if step.unit_id is not None]
    answered = max((at for at in handled if at), default=None) if all(handled) else None
    return Case(
        id=new_id(),
        bundle_id=compiled.bundle_id,
        number=number,
        secret_hash=hash_of(secret_for(one.key)),
        key_hash=hash_of(one.key),
        title=one.title,
        folded=fold(f"{number} {one.title}"),
        category=one.category,
        priority=one.priority,
        unit_id=one.unit_id,
        place_id=one.place_id,
        latitude=one.latitude,
        longitude=one.longitude,
        form=dict(one.form),
        fields={k: v for s in one.steps for k, v in s.entered.items() if k not in COLUMNS},
        filed_by=actor.ref,
        filed_at=one.filed_at,
        promised_at=due.at,
        due_at=due.at,
        limit={"applied": applied.as_data(), "due": due.as_data()},
        calendar=setting.calendar.version,
        hops=one.hops,
        answered_at=answered,
        closed_at=one.closed_at,
        outcome=one.outcome,
        rating=one.rating,
        demonstration=demonstration,
    )


def _step(past: PastStep, case: Case, setting: Setting) -> Step:
    declared = setting.compiled.step(past.name)
    times = clocks.step_times(setting.calendar, declared, past.opened_at, case.due_at)
    escalations = setting.compiled.escalations(past.name)
    still_open = past.closed_at is None
    return Step(
        case_id=case.pk,
        name=past.name,
        role=" ".join(declared.owner.roles) if declared.owner else "",
        unit_id=past.unit_id,
        opened_at=past.opened_at,
        due_at=times.due_at,
        lapse_at=times.lapse_at,
        calendar=setting.calendar.version,
        escalate_at=clocks.next_escalation(setting.calendar, escalations, 0, times.due_at)
        if still_open
        else None,
        closed_at=past.closed_at,
        closed_by=past.closed_by,
        outcome=past.outcome,
        entered=dict(past.entered),
        reason=past.reason,
    )
