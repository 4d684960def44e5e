"""What goes out: queued once, claimed with a lease, tried again, given up with a reason."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tinhso.kernel.ledger.actors import CLOCK
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.messages import queries
from tinhso.kernel.messages.actions import acknowledge, deliver, send
from tinhso.kernel.messages.contracts import (
    BadAddress,
    Letter,
    Outgoing,
    Permanent,
    Receipt,
    Temporary,
)
from tinhso.kernel.messages.models import Message
from tinhso.kernel.messages.rules import pace

from .conftest import Peer

pytestmark = pytest.mark.django_db
LETTER = Outgoing(
    "sms", "0912 345 678", "Mã riêng của bạn: 123-456.", about="case:1", purpose="hotline.received"
)


def queued(now: datetime, key: str = "k", **more: object) -> Message:
    outgoing = replace(LETTER, **more)  # type: ignore[arg-type]  # a test's shorthand
    return send(outgoing, key=key, actor=CLOCK, now=now)


def test_the_same_key_queues_once(now: datetime) -> None:
    assert queued(now).pk == queued(now, body="another").pk
    assert Message.objects.count() == 1


def test_neither_the_row_nor_the_event_shows_address_or_words(now: datetime) -> None:
    message = queued(now)
    row = Message.objects.filter(pk=message.pk).values().get()
    told = "".join(Event.objects.values_list("body", flat=True))
    for secret in ("912345678", "123-456"):
        assert secret not in str(row)
        assert secret not in told


def test_a_letter_reaches_its_carrier_with_our_reference(now: datetime, peer: Peer) -> None:
    message = queued(now)
    assert deliver(now=now) == 1
    assert peer.letters == [Letter("sms", "+84912345678", LETTER.body, reference=str(message.pk))]
    assert queries.counts("case:1") == queries.Counts(sent=1)
    assert deliver(now=now) == 0


def test_what_nobody_carries_waits(now: datetime, peer: Peer) -> None:
    queued(now, channel="zalo", address="user-1")
    assert deliver(now=now) == 0
    assert not peer.letters
    assert queries.counts("case:1").queued == 1


def test_an_address_that_is_none_is_refused_at_once(now: datetime) -> None:
    with pytest.raises(BadAddress):
        queued(now, address="gọi tôi")


def test_a_carrier_that_is_down_is_tried_again_with_growing_waits(
    now: datetime, peer: Peer
) -> None:
    message = queued(now)
    peer.says = [Temporary("down, said 0912345678"), OSError("gone")]
    deliver(now=now)
    message.refresh_from_db()
    assert message.error == "down, said •••" or "0912" not in message.error
    assert deliver(now=now + timedelta(seconds=29)) == 0
    assert deliver(now=now + timedelta(seconds=30)) == 1
    assert deliver(now=now + timedelta(seconds=89)) == 0
    assert deliver(now=now + timedelta(seconds=90)) == 1
    assert len(peer.letters) == 1


def test_after_the_last_attempt_it_failed_with_the_reason(now: datetime, peer: Peer) -> None:
    queued(now)
    peer.says = [Temporary("down")] * pace.ATTEMPTS
    for _ in range(pace.ATTEMPTS):
        now += pace.LONGEST_WAIT
        assert deliver(now=now) == 1
    failed = Message.objects.get()
    assert (failed.status, failed.error) == ("failed", "down")
    assert deliver(now=now + pace.LONGEST_WAIT) == 0


def test_what_will_never_be_taken_fails_at_once(now: datetime, peer: Peer) -> None:
    queued(now)
    peer.says = [Permanent("no such number")]
    deliver(now=now)
    assert Message.objects.get().status == "failed"


def test_what_is_too_late_expires_unsent(now: datetime, peer: Peer) -> None:
    queued(now, expires_at=now + timedelta(hours=1))
    assert deliver(now=now + timedelta(hours=1)) == 1
    assert not peer.letters
    assert queries.counts("case:1") == queries.Counts(expired=1)


def test_letters_to_one_person_go_before_letters_to_many(now: datetime, peer: Peer) -> None:
    queued(now, "notice", body="Lũ", many=True)
    queued(now + timedelta(minutes=1), "answer", body="Đã sửa")
    deliver(now=now + timedelta(minutes=2))
    assert [letter.body for letter in peer.letters] == ["Đã sửa", "Lũ"]


def test_delivery_is_counted_and_a_repeated_receipt_changes_nothing(
    now: datetime, peer: Peer
) -> None:
    message = queued(now)
    deliver(now=now)
    receipt = Receipt("sms", f"ref-{message.pk}", delivered=True)
    for _ in range(2):
        assert acknowledge(receipt, now=now)
    assert acknowledge(replace(receipt, delivered=False), now=now)
    assert queries.counts("case:1") == queries.Counts(delivered=1)
    assert len(peer.letters) == 1


def test_a_receipt_before_the_letter_is_known_as_sent_is_kept(now: datetime, peer: Peer) -> None:
    message = queued(now)
    assert not acknowledge(Receipt("sms", f"ref-{message.pk}", False, "off"), now=now)
    deliver(now=now)
    assert Message.objects.values_list("status", "error").get() == ("failed", "off")
    assert peer.letters


def test_the_letter_of_a_killed_worker_is_taken_up_again_with_the_same_reference(
    now: datetime, peer: Peer
) -> None:
    message = queued(now)

    class Killed(BaseException):
        pass

    peer.says = [Killed()]  # type: ignore[list-item]  # what no handler catches
    with pytest.raises(Killed):
        deliver(now=now)
    assert deliver(now=now + pace.LEASE - timedelta(seconds=1)) == 0
    assert deliver(now=now + pace.LEASE) == 1
    assert [letter.reference for letter in peer.letters] == [str(message.pk)]
