"""Every write of the calls: begun, kept while it lasts, ended with what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.models import Case, Step
from tinhso.kernel.cases.queries import Filed, filed_before
from tinhso.kernel.cases.rules.numbers import normal_number
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.actions import reseal
from tinhso.kernel.people.actors import Member
from tinhso.kernel.people.rules import normal_phone, normal_text
from tinhso.systems.hotline import actions as hotline
from tinhso.systems.hotline.queries import PROCEDURE

from ..alike import actions as alike
from . import sealed
from .errors import CallEndedError, NoSuchReportError, NotAtDeskError, NotYoursError
from .models import Call
from .queries.desks import TAKE, desk_for

Outcome = Call.Outcome
# What ends a call without a report; the two with one have an action of their own.
WITHOUT_REPORT = (
    Outcome.INFORMED,
    Outcome.LED_ELSEWHERE,
    Outcome.WRONG_NUMBER,
    Outcome.ABANDONED,
)
SEALED = ("number", "number_index", "note", "draft")
NOT_SERVED = (Outcome.MISSED, Outcome.ABANDONED)


@dataclass(frozen=True)
class Ringing:
    """A call as it comes in: a number however it was written, "" where the caller hides it.

    `returns` is the unserved call that this one calls back, `follows` the one in which the same
    caller told something else before.
    """

    number: str = ""
    returns: UUID | None = None
    follows: UUID | None = None


@dataclass(frozen=True)
class Classification:
    """What an operator decided while listening; codes as the procedure's fields name them."""

    category: str
    priority: str
    unit: str


@dataclass(frozen=True)
class Told:
    """What a caller told: the report, and its classification where the operator made one."""

    report: hotline.NewReport
    classification: Classification | None = None


def begin(ringing: Ringing, *, key: str, actor: Actor, now: datetime) -> tuple[Call, bool]:
    """Begin a call and return it, and whether it is new: the same key begins once an operator.

    Raises NotAtDeskError, NotAPhoneNumberError; NotYoursError where `returns` or `follows` names
    a call of another desk, or none.
    """
    unit = desk_for(actor, TAKE, now=now)
    if unit is None or not isinstance(actor, Member):
        raise NotAtDeskError
    with transaction.atomic():
        number = _number_for(ringing, unit)
        call = Call(
            key=key,
            operator_id=actor.account_id,
            unit_id=unit,
            begun_at=now,
            returns_id=ringing.returns,
            follows_id=ringing.follows,
        )
        _seal_number(call, number)
        kept, is_new = _kept(call)
        if is_new:
            if ringing.returns:
                _settle(Call.objects.filter(pk=ringing.returns), now)
            _tell("hotline.call.begun", kept, actor, now, returns=ringing.returns)
    return kept, is_new


def _number_for(ringing: Ringing, unit: int) -> str:
    earlier = ringing.returns or ringing.follows
    if earlier is None:
        return normal_phone(ringing.number) if ringing.number.strip() else ""
    found = Call.objects.filter(pk=earlier, unit_id=unit).first()
    if found is None:
        raise NotYoursError
    return sealed.unseal(sealed.NUMBER, found.pk, found.number)


def _seal_number(call: Call, number: str) -> None:
    call.number = sealed.seal(sealed.NUMBER, call.pk, number)
    call.number_index = sealed.index(number)


def _kept(call: Call) -> tuple[Call, bool]:
    """Write a call unless its operator has begun one under its key; return the one that stands."""
    Call.objects.bulk_create([call], ignore_conflicts=True)
    kept = Call.objects.get(operator_id=call.operator_id, key=call.key)
    return kept, kept.pk == call.pk


def enter_missed(number: str, *, key: str, actor: Actor, now: datetime) -> Call:
    """Enter a call that nobody could take, to be called back; the same key enters it once.

    Raises NotAtDeskError, NotAPhoneNumberError.
    """
    unit = desk_for(actor, TAKE, now=now)
    if unit is None or not isinstance(actor, Member):
        raise NotAtDeskError
    call = Call(
        key=key,
        operator_id=actor.account_id,
        unit_id=unit,
        begun_at=now,
        ended_at=now,
        outcome=Outcome.MISSED,
    )
    _seal_number(call, normal_phone(number))
    with transaction.atomic():
        kept, is_new = _kept(call)
        if is_new:
            _tell("hotline.call.missed", kept, actor, now)
    return kept


def settle(call_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take a call off the list of those to be called back; raises NotAtDeskError, NotYoursError."""
    unit = desk_for(actor, TAKE, now=now)
    if unit is None:
        raise NotAtDeskError
    with transaction.atomic():
        call = Call.objects.select_for_update().filter(pk=call_id, unit_id=unit).first()
        if call is None:
            raise NotYoursError
        if call.outcome in NOT_SERVED and call.settled_at is None:
            _settle(Call.objects.filter(pk=call_id), now)
            _tell("hotline.call.settled", call, actor, now)


def keep_draft(call_id: UUID, draft: Mapping[str, str], *, actor: Actor, now: datetime) -> None:  # noqa: ARG001  every write says when
    """Keep, sealed, what has been typed so far. Raises NotYoursError, CallEndedError."""
    with transaction.atomic():
        call = _mine(call_id, actor)
        if call.ended_at is not None:
            raise CallEndedError
        Call.objects.filter(pk=call_id).update(draft=sealed.seal_draft(call.pk, draft))


def file(call_id: UUID, told: Told, *, key: str, actor: Actor, now: datetime) -> Filed:
    """File what a caller told, classify it where the operator did, and end the call: all or none.

    The same key gives the same again. Raises NotYoursError, CallEndedError, cases' Invalid by
    field.
    """
    with transaction.atomic():
        call = _mine(call_id, actor)
        if call.ended_at is not None:
            before = filed_before(key)
            if before is None or before.case_id != call.case_id:
                raise CallEndedError
            return before
        filed = hotline.file_report(told.report, key=key, actor=actor, now=now)
        if told.classification:
            _classify(filed, told.classification, actor, now)
        _end(call, Outcome.FILED, now, case=filed.case_id)
        _tell("hotline.call.ended", call, actor, now, number=filed.number)
        return filed


def _classify(filed: Filed, chosen: Classification, actor: Actor, now: datetime) -> None:
    step = Step.objects.get(case_id=filed.case_id, closed_at=None)
    form = {"category": chosen.category, "priority": chosen.priority, "unit": chosen.unit}
    cases.act(step.pk, "classify", form, actor=actor, now=now)


def link(
    call_id: UUID, number: str, told: Told | None, *, key: str, actor: Actor, now: datetime
) -> Filed | None:
    """Add the caller to a report that stands, and end the call.

    Who wants to hear the answer gets, from what was `told`, a report of their own that is answered
    together with the other one: what was filed is returned, the same for the same key. For anybody
    else nothing is filed. Raises NotYoursError, CallEndedError, NoSuchReportError, cases' Invalid.
    """
    with transaction.atomic():
        call = _mine(call_id, actor)
        lead = Case.objects.filter(number=normal_number(number), bundle__name=PROCEDURE).first()
        if lead is None:
            raise NoSuchReportError
        if call.ended_at is not None:
            return _linked_before(call, lead, key)
        filed = None
        if told is not None:
            filed = hotline.file_report(told.report, key=key, actor=actor, now=now)
            alike.link(filed.number, lead.number, actor=actor, now=now)
        _end(call, Outcome.LINKED, now, case=filed.case_id if filed else lead.pk)
        _tell("hotline.call.ended", call, actor, now, number=filed.number if filed else lead.number)
    return filed


def _linked_before(call: Call, lead: Case, key: str) -> Filed | None:
    """Return what linking gave when it was done first; raise CallEndedError if it was another."""
    filed = filed_before(key)
    if call.outcome != Outcome.LINKED or call.case_id != (filed.case_id if filed else lead.pk):
        raise CallEndedError
    return filed


def end(call_id: UUID, outcome: str, *, note: str = "", actor: Actor, now: datetime) -> Call:
    """End a call that led to no report; ending it so again changes nothing.

    Raises NotYoursError, CallEndedError; ValueError for an outcome that needs more than words.
    """
    if outcome not in WITHOUT_REPORT:
        raise ValueError(f"{outcome} is no outcome without a report")
    with transaction.atomic():
        call = _mine(call_id, actor)
        if call.ended_at is not None:
            if call.outcome == outcome:
                return call
            raise CallEndedError
        _end(call, outcome, now, note=note)
        _tell("hotline.call.ended", call, actor, now)
    return call


def take_over(past: Sequence[Call], *, actor: Actor, now: datetime) -> int:
    """Take over calls that lie in the past, whole; return how many. One event for all of them."""
    with transaction.atomic():
        Call.objects.bulk_create(past)
        record(
            "hotline.calls.taken_over",
            "hotline:calls",
            actor=actor,
            now=now,
            data={"calls": len(past)},
        )
    return len(past)


def rotate_keys(*, actor: Actor, now: datetime) -> int:
    """Seal numbers, notes and drafts under the active key; return of how many calls."""
    return reseal(Call.objects.all(), SEALED, _seal_anew, actor=actor, now=now)


def _seal_anew(call: Call) -> None:
    _seal_number(call, sealed.unseal(sealed.NUMBER, call.pk, call.number))
    call.note = sealed.seal(sealed.NOTE, call.pk, sealed.unseal(sealed.NOTE, call.pk, call.note))
    call.draft = sealed.seal_draft(call.pk, sealed.unseal_draft(call.pk, call.draft))


def _mine(call_id: UUID, actor: Actor) -> Call:
    """Lock a call of one's own; raises NotYoursError."""
    account = actor.account_id if isinstance(actor, Member) else None
    call = Call.objects.select_for_update().filter(pk=call_id, operator_id=account).first()
    if call is None:
        raise NotYoursError
    return call


def _end(
    call: Call,
    outcome: str,
    now: datetime,
    *,
    case: UUID | None = None,
    note: str = "",
) -> None:
    call.outcome, call.ended_at, call.draft = outcome, now, ""
    call.case_id = case
    call.note = sealed.seal(sealed.NOTE, call.pk, normal_text(note))
    call.save()
    if outcome not in NOT_SERVED and call.number_index:
        # Whoever has been served needs no call back for the times they didn't get through.
        number = sealed.unseal(sealed.NUMBER, call.pk, call.number)
        _settle(Call.objects.filter(number_index__in=sealed.indexes(number)), now)


def _settle(calls: QuerySet[Call], now: datetime) -> None:
    calls.filter(outcome__in=NOT_SERVED, settled_at=None).update(settled_at=now)


def _tell(kind: str, call: Call, actor: Actor, now: datetime, **more: object) -> None:
    """Record what happened to a call: its outcome and its report, never who called."""
    data = {"outcome": call.outcome or None, **{k: str(v) for k, v in more.items() if v}}
    record(kind, f"call:{call.pk}", actor=actor, now=now, data=data)
