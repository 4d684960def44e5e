"""SMPP against a message centre on a real socket."""

import dataclasses
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.gateways.memory.models import Kept
from tinhso.gateways.sms.smpp import alphabets, joining, link
from tinhso.gateways.sms.smpp.link import Link
from tinhso.gateways.sms.smpp.reading import Piece
from tinhso.gateways.sms.smpp.settings import read_smpp
from tinhso.gateways.tests.peers import babbling, closed_port, letter, never, raw_peer, silent
from tinhso.gateways.tests.smsc import Smsc, message_centre
from tinhso.kernel.messages.contracts import Arrived, Permanent, Receipt, Temporary

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
LONG = "Đường ngập sâu, xe máy không qua được. " * 6


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(link, "TICK", 0.01)


@pytest.fixture
def centre() -> Iterator[Smsc]:
    with message_centre() as found:
        yield found


def made(port: int, hand_in: Callable[[Arrived | Receipt], None] = never) -> Link:
    found = read_smpp(f"smpp+clear://tinhso:secret@127.0.0.1:{port}?from=1022")
    return Link(dataclasses.replace(found, seconds=5.0), hand_in, clock=lambda: NOW)


@contextmanager
def running(one: Link) -> Iterator[None]:
    """Let the link run beside the test, as in the worker; it must end when told."""
    stop = threading.Event()
    thread = threading.Thread(target=one.run, args=[stop])
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


def driven(one: Link, centre: Smsc, script: Callable[[], None]) -> None:
    """Run the link in this thread, whose database it uses, and the script beside it."""
    stop = threading.Event()
    failed: list[BaseException] = []

    def play() -> None:
        try:
            centre.wait_for_link()
            script()
        except BaseException as error:  # noqa: BLE001 - raised below, in the test's own thread
            failed.append(error)
        finally:
            stop.set()

    player = threading.Thread(target=play)
    player.start()
    one.run(stop)
    player.join()
    if failed:
        raise failed[0]


def test_a_letter_is_submitted_and_gives_the_centres_id(centre: Smsc) -> None:
    one = made(centre.port)
    with running(one):
        assert one.bound.wait(5)
        assert one.carry(letter("Phan anh da xu ly {xong}")).provider_ref == "smsc-1"
    (pdu,) = centre.submitted
    assert (pdu.source_addr, pdu.destination_addr) == (b"1022", b"84912345678")
    assert (pdu.data_coding, pdu.esm_class, pdu.registered_delivery) == (0, 0, 1)
    assert pdu.short_message == b"Phan anh da xu ly \x1b(xong\x1b)"


def test_a_long_text_goes_in_parts_that_a_phone_joins_and_asks_one_receipt(centre: Smsc) -> None:
    one = made(centre.port)
    with running(one):
        one.bound.wait(5)
        sent = one.carry(letter(LONG))
        one.carry(letter(LONG))  # tried again: the same parts under the same reference
    assert sent.provider_ref == "smsc-4"
    first, again = centre.submitted[:4], centre.submitted[4:]
    assert [pdu.registered_delivery for pdu in first] == [0, 0, 0, 1]
    assert {(pdu.esm_class, pdu.data_coding) for pdu in first} == {(0x40, 8)}
    assert [pdu.short_message for pdu in first] == [pdu.short_message for pdu in again]
    heads = [alphabets.header(pdu.short_message) for pdu in first]
    assert [head[2] for head, _ in heads if head] == [1, 2, 3, 4]
    assert b"".join(text for _, text in heads).decode("utf-16-be") == LONG


@pytest.mark.parametrize(
    ("status", "kind"), [(0x58, Temporary), (0x14, Temporary), (0x0B, Permanent), (0x45, Temporary)]
)
def test_refusals_are_for_now_or_for_good(centre: Smsc, status: int, kind: type[Exception]) -> None:
    centre.status_of = lambda _: status
    one = made(centre.port)
    with running(one):
        one.bound.wait(5)
        with pytest.raises(kind):
            one.carry(letter())


def test_without_a_link_letters_wait() -> None:
    one = made(closed_port())
    with pytest.raises(Temporary):
        one.carry(letter())
    with running(one), pytest.raises(Temporary):
        one.carry(letter())


def test_a_centre_that_does_not_answer_is_busy(centre: Smsc) -> None:
    one = made(centre.port)
    one.centre = dataclasses.replace(one.centre, seconds=0.2)
    with running(one):
        one.bound.wait(5)
        centre.silent = True
        with pytest.raises(Temporary):
            one.carry(letter())


def test_a_link_that_falls_is_bound_again_and_who_waits_is_told(centre: Smsc) -> None:
    one = made(centre.port)
    with running(one):
        centre.wait_for_link()
        one.bound.wait(5)
        centre.silent = True
        failed: list[type[Exception]] = []

        def carry() -> None:
            try:
                one.carry(letter())
            except Temporary as error:
                failed.append(type(error))

        thread = threading.Thread(target=carry)
        thread.start()
        centre.wait_until_asked("submit_sm")
        centre.hang_up()
        thread.join(5)
        assert failed == [Temporary]
        centre.silent = False
        centre.wait_for_link()
        one.bound.wait(5)
        assert one.carry(letter()).provider_ref == "smsc-1"
    assert centre.binds == 2


def test_a_silent_link_is_asked_whether_it_lives_and_bound_again(centre: Smsc) -> None:
    one = made(centre.port)
    one.centre = dataclasses.replace(one.centre, seconds=0.1, idle=0.1)
    with running(one):
        centre.wait_for_link()
        centre.silent = True
        centre.wait_for_link()
    assert centre.binds >= 2


def test_a_wrong_password_is_no_bind(centre: Smsc) -> None:
    centre.password = "another"
    with pytest.raises(Temporary, match="refused"):
        made(centre.port).check()
    centre.password = "secret"
    made(centre.port).check()


@pytest.mark.parametrize("kind", ["closed", "silent", "babbling"])
def test_a_centre_that_is_down_slow_or_speaks_nonsense_is_tried_again(kind: str) -> None:
    if kind == "closed":
        _down(closed_port())
    else:
        with raw_peer({"silent": silent, "babbling": babbling}[kind]) as port:
            _down(port)


def _down(port: int) -> None:
    one = made(port)
    one.centre = dataclasses.replace(one.centre, seconds=0.1)
    with pytest.raises(Temporary):
        one.check()
    with running(one):
        assert not one.bound.wait(0.05)


@pytest.mark.django_db
def test_a_message_is_answered_after_it_was_taken_and_again_when_it_was_not(centre: Smsc) -> None:
    taken: list[Arrived] = []

    def hand_in(came: Arrived | Receipt) -> None:
        assert isinstance(came, Arrived)
        assert centre.answers.empty()
        taken.append(came)
        if len(taken) == 1:
            raise RuntimeError

    def script() -> None:
        number = centre.deliver(b"Mat dien to 5")
        refused = centre.answer()
        assert (refused.command, refused.sequence) == ("deliver_sm_resp", number)
        assert refused.status == 0x64  # ESME_RX_T_APPN: deliver it again
        for _ in range(3):  # and then it repeats itself
            number = centre.deliver(b"Mat dien to 5")
            assert (centre.answer().status, centre.answers.qsize()) == (0, 0)

    driven(made(centre.port, hand_in), centre, script)
    assert {(came.address, came.text) for came in taken} == {("84912345678", "Mat dien to 5")}
    assert len({came.external_id for came in taken}) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["udh", "sar", "payload"])
def test_a_long_message_is_joined_whatever_the_order(centre: Smsc, way: str) -> None:
    taken: list[Arrived] = []

    def script() -> None:
        if way == "payload":
            centre.deliver(b"", data_coding=8, message_payload=LONG.encode("utf-16-be"))
            assert centre.answer().status == 0
            return
        _, parts = alphabets.cut(LONG, "x")
        for at in (3, 0, 2, 2, 1):  # one of them twice
            if way == "udh":
                centre.deliver(parts[at], data_coding=8, esm_class=0x40)
            else:
                centre.deliver(
                    parts[at][6:],
                    data_coding=8,
                    sar_msg_ref_num=7,
                    sar_total_segments=4,
                    sar_segment_seqnum=at + 1,
                )
            assert centre.answer().status == 0

    driven(made(centre.port, taken.append), centre, script)  # type: ignore[arg-type]
    assert [came.text for came in taken] == [LONG]
    assert not Kept.objects.filter(name__startswith="part:").exists()


@pytest.mark.django_db
def test_a_receipt_is_told_by_its_fields_or_its_text(centre: Smsc) -> None:
    taken: list[Arrived | Receipt] = []
    said = b"id:smsc-%d sub:001 dlvrd:001 submit date:2611220800 stat:%b err:%b text:"

    def script() -> None:
        centre.deliver(said % (2, b"DELIVRD", b"000"), esm_class=4)
        centre.deliver(said % (3, b"UNDELIV", b"027"), esm_class=4)
        centre.deliver(said % (4, b"ENROUTE", b"000"), esm_class=4)
        centre.deliver(b"", esm_class=4, receipted_message_id="smsc-5", message_state=2)
        centre.deliver(b"nothing one could read", esm_class=4)
        for _ in range(5):
            assert centre.answer().status == 0

    driven(made(centre.port, taken.append), centre, script)
    assert taken == [
        Receipt("sms", "smsc-2", delivered=True),
        Receipt("sms", "smsc-3", delivered=False, error="UNDELIV 027"),
        Receipt("sms", "smsc-5", delivered=True),
    ]


@pytest.mark.django_db
def test_what_cannot_be_read_is_refused_and_the_link_stays(centre: Smsc) -> None:
    def script() -> None:
        centre.send_raw(
            struct.pack(">LLLL", 18, 0x00000005, 0, 9) + b"\x01\x02"
        )  # half a deliver_sm
        centre.send_raw(struct.pack(">LLLL", 16, 0x0BADF00D, 0, 10))  # no command
        centre.send_raw(struct.pack(">LLLL", 16, 0x80000004, 0, 4711))  # an answer nobody asked for
        assert [centre.answer().command for _ in range(2)] == ["generic_nack"] * 2
        number = centre.send("enquire_link")
        assert centre.answer().sequence == number
        raw = struct.pack(">LLLL", 16, 0x00000015, 0, 12)
        centre.send_raw(raw[:7])  # in two halves, with a wait between
        threading.Event().wait(0.05)
        centre.send_raw(raw[7:])
        assert centre.answer().sequence == 12

    driven(made(centre.port), centre, script)
    assert centre.binds == 1


def test_a_length_that_is_a_lie_ends_the_link(centre: Smsc) -> None:
    with running(made(centre.port)):
        centre.wait_for_link()
        centre.send_raw(struct.pack(">LLLL", 2**31, 0x00000005, 0, 1))
        centre.wait_for_link()
    assert centre.binds == 2


def piece(raw: str, **more: int) -> Piece:
    return Piece("84912345678", "1022", 8, raw.encode("utf-16-be"), **more)


@pytest.mark.django_db
def test_the_same_words_later_are_another_message() -> None:
    taken: list[Arrived] = []
    for after in (0, 5, 14, 60):
        joining.take(piece("Mất điện cả xóm"), taken.append, now=NOW + timedelta(minutes=after))
    ids = [came.external_id for came in taken]
    assert ids[0] == ids[1] == ids[2] != ids[3]
    joining.take(piece("Có điện"), taken.append, now=NOW + timedelta(minutes=60))
    assert taken[-1].external_id not in ids


@pytest.mark.django_db
def test_a_word_that_is_said_again_is_meant_again() -> None:
    taken: list[Arrived] = []
    for seconds in (0, 20, 200):  # a choice, delivered twice, and the answer to another question
        joining.take(piece("1"), taken.append, now=NOW + timedelta(seconds=seconds))
    ids = [came.external_id for came in taken]
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.django_db
def test_parts_that_could_not_be_handed_in_are_all_still_there() -> None:
    def refuse(_: Arrived) -> None:
        raise RuntimeError

    joining.take(piece("một ", reference=9, number=1, total=2), never, now=NOW)
    with pytest.raises(RuntimeError):
        joining.take(piece("hai", reference=9, number=2, total=2), refuse, now=NOW)
    taken: list[Arrived] = []
    joining.sweep(taken.append, now=NOW + timedelta(hours=2))
    assert [came.text for came in taken] == ["một hai"]
    assert not Kept.objects.filter(name__startswith=joining.PART).exists()


@pytest.mark.django_db
def test_parts_whose_others_never_come_are_handed_in_with_their_gaps() -> None:
    taken: list[Arrived] = []
    for number, words in ((2, "hai"), (3, "ba")):
        joining.take(piece(words, reference=9, number=number, total=4), taken.append, now=NOW)
    joining.sweep(taken.append, now=NOW + timedelta(minutes=59))
    assert not taken
    joining.sweep(taken.append, now=NOW + timedelta(minutes=61))
    assert [came.text for came in taken] == ["[…thiếu một phần tin…]haiba[…thiếu một phần tin…]"]
    joining.sweep(taken.append, now=NOW + timedelta(hours=9))
    assert len(taken) == 1
    assert not Kept.objects.exists()


@pytest.mark.django_db
def test_a_reference_used_anew_does_not_eat_an_older_part() -> None:
    taken: list[Arrived] = []
    for words in ("cũ", "mới"):
        joining.take(piece(words, reference=9, number=1, total=2), taken.append, now=NOW)
    joining.take(piece(" hết", reference=9, number=2, total=2), taken.append, now=NOW)
    assert [came.text for came in taken] == ["cũ[…thiếu một phần tin…]", "mới hết"]


@pytest.mark.django_db
def test_what_is_kept_shows_neither_number_nor_words() -> None:
    joining.take(piece("bí mật", reference=9, number=1, total=2), never, now=NOW)
    row = Kept.objects.get()
    assert "912345678" not in f"{row.name}{row.sealed}"
    assert "bí mật".encode("utf-16-be").hex() not in row.sealed


letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


@given(st.one_of(letters, st.text("aA0@€{}[~]\\^|\nàÉ", max_size=400)))
def test_no_character_is_cut_and_no_part_is_too_long(text: str) -> None:
    coding, parts = alphabets.cut(text, "0190")
    bodies = [alphabets.header(part)[1] if len(parts) > 1 else part for part in parts]
    assert "".join(alphabets.decode(coding, body) for body in bodies) == text
    longest = 140 if coding == alphabets.UCS2 else 160
    assert all(len(part) <= longest for part in parts)


def test_accents_cost_the_large_alphabet_and_a_grave_accent_alone_is_none_of_the_small() -> None:
    assert alphabets.cut("Xin chao", "x")[0] == alphabets.GSM
    assert alphabets.cut("Xin chào", "x")[0] == alphabets.GSM  # à is in it
    assert alphabets.cut("Đã xử lý", "x")[0] == alphabets.UCS2
    assert alphabets.cut("`", "x") == (alphabets.UCS2, [b"\x00`"])
    with pytest.raises(ValueError, match="parts"):
        alphabets.cut("đ" * 67 * 256, "x")


@given(st.binary(max_size=300), st.integers(0, 255))
def test_whatever_bytes_a_phone_sends_they_are_read(raw: bytes, coding: int) -> None:
    part, text = alphabets.header(raw)
    assert alphabets.decode(coding, text) is not None
    assert part is None or 1 <= part[2] <= part[1]
