"""While somebody is away: naming the colleague who acts for them, and taking that back."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.actors import Member
from tinhso.kernel.people.models import Account, Substitution
from tinhso.kernel.people.queries import members_of, reach
from tinhso.kernel.people.rules import Absence, clash

NAMES_SUBSTITUTES = "staff.substitute"


class SubstitutionError(ValueError):
    """The substitution can't stand; the message says why, in the reader's words."""


def substitute(
    absent_id: int,
    substitute_id: int,
    unit_id: int,
    *,
    since: date,
    until: date,
    actor: Actor,
    now: datetime,
) -> Substitution:
    """Let a colleague act for somebody at a unit from `since` until the day before `until`.

    Chosen by the absent one or by whoever may name substitutes at the unit (its head). Both must
    hold a post there on the first day. Raises SubstitutionError.
    """
    if not _may_name(actor, absent_id, unit_id):
        raise SubstitutionError(_("Chỉ người vắng mặt hoặc thủ trưởng đơn vị được cử người thay."))
    if absent_id == substitute_id:
        raise SubstitutionError(_("Hãy chọn một người khác làm thay."))
    if until <= since:
        raise SubstitutionError(_("Ngày cuối không được trước ngày đầu."))
    if since < timezone.localdate(now):
        raise SubstitutionError(_("Ngày đầu không được ở trong quá khứ."))
    with transaction.atomic():
        # One after the other: two at once could make a chain that neither of them sees.
        accounts = [absent_id, substitute_id]
        list(Account.objects.select_for_update().filter(pk__in=accounts).order_by("pk"))
        _check(Absence(absent_id, substitute_id, unit_id, since, until))
        made = Substitution.objects.create(
            absent_id=absent_id,
            substitute_id=substitute_id,
            unit_id=unit_id,
            since=since,
            until=until,
            entered_by=actor.ref,
        )
        record(
            "people.substitution.entered",
            f"account:{absent_id}",
            actor=actor,
            now=now,
            data={
                "substitution": made.pk,
                "substitute": f"account:{substitute_id}",
                "unit": f"unit:{unit_id}",
                "since": since.isoformat(),
                "until": until.isoformat(),
            },
        )
    return made


def end_substitution(substitution_id: int, *, actor: Actor, now: datetime) -> Substitution:
    """End a substitution today, or before it begins. Raises SubstitutionError, DoesNotExist.

    The substitute may lay it down as well.
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        found = Substitution.objects.select_for_update().get(pk=substitution_id)
        is_substitute = isinstance(actor, Member) and actor.account_id == found.substitute_id
        if not (is_substitute or _may_name(actor, found.absent_id, found.unit_id)):
            raise SubstitutionError(_("Việc làm thay này không do bạn quyết định."))
        if found.until <= today:
            raise SubstitutionError(_("Việc làm thay này đã hết."))
        found.until, found.ended_by = max(found.since, today), actor.ref
        found.save(update_fields=["until", "ended_by"])
        record(
            "people.substitution.ended",
            f"account:{found.absent_id}",
            actor=actor,
            now=now,
            data={"substitution": found.pk, "until": found.until.isoformat()},
        )
    return found


def _may_name(actor: Actor, absent_id: int, unit_id: int) -> bool:
    own = isinstance(actor, Member) and actor.account_id == absent_id
    return own or reach(actor, NAMES_SUBSTITUTES).covers(unit_id)


def _check(asked: Absence) -> None:
    """Raise SubstitutionError where somebody holds no post there, or it meets another one."""
    for account_id in (asked.absent, asked.substitute):
        there = members_of([asked.unit], on=asked.since)
        if not there.filter(account_id=account_id, account__is_active=True).exists():
            raise SubstitutionError(_("Cả hai người phải đang có chức vụ tại đơn vị này."))
    people = [asked.absent, asked.substitute]
    others = Substitution.objects.filter(
        Q(absent_id__in=people) | Q(substitute_id__in=people),
        since__lt=asked.until,
        until__gt=asked.since,
    ).values_list("absent_id", "substitute_id", "unit_id", "since", "until")
    match clash(asked, [Absence(*row) for row in others]):
        case "overlap":
            raise SubstitutionError(_("Trong những ngày đó đã có người làm thay."))
        case "chain":
            last = asked.until - timedelta(days=1)
            raise SubstitutionError(
                _(
                    "Không làm thay qua nhiều người: từ %(since)s đến %(until)s, một trong hai"
                    " người đang vắng hoặc đang làm thay người khác."
                )
                % {"since": f"{asked.since:%d/%m/%Y}", "until": f"{last:%d/%m/%Y}"}
            )
