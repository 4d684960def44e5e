"""Single calls, and what is known of whoever calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from tinhso.kernel.cases.models import Case
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.actors import Member
from tinhso.kernel.people.queries import find_by_phone
from tinhso.kernel.people.rules import NotAPhoneNumberError, mask_phone
from tinhso.systems.hotline.queries import PROCEDURE

from .. import sealed
from ..models import Call

SHOWN_CASES = 3
SHOWN_HERE = 4
SHOWN_NAMES = 3


def call(call_id: UUID) -> Call | None:
    """Return one call with its operator and its case, or None."""
    found = Call.objects.select_related("operator", "case__place", "unit", "returns")
    return found.filter(pk=call_id).first()


def open_call(actor: Actor) -> Call | None:
    """Return the call that an operator took last and has not ended, or None."""
    if not isinstance(actor, Member):
        return None
    mine = Call.objects.filter(operator_id=actor.account_id, ended_at=None)
    return mine.order_by("-begun_at").first()


def ended_after(earlier: UUID, actor: Actor) -> int:
    """Return how many calls an operator has ended that called back, or went on after, another."""
    if not isinstance(actor, Member):
        return 0
    mine = Call.objects.filter(operator_id=actor.account_id, ended_at__isnull=False)
    return mine.filter(Q(returns_id=earlier) | Q(follows_id=earlier)).count()


def number_of(found: Call) -> str:
    """Return a call's number in E.164, "" where the caller hid it.

    For the operator's own call while it lasts; lists show `masked`.
    """
    return sealed.unseal(sealed.NUMBER, found.pk, found.number)


def masked(found: Call) -> str:
    """Return a call's number as it may stand on a list: "0912 *** 456"."""
    return mask_phone(number_of(found))


def note_of(found: Call) -> str:
    """Return what the operator wrote down about a call."""
    return sealed.unseal(sealed.NOTE, found.pk, found.note)


def draft_of(found: Call) -> dict[str, str]:
    """Return what the operator has typed so far, by the names of the fields."""
    return sealed.unseal_draft(found.pk, found.draft)


@dataclass(frozen=True)
class Caller:
    """What is known of a number: the persons who gave it, newest first, their cases, the calls."""

    persons: tuple[UUID, ...]
    cases: tuple[Case, ...]
    calls_before: int


def caller(number: str, *, besides: UUID | None = None) -> Caller:
    """Return what is known of a number in E.164; nothing is read of anybody's personal data.

    Earlier cases are those filed by a person with this number, and those that calls from it led
    to. `besides` is the call that is under way. Three queries, none for a hidden number.
    """
    if not number:
        return Caller((), (), 0)
    try:
        persons = find_by_phone(number)
    except NotAPhoneNumberError:
        persons = []
    calls = Call.objects.filter(number_index__in=sealed.indexes(number))
    if besides:
        calls = calls.exclude(pk=besides)
    before = list(calls.values_list("case_id", flat=True))
    told = {case for case in before if case is not None}
    cases = reports().filter(Q(reporter_id__in=persons) | Q(pk__in=told)).order_by("-filed_at")
    return Caller(tuple(reversed(persons[-SHOWN_NAMES:])), tuple(cases[:SHOWN_CASES]), len(before))


def reports() -> QuerySet[Case]:
    """Return the hotline's cases with their places and units, for lists of staff."""
    return Case.objects.filter(bundle__name=PROCEDURE).select_related("place", "unit")


def open_here(commune: int, *, category: str = "") -> Sequence[Case]:
    """Return the newest cases that nobody has answered yet in a commune, of a category if given."""
    found = reports().filter(place_id=commune, answered_at=None, closed_at=None)
    if category:
        found = found.filter(category=category)
    return tuple(found.order_by("-filed_at")[:SHOWN_HERE])


def has_demonstration() -> bool:
    """Tell whether made-up calls stand in the log."""
    return Call.objects.filter(demonstration=True).exists()
