"""The worklist: what somebody may act on, by due time, in one query."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Func, OuterRef, Q, QuerySet
from django.utils import timezone

from tinhso.kernel.cases.models import Case, Mention, Step
from tinhso.kernel.cases.queries import rights
from tinhso.kernel.cases.queries.bundles import compiled
from tinhso.kernel.cases.words import here
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units.names import fold

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
SOON = timedelta(hours=24)
BY_DUE: Final = ("due_at", "pk")
WAITING = Q(paused_at__isnull=False)
# What a line of the list says; forms, reasons and the rest of a case stay where they are.
SHOWN: Final = (
    *("name", "due_at", "pause_until", "reminded_at"),
    *("case__bundle_id", "case__number", "case__title", "case__category", "case__priority"),
    *("case__filed_at", "case__due_at", "case__hops", "case__demonstration"),
    *("case__latitude", "case__longitude", "case__place__name_vi", "case__place__name_en"),
    *("unit__kind", "unit__name_vi", "unit__name_en", "assignee__username"),
)
State: TypeAlias = Literal["all", "late", "soon", "waiting", "mine", "named"]
STATES: tuple[State, ...] = ("all", "late", "soon", "waiting", "mine", "named")


@dataclass(frozen=True)
class Filters:
    """What of the worklist is wanted; `text` is looked for in numbers and titles.

    `place` and `unit` (that the step lies with) are codes.
    """

    state: State = "all"
    procedure: str = ""
    category: str = ""
    text: str = ""
    place: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Work:
    """One open step on somebody's list.

    `is_escalated`: it is late and was shown to them. `is_tomorrow`: it is due on the next day.
    `in_place_of` names the absent colleague it is theirs by; `assignee` whom it was given to.
    """

    step_id: UUID
    number: str
    title: str
    procedure: str
    step: str
    category: str
    priority: str
    place: str
    unit: str
    filed_at: datetime
    due_at: datetime | None
    promise_at: datetime
    is_late: bool
    is_soon: bool
    waits_until: datetime | None
    is_mine: bool
    is_assigned: bool
    is_escalated: bool
    is_tomorrow: bool
    is_named: bool
    in_place_of: str
    assignee: str
    reminded_at: datetime | None
    hops: int
    latitude: float | None
    longitude: float | None
    demonstration: bool


@dataclass(frozen=True)
class Page:
    """A part of the list; `after` leads to the next one, None at the end."""

    works: tuple[Work, ...]
    after: str | None


def worklist(
    actor: Actor, filters: Filters, *, now: datetime, after: str | None = None, size: int = 30
) -> Page:
    """Return the open steps that the actor may act on, those due first. One query.

    `after` is a page's own word for where it ended; a wrong one begins at the beginning.
    """
    who = rights.Standing.of(actor)
    open_ = narrowed(Step.objects.filter(closed_at=None), filters, who, now)
    if place := _place(after):
        open_ = open_.filter(_beyond(*place))
    # Open ones again: else a small province's planner reads every step there ever was.
    steps = Step.objects.filter(closed_at=None, pk__in=_first(open_, who, size + 1)).annotate(
        shown=rights.flag(rights.escalated(who)),
        named=rights.flag(named(who)),
        stands_for=rights.stands_for(who),
    )
    found = list(
        steps.select_related("case", "case__place", "unit", "assignee")
        .only(*SHOWN)
        .order_by(*BY_DUE)[: size + 1]
    )
    works = tuple(_work(step, who, now) for step in found[:size])
    more = found[size - 1] if len(found) > size else None
    return Page(works, f"{(more.due_at or NEVER).isoformat()}_{more.pk}" if more else None)


def _first(open_: QuerySet[Step], who: rights.Standing, most: int) -> QuerySet[Any, Any]:
    """Return the ids of the first steps of these that somebody may act on, `most` a unit.

    Each unit's are walked in the order of their dues and no further than needed, so that it costs
    the same whether a unit has twenty or ten thousand, and whatever the others have.
    """
    here = open_.filter(rights.lying(who), unit_id=OuterRef("pk")).order_by(*BY_DUE)
    units = rights.within(who).annotate(first=ArraySubquery(here.values("pk")[:most]))
    raised = open_.filter(rights.raised(who)).order_by(*BY_DUE).values_list("pk")[:most]
    return units.values_list(Func("first", function="unnest")).union(raised)


def _beyond(due: datetime, step: UUID) -> Q:
    """Return the condition of coming after a place on the list, where no due comes last."""
    if due == NEVER:
        return Q(due_at=None, pk__gt=step)
    return Q(due_at__gt=due) | Q(due_at=due, pk__gt=step) | Q(due_at=None)


def narrowed(
    steps: QuerySet[Step], filters: Filters, who: rights.Standing, now: datetime
) -> QuerySet[Step]:
    """Return those of the steps that the filters ask for."""
    asked = {
        "case__bundle__name": filters.procedure,
        "case__category": filters.category,
        "case__place__code": filters.place,
        "unit__code": filters.unit,
    }
    steps = steps.filter(**{column: value for column, value in asked.items() if value})
    if filters.text.strip():
        held = Case.objects.filter(closed_at=None, folded__contains=fold(filters.text.strip()))
        steps = steps.filter(case__in=held)
    match filters.state:
        case "late":
            return steps.filter(_late(now))
        case "soon":
            return steps.filter(_soon(now))
        case "waiting":
            return steps.filter(WAITING)
        case "mine":
            return steps.filter(rights.mine(who))
        case "named":
            return steps.filter(named(who))
        case "all":
            return steps


def named(who: rights.Standing) -> Q:
    """Return the condition of steps in whose case somebody is called on and hasn't answered."""
    if who.account_id is None:
        return rights.NOBODY
    waiting = Mention.objects.filter(account_id=who.account_id, settled_at=None)
    return Q(case_id__in=waiting.values("note__case_id"))


def counts(actor: Actor, *, now: datetime, bound: int = 1000) -> dict[State, int]:
    """Return how many steps each state of the list holds, counting to `bound` + 1. One query."""
    who = rights.Standing.of(actor)
    first = _first(Step.objects.filter(closed_at=None), who, bound + 1)
    open_ = Step.objects.filter(closed_at=None, pk__in=first).annotate(
        is_mine=rights.flag(rights.mine(who)), is_named=rights.flag(named(who))
    )
    which: dict[State, Q] = {
        "all": Q(),
        "late": _late(now),
        "soon": _soon(now),
        "waiting": WAITING,
        "mine": Q(is_mine=True),
        "named": Q(is_named=True),
    }
    # Counted there: a thousand rows brought here to be counted cost more than the whole list.
    counted = open_[: bound + 1].aggregate(
        **{state: Count("pk", filter=condition or None) for state, condition in which.items()}
    )
    return {state: counted[state] for state in STATES}


def _late(now: datetime) -> Q:
    return Q(due_at__lt=now, paused_at=None)


def _soon(now: datetime) -> Q:
    return Q(due_at__range=(now, now + SOON), paused_at=None)


def _work(step: Step, who: rights.Standing, now: datetime) -> Work:
    case, procedure = step.case, compiled(step.case.bundle_id)
    declared = procedure.procedure.steps.get(step.name)
    waits = step.pause_until
    running = step.due_at is not None and waits is None
    absent = getattr(step, "stands_for", None)
    holds = who.account_id if absent is None else absent
    return Work(
        step_id=step.pk,
        number=case.number,
        title=case.title,
        procedure=here(procedure.procedure.title),
        step=here(declared.title) if declared else step.name,
        category=case.category,
        priority=case.priority,
        place=case.place.title if case.place else "",
        unit=step.unit.body_title if step.unit else "",
        filed_at=case.filed_at,
        due_at=step.due_at,
        promise_at=case.due_at,
        is_late=running and step.due_at is not None and step.due_at < now,
        is_soon=running and step.due_at is not None and now <= step.due_at <= now + SOON,
        waits_until=waits,
        is_mine=step.assignee_id is not None and step.assignee_id == holds,
        is_assigned=step.assignee_id is not None,
        is_escalated=bool(getattr(step, "shown", False)),
        is_tomorrow=running and step.due_at is not None and _is_tomorrow(step.due_at, now),
        is_named=bool(getattr(step, "named", False)),
        in_place_of=_absent_name(who, absent),
        assignee=step.assignee.username if step.assignee else "",
        reminded_at=step.reminded_at,
        hops=case.hops,
        latitude=case.latitude,
        longitude=case.longitude,
        demonstration=case.demonstration,
    )


def _absent_name(who: rights.Standing, absent: int | None) -> str:
    return next((other.name for other in who.others if other.account_id == absent), "")


def _is_tomorrow(due: datetime, now: datetime) -> bool:
    return timezone.localdate(due) == timezone.localdate(now) + timedelta(days=1)


def _place(after: str | None) -> tuple[datetime, UUID] | None:
    try:
        moment, _, step = (after or "").partition("_")
        return datetime.fromisoformat(moment), UUID(step)
    except ValueError:
        return None
