"""Reports of one thing are answered together: each keeps its number, clock, reporter and rights.

A follower goes along with its lead in what is decided about the matter: where it is classified to,
returned by the unit, put into another category, answered. It never goes along with what concerns
one reporter: agreeing, disputing, waiting, redirecting, declining. Whoever acts on the lead must be
allowed to act on the follower too; where they are not, the follower stays where it is.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.alongside import RECLASSIFIED, Done
from tinhso.kernel.cases.errors import CaseError, Invalid, Refused
from tinhso.kernel.cases.models import Case, Evidence, Step
from tinhso.kernel.cases.rules.numbers import normal_number
from tinhso.kernel.declarations import JSON
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor

from ...queries import PROCEDURE
from .. import queries
from ..models import Link

CLASSIFY, PASS_ON, ANSWER = "classify", "pass_on", queries.ANSWER
# The step that a follower must stand at for each action of the lead to be taken on it too.
GOES_ALONG: Final[Mapping[str, str]] = {
    CLASSIFY: "received",
    PASS_ON: "with_unit",
    ANSWER: "with_unit",
}
# Links change one at a time: nobody can link two reports to each other at the same moment.
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('hotline_alike.link', 0))"


@transaction.atomic
def link(number: str, to_number: str, *, actor: Actor, now: datetime) -> Link:
    """Let a report be answered together with another, or with the lead which that one follows.

    The actor may act on the report now and read the lead. A report that waits to be classified
    gets the lead's category, priority and unit at once; those that followed it follow the lead.
    Raises Refused, Invalid (field "to").
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    follower, lead = _found(number), _found(to_number)
    lead = Case.objects.get(pk=queries.lead_of(lead.pk) or lead.pk)
    if lead.pk == follower.pk:
        raise Invalid({"to": _("Phản ánh này đã là phản ánh chính của nhóm đó.")})
    if not queries.may_read(lead, actor):
        raise Refused(_("Bạn không xem được phản ánh muốn liên kết tới."))
    lead = Case.objects.select_for_update(of=("self",)).select_related("unit").get(pk=lead.pk)
    step = queries.own_step(follower, actor)
    if step is None:
        raise Refused(_("Chỉ người đang xử lý phản ánh này mới liên kết được."))
    if step.name == GOES_ALONG[CLASSIFY] and lead.unit is not None and lead.category:
        decided = {"category": lead.category, "priority": lead.priority, "unit": lead.unit.code}
        cases.act(step.pk, CLASSIFY, decided, actor=actor, now=now)
    Link.objects.filter(lead=follower).update(lead=lead)
    made, _is_new = Link.objects.update_or_create(
        follower=follower, defaults={"lead": lead, "at": now}
    )
    record(
        "hotline.report.linked",
        f"case:{follower.pk}",
        actor=actor,
        now=now,
        data={"number": follower.number, "lead": lead.number},
    )
    return made


@transaction.atomic
def unlink(number: str, *, actor: Actor, now: datetime) -> None:
    """Let a report be answered by itself again, from where it stands; its lead isn't changed.

    The actor may act on the report or on its lead now. Raises Refused, Invalid (field "to").
    """
    follower = _found(number)
    row = Link.objects.select_for_update(of=("self",)).select_related("lead").filter(pk=follower.pk)
    found = row.first()
    if found is None:
        raise Invalid({"to": _("Phản ánh này không liên kết với phản ánh nào.")})
    if not (queries.own_step(follower, actor) or queries.own_step(found.lead, actor)):
        raise Refused(_("Chỉ người đang xử lý một trong hai phản ánh mới bỏ liên kết được."))
    Link.objects.filter(pk=follower.pk).delete()
    record(
        "hotline.report.unlinked",
        f"case:{follower.pk}",
        actor=actor,
        now=now,
        data={"number": follower.number, "lead": found.lead.number},
    )


def take_answer(number: str, *, actor: Actor, now: datetime) -> Case:
    """Give a report the answer that its lead already has: the officer's own act, on one tap.

    A report that was linked after the answer never gets it silently. Raises Refused, Invalid.
    """
    follower = _found(number)
    lead_id = queries.lead_of(follower.pk)
    answer = queries.last_answer(lead_id) if lead_id else None
    step = queries.own_step(follower, actor)
    if answer is None:
        raise Invalid({"to": _("Phản ánh chính chưa có câu trả lời.")})
    if step is None or step.name != GOES_ALONG[ANSWER]:
        raise Refused(_("Chỉ người đang xử lý phản ánh này mới trả lời được."))
    words = _not_yet_there(follower, answer.entered)
    return cases.act(step.pk, ANSWER, words, actor=actor, now=now)


def go_along(done: Done) -> None:
    """Take the action that was just taken on a lead on all that follow it, by the same person.

    In the lead's transaction: all who may be answered are, or none. Followers on which the actor
    has no right, or that stand at another step, are left as they are and named in the event.
    """
    if done.action not in {*GOES_ALONG, RECLASSIFIED}:
        return
    carried: list[str] = []
    left: list[str] = []
    for follower in queries.followers(done.case.pk):
        try:
            with transaction.atomic():
                went = _take(follower, done)
        except CaseError:
            went = False
        (carried if went else left).append(follower.number)
    if carried or left:
        record(
            "hotline.report.carried",
            f"case:{done.case.pk}",
            actor=done.actor,
            now=done.now,
            data={"action": done.action, "with": carried, "left": left},
        )


def _take(follower: Case, done: Done) -> bool:
    """Take the lead's action on one follower; tell whether there was a step to take it on."""
    steps = follower.steps.filter(closed_at=None, unit__isnull=False)
    if done.action == RECLASSIFIED:
        return _reclassify(steps.order_by("opened_at", "pk").first(), done)
    step = steps.filter(name=GOES_ALONG[done.action]).first()
    if step is None:
        return False
    answers = _not_yet_there(follower, done.answers)
    cases.act(step.pk, done.action, answers, actor=done.actor, now=done.now, reason=done.reason)
    return True


def _reclassify(step: Step | None, done: Done) -> bool:
    if step is None:
        return False
    cases.reclassify(
        step.pk,
        category=str(done.answers["category"]),
        priority=str(done.answers["priority"]),
        reason=done.reason,
        actor=done.actor,
        now=done.now,
    )
    return True


def _not_yet_there(case: Case, answers: Mapping[str, JSON]) -> dict[str, JSON]:
    """Return answers without the pictures that the case already holds."""
    held = {
        str(one)
        for one in Evidence.objects.filter(case=case).values_list("attachment_id", flat=True)
    }
    return {
        name: [one for one in value if one not in held] if isinstance(value, list) else value
        for name, value in answers.items()
    }


def _found(number: str) -> Case:
    """Return the report of a number, however it was typed; raise Invalid."""
    found = Case.objects.filter(number=normal_number(number), bundle__name=PROCEDURE).first()
    if found is None:
        raise Invalid({"to": _("Không có phản ánh nào mang mã này.")})
    return found
