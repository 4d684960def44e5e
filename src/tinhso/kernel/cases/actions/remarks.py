"""Remarks on a case: words beside its way, colleagues named in them, and urging who works on it."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.kernel.cases.actions.acting import hold
from tinhso.kernel.cases.errors import Invalid, Refused
from tinhso.kernel.cases.models import Case, Mention, Note, Step
from tinhso.kernel.cases.queries.keys import Reporter
from tinhso.kernel.cases.queries.rights import deeds_of
from tinhso.kernel.cases.rules.rights import Deed
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.actors import Member
from tinhso.kernel.people.queries import members_of

LONGEST_NOTE = 4000
AGAIN = timedelta(minutes=1)
NAMED = re.compile(r"(?<![\w.@-])@([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)")


@transaction.atomic
def note(case_id: UUID, text: str, *, audience: str, actor: Actor, now: datetime) -> Note:
    """Add a remark; a reporter's is always for staff and reporter. Raises Refused, Invalid.

    In a remark for staff "@name" calls on whoever holds a post where an open step lies. It
    settles what the writer was called on for in this case.
    """
    case = Case.objects.get(pk=case_id)
    if Deed.REMARK not in deeds_of(case, actor):
        raise Refused(_("Hồ sơ này không thuộc phần việc của bạn."))
    words = _checked(text)
    who = Note.Audience.REPORTER if isinstance(actor, Reporter) else Note.Audience(audience)
    made = remark(case, words, who, actor=actor, now=now)
    named = _named(case, words, now) if who == Note.Audience.STAFF else []
    _mention(made, named)
    _settle(case, actor, now)
    record(
        "cases.case.noted",
        f"case:{case.pk}",
        actor=actor,
        now=now,
        data={"audience": str(who), "named": [f"account:{pk}" for pk in named]},
        commitments={"text": words},
    )
    return made


@transaction.atomic
def remind(step_id: UUID, text: str, *, actor: Actor, now: datetime) -> Step:
    """Urge whoever works on a step: a remark for staff, and a sign on their worklist.

    Once a minute, so that what was sent twice urges once. Raises Refused, AlreadyDone, Invalid.
    """
    held = hold(step_id, actor=actor, now=now)
    held.require(Deed.REMIND)
    step, words = held.step, _checked(text)
    if step.reminded_at is not None and now - step.reminded_at < AGAIN:
        raise Invalid({"text": _("Việc này vừa được nhắc. Muốn nhắc thêm, hãy đợi một phút.")})
    step.reminded_at = now
    step.save(update_fields=["reminded_at"])
    made = remark(held.case, words, Note.Audience.STAFF, actor=actor, now=now)
    _mention(made, [step.assignee_id] if step.assignee_id is not None else [])
    record(
        "cases.step.reminded",
        f"case:{held.case.pk}",
        actor=actor,
        now=now,
        data={"step": step.name, "unit": step.unit_id, **held.in_place_of},
        commitments={"text": words},
    )
    return step


@transaction.atomic
def put_by(case_id: UUID, *, actor: Actor, now: datetime) -> int:
    """Put by what somebody was called on for in a case; return how many remarks that were.

    Raises Refused for who doesn't read the case as a member of staff.
    """
    case = Case.objects.get(pk=case_id)
    if not isinstance(actor, Member) or Deed.READ not in deeds_of(case, actor):
        raise Refused(_("Hồ sơ này không thuộc phần việc của bạn."))
    return _settle(case, actor, now)


def remark(case: Case, text: str, audience: str, *, actor: Actor, now: datetime) -> Note:
    """Write a remark; who calls has checked the right to it, and tells the ledger."""
    return Note.objects.create(case=case, at=now, by=actor.ref, audience=audience, text=text)


def _checked(text: str) -> str:
    words = text.strip()
    if not words or len(words) > LONGEST_NOTE:
        raise Invalid({"text": _("Hãy viết nội dung, nhiều nhất 4.000 ký tự.")})
    return words


def _named(case: Case, words: str, now: datetime) -> list[int]:
    """Return the accounts that a remark names, of those where an open step lies.

    Whoever else has a post at an earlier unit would never see it on their list.
    """
    names = set(NAMED.findall(words.lower()))
    if not names:
        return []
    open_ = case.steps.filter(unit__isnull=False, closed_at=None)
    units = open_.values_list("unit_id", flat=True)
    there = members_of(units, on=timezone.localdate(now)).filter(account__username__in=names)
    return sorted(set(there.values_list("account_id", flat=True)))


def _mention(made: Note, account_ids: Iterable[int]) -> None:
    Mention.objects.bulk_create(Mention(note=made, account_id=pk) for pk in account_ids)


def _settle(case: Case, actor: Actor, now: datetime) -> int:
    if not isinstance(actor, Member):
        return 0
    waiting = Mention.objects.filter(
        account_id=actor.account_id, note__case=case, settled_at=None
    ).exclude(note__by=actor.ref)
    return waiting.update(settled_at=now)
