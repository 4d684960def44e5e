"""What comes in: stored once, handled once, in order, and never lost with a worker."""

import contextlib
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tinhso.kernel.ledger.actors import CLOCK
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.messages import actions, queries
from tinhso.kernel.messages.actions import NotWaiting, hand_to_person, handle, receive, settle
from tinhso.kernel.messages.contracts import Arrived, Opened, Outcome
from tinhso.kernel.messages.models import Enclosure, Incoming
from tinhso.kernel.messages.rules import pace

from .conftest import NOW

ARRIVED = Arrived("sms", "m-1", "0912345678", "Đường hỏng", photos=[b"jpeg"])
Status = Incoming.Status


class Killed(BaseException):
    """What no handler catches."""


class Desk:
    """Handles messages, and remembers their texts; fails or dies first, as it is told."""

    def __init__(self, *says: BaseException | Outcome) -> None:
        self.says = list(says)
        self.texts: list[str] = []

    def __call__(self, message: Opened, now: datetime) -> Outcome:  # noqa: ARG002 - a Handler
        said = self.says.pop(0) if self.says else Outcome("filed", "case:1")
        if isinstance(said, BaseException):
            raise said
        self.texts.append(message.text)
        return said


@pytest.mark.django_db
def test_a_repeat_is_recognised_and_counted(now: datetime) -> None:
    first, new = receive(ARRIVED, now=now)
    again, newly = receive(ARRIVED, now=now)
    assert (new, newly, again.pk) == (True, False, first.pk)
    assert again.repeats == 1
    assert Enclosure.objects.count() == 1


@pytest.mark.django_db
def test_neither_the_row_nor_the_event_shows_who_wrote_what(now: datetime) -> None:
    incoming, _ = receive(replace(ARRIVED, text="Tôi ở nhà số 5"), now=now)
    row = Incoming.objects.filter(pk=incoming.pk).values().get()
    told = "".join(Event.objects.values_list("body", flat=True))
    for secret in ("912345678", "nhà số 5"):
        assert secret not in str(row)
        assert secret not in told
    assert queries.opened(incoming).address == "+84912345678"


@pytest.mark.django_db
def test_too_much_is_cut_to_its_bounds_and_the_rest_is_kept_out(now: datetime) -> None:
    huge = b"x" * (pace.PHOTO_BYTES + 1)
    photos = [huge, *[b"jpeg"] * (pace.PHOTOS + 3)]
    arrived = replace(ARRIVED, text="a" * (pace.TEXT + 1), photos=photos)
    opened = queries.opened(receive(arrived, now=now)[0])
    assert (len(opened.text), len(opened.photos)) == (pace.TEXT, pace.PHOTOS)


@pytest.mark.django_db
def test_what_has_no_id_cannot_be_told_from_its_repeat_and_is_refused(now: datetime) -> None:
    for wrong in (replace(ARRIVED, external_id=""), replace(ARRIVED, channel="fax")):
        with pytest.raises(ValueError, match="channel"):
            receive(wrong, now=now)


@pytest.mark.django_db
def test_a_message_is_handled_once_and_its_pictures_are_not_kept(now: datetime) -> None:
    receive(ARRIVED, now=now)
    desk = Desk()
    assert handle(desk, now=now) == 1
    assert handle(desk, now=now) == 0
    assert desk.texts == ["Đường hỏng"]
    assert not Enclosure.objects.exists()
    handled = Incoming.objects.get()
    assert (handled.status, handled.outcome, handled.about) == ("handled", "filed", "case:1")


@pytest.mark.django_db
def test_a_worker_killed_over_a_message_loses_nothing(now: datetime) -> None:
    receive(ARRIVED, now=now)
    desk = Desk(Killed())
    with pytest.raises(Killed):
        handle(desk, now=now)
    assert handle(desk, now=now) == 0
    assert handle(desk, now=now + pace.HANDLING_LEASE) == 1
    assert desk.texts == ["Đường hỏng"]


@pytest.mark.django_db
def test_one_sender_is_heard_in_order_while_others_go_on(now: datetime) -> None:
    for number, address in enumerate(["0912345678", "0912345678", "0987654321"]):
        receive(
            replace(ARRIVED, external_id=f"{number}", address=address, text=f"{number}"), now=now
        )
    desk = Desk(OSError())
    handle(desk, now=now)
    assert desk.texts == ["2"]
    handle(desk, now=now + pace.LONGEST_WAIT)
    assert desk.texts == ["2", "0", "1"]


@pytest.mark.django_db
def test_a_message_that_breaks_its_handler_each_time_waits_for_a_person(now: datetime) -> None:
    receive(ARRIVED, now=now)
    desk = Desk(*[Killed()] * pace.HANDLING_ATTEMPTS)
    for _ in range(pace.HANDLING_ATTEMPTS):
        with pytest.raises(Killed):
            handle(desk, now=now)
        now += pace.LONGEST_WAIT
    handle(desk, now=now)
    assert [line.word for line in queries.for_person()] == ["broken"]
    assert not desk.texts


@pytest.mark.django_db
def test_a_person_settles_what_waits_for_one_and_the_second_is_told(now: datetime) -> None:
    incoming, _ = receive(ARRIVED, now=now)
    handle(Desk(Outcome("unclear", for_person=True)), now=now)
    assert Enclosure.objects.exists()
    settle(incoming.pk, Outcome("filed", "case:2"), actor=CLOCK, now=now)
    assert not Enclosure.objects.exists()
    with pytest.raises(NotWaiting):
        settle(incoming.pk, Outcome("dismissed"), actor=CLOCK, now=now)


@pytest.mark.django_db
def test_a_question_that_nobody_answered_comes_to_a_person(now: datetime) -> None:
    incoming, _ = receive(ARRIVED, now=now)
    handle(Desk(Outcome("asked")), now=now)
    assert hand_to_person([incoming.pk], "unanswered", actor=CLOCK, now=now) == 1
    assert [line.word for line in queries.for_person()] == ["unanswered"]


@pytest.mark.django_db
def test_reading_a_message_is_recorded_with_its_purpose(now: datetime) -> None:
    incoming, _ = receive(ARRIVED, now=now)
    read = actions.read_incoming(incoming.pk, purpose="hotline.incoming", actor=CLOCK, now=now)
    assert read is not None
    assert read.text == "Đường hỏng"
    told = Event.objects.get(kind="post.incoming.read")
    assert told.data["purpose"] == "hotline.incoming"


class Arrivals(TestCase):
    """Any sequence of arrivals with repeats, kills and failures in between."""

    @settings(max_examples=25)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from("abc"), st.sampled_from("xy"), st.sampled_from(["", "!", "k"])
            ),
            max_size=8,
        )
    )
    def test_each_message_has_one_outcome(self, events: list[tuple[str, str, str]]) -> None:
        now, desk, sent = NOW, Desk(), set()
        for external_id, sender, trouble in events:
            identity = external_id + sender
            receive(Arrived("zalo", identity, sender, identity), now=now)
            sent.add(identity)
            now += timedelta(hours=3)
            desk.says = [OSError()] if trouble == "!" else [Killed()] if trouble == "k" else []
            with contextlib.suppress(Killed):
                handle(desk, now=now)
        desk.says = []
        while handle(desk, now=now + timedelta(hours=3)):
            pass
        broken = Incoming.objects.filter(status=Status.FOR_PERSON, outcome="broken")
        assert len(set(desk.texts)) == len(desk.texts) == len(sent) - broken.count()
        assert Incoming.objects.filter(status=Status.HANDLED).count() == len(desk.texts)
        assert set(desk.texts) | {queries.opened(one).text for one in broken} == sent
