"""Appointing to posts, ending them, and what becomes of them when units merge."""

from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.models import Account, Membership
from tinhso.kernel.people.roles import CITIZEN, OnMerger, UnknownRoleError, roles_of
from tinhso.kernel.units.models import Unit


class AppointmentError(ValueError):
    """The appointment can't stand; the message says why, in the reader's words."""


class AlreadyAppointedError(AppointmentError):
    """The account already holds this role at this unit at that time."""


def appoint(
    account_id: int,
    unit_id: int,
    role: str,
    *,
    since: date,
    until: date | None = None,
    reason: str,
    actor: Actor,
    now: datetime,
    succeeds: Membership | None = None,
) -> Membership:
    """Give an account a role at a unit from `since` until the day before `until`.

    `reason` names the decision; it enters the ledger as a commitment only.

    Raises:
        AppointmentError: unknown role, a citizen's, a unit or account that does not stand then,
            no reason, or an end before the beginning.
        AlreadyAppointedError: the post overlaps one already held.
    """
    _check(account_id, unit_id, role, since=since, until=until, reason=reason)
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                account_id=account_id,
                unit_id=unit_id,
                role=role,
                since=since,
                until=until,
                appointed_by=actor.ref,
                reason=reason.strip(),
                succeeds=succeeds,
            )
            record(
                "people.membership.appointed",
                f"account:{account_id}",
                actor=actor,
                now=now,
                data={
                    "membership": membership.pk,
                    "role": role,
                    "unit": f"unit:{unit_id}",
                    "since": since.isoformat(),
                    "until": until.isoformat() if until else None,
                    "succeeds": succeeds.pk if succeeds else None,
                },
                commitments={"reason": reason.strip()},
            )
    except IntegrityError as error:
        if "one_membership_at_a_time" not in str(error):
            raise
        raise AlreadyAppointedError(
            _("Người này đã giữ chức vụ đó tại đơn vị trong thời gian này.")
        ) from None
    return membership


def end_appointment(
    membership_id: int, *, until: date, reason: str, actor: Actor, now: datetime
) -> None:
    """End a post: `until` is the first day on which it is no longer held.

    Raises:
        Membership.DoesNotExist: no such post.
        AppointmentError: it has ended already, `until` lies before its beginning, or no reason.
    """
    if not reason.strip():
        raise AppointmentError(_("Hãy ghi lý do, ví dụ số và ngày của quyết định."))
    with transaction.atomic():
        membership = Membership.objects.select_for_update().get(pk=membership_id)
        if membership.until is not None and membership.until <= until:
            raise AppointmentError(_("Chức vụ này đã chấm dứt."))
        if until < membership.since:
            raise AppointmentError(_("Ngày chấm dứt không được trước ngày bắt đầu."))
        membership.until = until
        membership.ended_by = actor.ref
        membership.end_reason = reason.strip()
        membership.save(update_fields=["until", "ended_by", "end_reason"])
        record(
            "people.membership.ended",
            f"account:{membership.account_id}",
            actor=actor,
            now=now,
            data={
                "membership": membership.pk,
                "role": membership.role,
                "unit": f"unit:{membership.unit_id}",
                "until": until.isoformat(),
            },
            commitments={"reason": reason.strip()},
        )


def succeed_memberships(
    predecessor_id: int, successor_id: int, *, day: date, reason: str, actor: Actor, now: datetime
) -> list[Membership]:
    """Carry the posts of a unit over to its successor on the day of a merger; return the new ones.

    Every post at the old unit ends on `day`. A role that the province declares `carried` goes on
    at the successor with the same end, unless the account holds it there already; one that `ends`
    (heads, leaders: a merged unit has one) waits for a new appointment. A divided unit is not for
    this: an administrator appoints anew. Done twice it changes nothing.
    """
    roles = roles_of(settings.TINHSO_PROVINCE)
    carried: list[Membership] = []
    with transaction.atomic():
        held = (
            Membership.objects.select_for_update()
            .filter(Q(until=None) | Q(until__gt=day), unit_id=predecessor_id, since__lte=day)
            .order_by("pk")
        )
        for old in held:
            until = old.until
            end_appointment(old.pk, until=day, reason=reason, actor=actor, now=now)
            if roles.get(old.role).on_merger is OnMerger.ENDS:
                continue
            already = Membership.objects.filter(
                Q(until=None) | Q(until__gt=day),
                account_id=old.account_id,
                unit_id=successor_id,
                role=old.role,
            )
            if not already.exists():
                carried.append(
                    appoint(
                        old.account_id,
                        successor_id,
                        old.role,
                        since=day,
                        until=until,
                        reason=reason,
                        actor=actor,
                        now=now,
                        succeeds=old,
                    )
                )
    return carried


def _check(
    account_id: int, unit_id: int, role: str, *, since: date, until: date | None, reason: str
) -> None:
    try:
        roles_of(settings.TINHSO_PROVINCE).get(role)
    except UnknownRoleError:
        raise AppointmentError(_("Không có vai trò “%s”.") % role) from None
    if role == CITIZEN:
        raise AppointmentError(_("Người dân không cần bổ nhiệm."))
    if not reason.strip():
        raise AppointmentError(_("Hãy ghi lý do, ví dụ số và ngày của quyết định."))
    if until is not None and until <= since:
        raise AppointmentError(_("Ngày chấm dứt phải sau ngày bắt đầu."))
    if not Account.objects.filter(pk=account_id, is_active=True).exists():
        raise AppointmentError(_("Tài khoản không tồn tại hoặc đã đóng."))
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None or not unit.stands_on(since):
        raise AppointmentError(_("Đơn vị không tồn tại vào ngày bắt đầu."))
