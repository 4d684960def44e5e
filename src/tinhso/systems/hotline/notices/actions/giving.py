"""Giving notices: to the open pages at once, to each address as its letters are queued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.cases.errors import Invalid
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.messages.actions import recall, send
from tinhso.kernel.messages.contracts import Outgoing
from tinhso.kernel.units.models import Unit

from .. import queries, sealed, wording
from ..kinds import these_kinds
from ..models import Notice, Subscription
from ..rules.standing import may_expire

POST = Actor("system:notices")
LONGEST = 500


class NotStanding(ValueError):  # noqa: N818 - what is told, not what went wrong with us
    """The notice has expired or was withdrawn."""


@dataclass(frozen=True)
class Draft:
    """A notice before it is given; without communes it is for the whole province."""

    kind: str
    title: str
    text: str
    expires_at: datetime
    communes: Sequence[Unit] = ()
    demonstration: bool = False


@transaction.atomic
def give(draft: Draft, *, key: UUID, actor: Actor, now: datetime) -> Notice:
    """Give a notice and return it; the same key gives once. Its letters are queued by `spread`.

    Raises Invalid by field.
    """
    if before := queries.notice(key):
        return before
    _check(draft, now)
    made, is_new = Notice.objects.get_or_create(
        id=key,
        defaults={
            "kind": draft.kind,
            "title": draft.title.strip(),
            "text": draft.text.strip(),
            "given_by": actor.ref,
            "given_at": now,
            "expires_at": draft.expires_at,
            "spread_at": now if draft.demonstration else None,
            "demonstration": draft.demonstration,
        },
    )
    if not is_new:  # pressed twice: the other press was first by a moment
        return made
    made.communes.set(draft.communes)
    record(
        "hotline.notice.given",
        queries.about(made),
        actor=actor,
        now=now,
        data={
            "kind": made.kind,
            "title": made.title,
            "communes": [unit.code for unit in draft.communes],
            "expires_at": made.expires_at.isoformat(),
        },
        commitments={"text": made.text},
    )
    return made


def _check(draft: Draft, now: datetime) -> None:
    wrong = {}
    if draft.kind not in these_kinds():
        wrong["kind"] = _("Hãy chọn một loại thông báo.")
    if not draft.title.strip():
        wrong["title"] = _("Hãy viết một câu ngắn nói có chuyện gì.")
    if not 0 < len(draft.text.strip()) <= LONGEST:
        wrong["text"] = _("Hãy viết nội dung, nhiều nhất 500 chữ cái.")
    if not may_expire(draft.expires_at, now=now):
        wrong["expires_at"] = _("Hãy chọn lúc hết hiệu lực, từ 30 phút đến 14 ngày nữa.")
    if wrong:
        raise Invalid(wrong)


@transaction.atomic
def withdraw(notice_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Notice:
    """Take a notice back: from the pages at once, and every letter that hasn't gone out.

    Raises Invalid without a reason, NotStanding where it doesn't stand any more.
    """
    one = Notice.objects.select_for_update().get(pk=notice_id)
    if not reason.strip():
        raise Invalid({"reason": _("Hãy nói vì sao thu hồi, mọi người đọc được.")})
    if queries.state_of(one, now=now) != "standing":
        raise NotStanding
    one.withdrawn_at, one.why_withdrawn = now, reason.strip()
    one.save(update_fields=["withdrawn_at", "why_withdrawn"])
    record(
        "hotline.notice.withdrawn",
        queries.about(one),
        actor=actor,
        now=now,
        commitments={"reason": one.why_withdrawn},
    )
    while recall(queries.about(one), now=now):
        pass
    return one


@transaction.atomic
def spread(*, now: datetime, batch: int = 200) -> int:
    """Queue letters to the next `batch` subscriptions of the oldest notice that isn't spread yet.

    Returns how many letters were queued. Each address gets one; whatever kills a worker, the next
    goes on where it stood.
    """
    waiting = queries.unspread(now=now).select_for_update(skip_locked=True)
    one = waiting.first()
    if one is None:
        return 0
    communes = list(one.communes.values_list("pk", flat=True))
    wanted = queries.concerned(one.kind, communes).order_by("pk")
    if one.told:
        wanted = wanted.filter(pk__gt=one.told)
    found = list(wanted[:batch])
    with wording.in_vietnamese():
        for to in found:
            _send(one, to, now)
    if found:
        one.told = found[-1].pk
    if len(found) < batch:
        one.spread_at = now
    one.save(update_fields=["told", "spread_at"])
    return len(found)


def _send(one: Notice, to: Subscription, now: datetime) -> None:
    subject, body = wording.notice_letter(one, to)
    send(
        Outgoing(
            channel=to.channel,
            address=sealed.unseal(to.pk, to.sealed),
            subject=subject,
            body=body,
            about=queries.about(one),
            purpose="hotline.notice",
            expires_at=one.expires_at,
            many=True,
        ),
        key=f"notices:{one.pk}:{to.address_index}",
        actor=POST,
        now=now,
    )
