"""Keeping the post: sending again, forgetting in time, sealing under a new key."""

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.ledger.actors import CLOCK
from tinhso.kernel.messages import actions, queries, sealed
from tinhso.kernel.messages.contracts import Arrived, BadAddress, Outcome, Outgoing, Permanent
from tinhso.kernel.messages.models import Incoming, Message
from tinhso.kernel.messages.rules import addresses, pace
from tinhso.kernel.people.keys import with_new_key

from .conftest import Peer

LETTER = Outgoing("sms", "0912345678", "Đã trả lời.", about="case:1")
DAYS = timedelta(days=90)


def sent(now: datetime, peer: Peer, *says: Exception) -> Message:
    peer.says = list(says)
    message = actions.send(LETTER, key="k", actor=CLOCK, now=now)
    actions.deliver(now=now)
    return message


@pytest.mark.django_db
def test_a_failed_message_is_sent_again_on_request(now: datetime, peer: Peer) -> None:
    message = sent(now, peer, Permanent("no such number"))
    assert [line.address for line in queries.failed(since=now)] == ["0912 *** 678"]
    assert actions.retry(message.pk, actor=CLOCK, now=now)
    actions.deliver(now=now)
    assert queries.counts("case:1") == queries.Counts(sent=1)
    assert not actions.retry(message.pk, actor=CLOCK, now=now)


@pytest.mark.django_db
def test_what_was_done_with_is_forgotten_in_time_but_still_recognised(
    now: datetime, peer: Peer
) -> None:
    sent(now, peer)
    actions.receive(Arrived("sms", "1", "0912345678", "Đường hỏng"), now=now)
    actions.handle(lambda *_: Outcome("filed"), now=now)
    assert actions.empty(now=now + DAYS, after=DAYS) == 0
    assert actions.empty(now=now + DAYS + timedelta(seconds=1), after=DAYS) == 2
    for row in (Message.objects.get(), Incoming.objects.get()):
        assert (row.sealed, row.address_index) == ("", "")
    assert queries.counts("case:1").sent == 1
    assert not actions.receive(Arrived("sms", "1", "0912345678", "Đường hỏng"), now=now)[1]


@pytest.mark.django_db
def test_what_waits_is_never_forgotten(now: datetime) -> None:
    actions.send(LETTER, key="k", actor=CLOCK, now=now)
    actions.receive(Arrived("sms", "1", "0912345678", "?"), now=now)
    actions.handle(lambda *_: Outcome("unclear", for_person=True), now=now)
    assert actions.empty(now=now + 2 * DAYS, after=DAYS) == 0
    assert queries.for_person()


@pytest.mark.django_db
def test_under_a_new_key_everything_still_opens_and_is_found(
    now: datetime, settings: LazySettings
) -> None:
    message = actions.send(LETTER, key="k", actor=CLOCK, now=now)
    actions.receive(Arrived("sms", "1", "0912345678", "Đường hỏng"), now=now)
    settings.TINHSO_KEYRING = with_new_key(settings.TINHSO_KEYRING)
    for rotate in (actions.rotate_messages, actions.rotate_incoming):
        assert [rotate(actor=CLOCK, now=now) for _ in range(2)] == [1, 0]
    message.refresh_from_db()
    assert message.sealed.startswith("k2.")
    assert message.address_index == sealed.index("sms", "+84912345678")
    assert queries.opened(Incoming.objects.get()).text == "Đường hỏng"


@pytest.mark.django_db
def test_channels_tell_what_waits_and_when_they_were_last_seen(now: datetime, peer: Peer) -> None:
    sent(now, peer)
    later = now + timedelta(minutes=1)
    actions.send(LETTER, key="2", actor=CLOCK, now=later)
    actions.receive(Arrived("sms", "1", "0912345678", "?"), now=later)
    state = {one.channel: one for one in queries.channels(now=later, since=now)}["sms"]
    assert (state.carried, state.waiting, state.oldest) == (True, 1, later)
    assert (state.last_sent, state.last_received) == (now, later)


@given(st.integers(1, 200))
def test_waits_grow_up_to_their_bound(attempts: int) -> None:
    assert pace.wait_after(attempts) <= pace.wait_after(attempts + 1) <= pace.LONGEST_WAIT


@given(st.sampled_from(["sms", "email", "zalo"]), st.text(max_size=250))
def test_a_normal_address_stays_as_it_is(channel: str, typed: str) -> None:
    try:
        normal = addresses.normal_address(channel, typed)
    except BadAddress:
        assert not addresses.can_be_answered(channel, typed)
    else:
        assert addresses.normal_address(channel, normal) == normal


def test_robots_and_short_numbers_are_not_answered() -> None:
    assert not addresses.can_be_answered("email", "mailer-daemon@example.vn")
    assert not addresses.can_be_answered("email", "no-reply@example.vn")
    assert not addresses.can_be_answered("sms", "1414")
    assert addresses.can_be_answered("email", "norepan@example.vn")
    assert addresses.can_be_answered("sms", "0912 345 678")
