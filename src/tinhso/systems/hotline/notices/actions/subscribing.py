"""Following: asked for, confirmed by a code that only the reader of the address has, ended."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import ANONYMOUS, Actor
from tinhso.kernel.messages.actions import send
from tinhso.kernel.messages.contracts import Outgoing
from tinhso.kernel.messages.rules.addresses import normal_address
from tinhso.kernel.people.actions import reseal
from tinhso.kernel.units.models import Unit

from .. import queries, sealed, wording
from ..models import Subscription, new_id

FORGOTTEN_AFTER = timedelta(days=1)


class WrongCode(ValueError):  # noqa: N818 - what is told, not what went wrong with us
    """The code is not the one that was sent, or it is too old."""


@dataclass(frozen=True)
class Wanted:
    """Who wants to be told of what: one report, or notices of kinds for communes (none: all)."""

    channel: str
    address: str
    kinds: Sequence[str] = ()
    communes: Sequence[Unit] = ()
    report: UUID | None = None
    demonstration: bool = False


@transaction.atomic
def subscribe(wanted: Wanted, *, now: datetime) -> Subscription:
    """Keep what somebody wants to follow and send them a code; nothing is told before it is back.

    Raises BadAddress where the address is none of its channel.
    """
    address = normal_address(wanted.channel, wanted.address)
    row, code = new_id(), sealed.new_code()
    one = Subscription.objects.create(
        id=row,
        channel=wanted.channel,
        address_index=sealed.index(wanted.channel, address),
        sealed=sealed.seal(row, address),
        report_id=wanted.report,
        kinds=sorted(set(wanted.kinds)),
        code_hash=sealed.hash_of(row, code),
        asked_at=now,
        demonstration=wanted.demonstration,
    )
    one.communes.set(wanted.communes)
    with wording.in_vietnamese():
        subject, body = wording.code_letter(one, code)
    send(
        Outgoing(
            channel=one.channel,
            address=address,
            subject=subject,
            body=body,
            about=f"subscription:{row}",
            purpose="hotline.confirm",
            expires_at=now + queries.CODE_STANDS,
            demonstration=wanted.demonstration,
        ),
        key=f"notices:code:{row}",
        actor=ANONYMOUS,
        now=now,
    )
    record("hotline.subscription.asked", f"subscription:{row}", actor=ANONYMOUS, now=now)
    return one


@transaction.atomic
def confirm(row: UUID, code: str, *, now: datetime) -> Subscription:
    """Let a subscription count; what the same address followed before of the same, it replaces.

    Raises WrongCode, also where there is no such subscription or its hour is over.
    """
    one = Subscription.objects.select_for_update().filter(pk=row).first()
    if one is None:
        raise WrongCode
    if one.confirmed_at is not None:
        return one
    right = hmac.compare_digest(one.code_hash, sealed.hash_of(row, code.strip()))
    if not right or not queries.is_open(one, now=now):
        raise WrongCode
    indexes = sealed.indexes(one.channel, sealed.unseal(row, one.sealed))
    Subscription.objects.filter(
        address_index__in=indexes, report=one.report_id, confirmed_at__isnull=False
    ).delete()
    one.confirmed_at, one.code_hash = now, ""
    one.save(update_fields=["confirmed_at", "code_hash"])
    record("hotline.subscription.confirmed", f"subscription:{row}", actor=ANONYMOUS, now=now)
    return one


@transaction.atomic
def change(row: UUID, *, kinds: Sequence[str], communes: Sequence[Unit], now: datetime) -> None:
    """Let a subscription be for other kinds and communes; none means all."""
    one = Subscription.objects.select_for_update().get(pk=row)
    one.kinds = sorted(set(kinds))
    one.save(update_fields=["kinds"])
    one.communes.set(communes)
    record("hotline.subscription.changed", f"subscription:{row}", actor=ANONYMOUS, now=now)


@transaction.atomic
def end(row: UUID, *, now: datetime) -> bool:
    """Forget a subscription with its address; False where it is gone already."""
    gone, _each = Subscription.objects.filter(pk=row).delete()
    if gone:
        record("hotline.subscription.ended", f"subscription:{row}", actor=ANONYMOUS, now=now)
    return bool(gone)


def sweep(*, now: datetime) -> int:
    """Forget the addresses that nobody confirmed; return how many."""
    late = Subscription.objects.filter(
        confirmed_at__isnull=True, asked_at__lt=now - FORGOTTEN_AFTER
    )
    rows = list(late.values_list("pk", flat=True)[:1000])
    return sum(end(row, now=now) for row in rows)


def rotate_keys(*, actor: Actor, now: datetime) -> int:
    """Seal the addresses under the active key; return of how many subscriptions."""
    columns = ("sealed", "address_index")
    return reseal(Subscription.objects.all(), columns, _seal_anew, actor=actor, now=now)


def _seal_anew(one: Subscription) -> None:
    address = sealed.unseal(one.pk, one.sealed)
    one.sealed = sealed.seal(one.pk, address)
    one.address_index = sealed.index(one.channel, address)
