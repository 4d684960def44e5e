"""The desk of messages, and the doors where providers hand in."""

import hashlib
import hmac
import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tinhso.kernel.cases.models import Case
from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.messages import actions as post
from tinhso.kernel.messages import carriers
from tinhso.kernel.messages.contracts import Letter, Outgoing, Permanent, Sent
from tinhso.kernel.messages.models import Incoming, Message
from tinhso.kernel.people import actions as people
from tinhso.kernel.units.queries import by_code
from tinhso.systems.hotline.tests.story import picture

from .writing import WORDS, Writer, for_person

pytestmark = pytest.mark.django_db
DESK = "/channels/"


@pytest.fixture
def writer(example: Path) -> Writer:
    assert example
    return Writer(timezone.now())


@pytest.fixture
def operator(example: Path) -> Client:
    assert example
    return signed_in("operator")


def signed_in(role: str) -> Client:
    """Return the browser of somebody with a role and a second factor."""
    from allauth.mfa.models import Authenticator

    now = timezone.now()
    account = people.open_account(f"some-{role}", actor=LOADER, now=now)
    unit = by_code("tong-dai-1022", timezone.localdate(now))
    since = date(2026, 1, 1)
    people.appoint(account.pk, unit.pk, role, since=since, reason="QĐ", actor=LOADER, now=now)
    Authenticator.objects.create(user=account, type="totp", data={"secret": ""})
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def unclear(writer: Writer) -> Incoming:
    """Let a message wait for a person."""
    for text in ("Ổ gà rất lớn ở đầu cầu", "chỗ cây đa ấy", "gần nhà trưởng xóm"):
        writer.writes(text, photos=[picture()])
    return Incoming.objects.get(status="for_person")


def test_the_desk_shows_what_waits_masked_and_costs_the_same_for_more(
    operator: Client, writer: Writer
) -> None:
    unclear(writer)
    operator.get(DESK)
    with CaptureQueriesContext(connection) as few:
        page = operator.get(DESK).content.decode()
    assert "Đã hỏi lại hai lần mà chưa rõ" in page
    assert "0912 *** 678" in page
    assert "cây đa" not in page
    for number in range(6):
        writer.address = f"140{number}"
        writer.writes(WORDS)
    with CaptureQueriesContext(connection) as many:
        operator.get(DESK)
    assert len(many) == len(few) == 10


def test_a_message_is_read_on_record_and_made_a_report(operator: Client, writer: Writer) -> None:
    incoming = unclear(writer)
    address = f"/channels/incoming/{incoming.pk}/"
    page = operator.get(address).content.decode()
    assert "cây đa" in page
    assert "trưởng xóm" in page
    assert Event.objects.get(kind="post.incoming.read").data["purpose"] == "hotline.incoming"
    assert operator.get(f"{address}0.jpg")["Content-Type"] == "image/jpeg"
    assert operator.post(address, {"text": "", "place": ""}).status_code == 422
    given = {"text": "Ổ gà rất lớn ở đầu cầu", "place_words": "Mây Gió"}
    assert operator.post(address, given).status_code == 302
    assert Case.objects.get().number in writer.gets()
    assert operator.get(address).status_code == 404


def test_putting_by_needs_a_reason(operator: Client, writer: Writer) -> None:
    incoming = unclear(writer)
    address = f"/channels/incoming/{incoming.pk}/dismiss/"
    operator.post(address, {"reason": ""})
    incoming.refresh_from_db()
    assert incoming.status == "for_person"
    operator.post(address, {"reason": "Gửi nhầm"})
    incoming.refresh_from_db()
    assert (incoming.status, incoming.outcome) == ("handled", "dismissed")


def test_who_only_watches_may_send_again_but_reads_nothing(writer: Writer) -> None:
    incoming = unclear(writer)
    administrator = signed_in("administrator")
    page = administrator.get(DESK)
    assert page.status_code == 200
    assert str(incoming.pk) not in page.content.decode()
    assert administrator.get(f"/channels/incoming/{incoming.pk}/").status_code == 403


def test_a_letter_that_failed_is_sent_again(operator: Client) -> None:
    def refuse(letter: Letter) -> Sent:
        raise Permanent(f"no such number {letter.address}")

    now = timezone.now()
    message = post.send(Outgoing("sms", "0912345678", "…"), key="k", actor=LOADER, now=now)
    carriers.register("sms", refuse)
    try:
        post.deliver(now=now)
    finally:
        carriers.unregister("sms")
    page = operator.get(DESK).content.decode()
    assert "no such number •••" in page or "no such number ***" in page
    operator.post(f"/channels/messages/{message.pk}/retry/")
    assert Message.objects.get().status == "queued"


class TestDoors:
    """What a provider hands in is proven, bounded, stored, and only then acknowledged."""

    BODY = json.dumps({"id": "p-1", "from": "0912345678", "text": WORDS, "to": "1022"}).encode()

    @pytest.fixture(autouse=True)
    def secret(self, settings: LazySettings) -> None:
        settings.TINHSO_SMS_SECRET = "between us"
        settings.TINHSO_SMS_NAMES = ""

    def hand_in(self, body: bytes, *, proof: str = "", **more: str) -> int:
        mac = hmac.new(b"between us", body, hashlib.sha256).hexdigest()
        return (
            Client()
            .post(
                "/channels/sms/",
                body,
                content_type="application/json",
                headers={"x-signature": proof or mac},
                **more,  # type: ignore[arg-type]  # the environment of the request
            )
            .status_code
        )

    def test_what_is_proven_is_stored_once(self) -> None:
        assert [self.hand_in(self.BODY) for _ in range(2)] == [200, 200]
        assert Incoming.objects.get().repeats == 1

    def test_what_lies_is_refused(self) -> None:
        assert self.hand_in(self.BODY, proof="0" * 64) == 403
        assert self.hand_in(b"\xff\xfe") == 403
        assert not Incoming.objects.exists()

    def test_what_is_too_large_or_of_unknown_length_is_not_read(self) -> None:
        assert self.hand_in(b"x" * (256 * 1024 + 1)) == 413
        assert self.hand_in(self.BODY, CONTENT_LENGTH="") == 411

    def test_a_door_without_a_secret_is_none(self, settings: LazySettings) -> None:
        settings.TINHSO_SMS_SECRET = settings.TINHSO_ZALO_OA_SECRET = ""
        assert self.hand_in(self.BODY) == 404
        assert Client().post("/channels/zalo/", b"{}", "application/json").status_code == 404


def test_the_demonstrations_messages_are_marked_and_their_answers_never_leave(
    example: Path, tmp_path: Path
) -> None:
    from tinhso.systems.hotline.channels.demonstration import load_demonstration

    assert example
    (tmp_path / "hotline").mkdir()
    made = "messages:\n- {hours: 30, channel: sms, address: '0900000001', text: Ổ gà to lắm}\n"
    (tmp_path / "hotline" / "messages.yaml").write_text(made, encoding="utf-8")
    now = timezone.now()
    assert load_demonstration(tmp_path, actor=LOADER, now=now).created == 1
    assert load_demonstration(tmp_path, actor=LOADER, now=now).created == 0
    assert for_person() == ["unanswered"]
    carriers.register("sms", lambda letter: Sent(letter.reference))
    try:
        post.deliver(now=now)
    finally:
        carriers.unregister("sms")
    assert not Message.objects.exclude(status__in=["queued", "expired"]).exists()
