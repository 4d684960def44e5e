"""From settings to gateways: absent without them, refused when wrong, served in loops."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tinhso.config import carrying
from tinhso.gateways.tests.mailhouse import DOMAIN, MISSING, PASSWORD, mail_house
from tinhso.gateways.tests.peers import HttpPeer, http_peer
from tinhso.gateways.tests.smsc import message_centre
from tinhso.gateways.tests.zalo_peer import APP, APP_SECRET, BEGINNING, zalo_peer
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.messages import actions, carriers
from tinhso.kernel.messages.contracts import Arrived, Outgoing, Receipt
from tinhso.kernel.messages.models import Incoming, Message

NAMES = [
    *("TINHSO_SMTP", "TINHSO_IMAP", "TINHSO_SMPP", "TINHSO_SMS_HTTP", "TINHSO_SMS_TOKEN"),
    *("TINHSO_SMS_TEMPLATE", "TINHSO_SMS_NAMES", "TINHSO_SMS_SECRET", "TINHSO_ZALO_APP_ID"),
    *("TINHSO_ZALO_APP_SECRET", "TINHSO_ZALO_OA_SECRET", "TINHSO_ZALO_REFRESH_TOKEN"),
]
DESK = Actor("system:test")


def forget() -> None:
    for made in (carrying.submission, carrying.mailbox, carrying.message_centre):
        made.cache_clear()
    for channel in carriers.registered():
        carriers.unregister(channel)


@pytest.fixture(autouse=True)
def nothing_set(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in NAMES:
        setattr(settings, name, "")
    # The test's own transaction is on this connection.
    monkeypatch.setattr(carrying, "close_old_connections", lambda: None)
    forget()
    yield
    forget()


@pytest.fixture(scope="module")
def server() -> Iterator[HttpPeer]:
    with http_peer() as found:
        yield found


def test_without_settings_no_channel_is_carried_and_nothing_is_asked() -> None:
    carrying.register()
    assert carriers.registered() == frozenset()
    assert [loop.name for loop in carrying.loops()] == ["desk"]
    assert carrying.checks() == {}


def test_what_is_set_is_carried_each_channel_in_a_loop_of_its_own(settings: Settings) -> None:
    settings.TINHSO_SMTP = "smtps://u:p@mail.example?from=1022@songmay.example"
    settings.TINHSO_IMAP = "imaps://u:p@mail.example"
    settings.TINHSO_SMPP = "smpps://u:p@smsc.example?from=1022"
    settings.TINHSO_ZALO_APP_ID, settings.TINHSO_ZALO_APP_SECRET = APP, APP_SECRET
    settings.TINHSO_ZALO_REFRESH_TOKEN = BEGINNING
    carrying.register()
    assert carriers.registered() == {"email", "sms", "zalo"}
    assert {loop.name for loop in carrying.loops()} == {
        *("desk", "mailbox", "smpp"),
        *("post-email", "post-sms", "post-zalo"),
    }
    assert set(carrying.checks()) == {"TINHSO_SMTP", "TINHSO_IMAP", "TINHSO_SMPP"}


@pytest.mark.parametrize(
    ("set_to", "said"),
    [
        ({"TINHSO_SMTP": "mail.example"}, "TINHSO_SMTP"),
        ({"TINHSO_IMAP": "imaps://u:p@mail.example"}, "TINHSO_SMTP"),
        ({"TINHSO_SMS_HTTP": "http://provider.example/"}, "TINHSO_SMS_HTTP"),
        (
            {"TINHSO_SMS_HTTP": "https://provider.example/", "TINHSO_SMS_TEMPLATE": "{}"},
            "TINHSO_SMS_TEMPLATE",
        ),
        ({"TINHSO_SMS_NAMES": "a=b"}, "TINHSO_SMS_NAMES"),
        (
            {
                "TINHSO_SMS_HTTP": "https://provider.example/",
                "TINHSO_SMPP": "smpps://u:p@smsc.example?from=1022",
            },
            "one of them",
        ),
        ({"TINHSO_SMPP": "smpp://u:p@smsc.example?from=1022"}, "TINHSO_SMPP"),
        ({"TINHSO_ZALO_APP_ID": "1"}, "TINHSO_ZALO_APP_SECRET"),
    ],
)
def test_a_mistake_stops_the_start_and_names_itself(
    settings: Settings, set_to: dict[str, str], said: str
) -> None:
    for name, value in set_to.items():
        setattr(settings, name, value)
    with pytest.raises(ImproperlyConfigured, match=said):
        carrying.register()


def queued(channel: str, address: str) -> Message:
    outgoing = Outgoing(channel, address, "Đã xử lý xong.", subject="Kết quả")
    return actions.send(outgoing, key=f"test:{channel}", actor=DESK, now=timezone.now())


def served(name: str, until: threading.Event) -> None:
    """Run one of the worker's loops in this thread until an event."""
    (loop,) = [loop for loop in carrying.loops() if loop.name == name]
    loop.run(until)


@pytest.mark.django_db
def test_a_letter_waits_for_a_provider_that_is_down_and_is_sent_when_it_is_back(
    settings: Settings, server: HttpPeer
) -> None:
    settings.TINHSO_SMS_HTTP = f"{server.url}/send"
    settings.TINHSO_SMS_SECRET = "bí mật"
    carrying.register()
    message = queued("sms", "0912 345 678")
    answered = threading.Event()

    def answer(status: int, said: object) -> None:
        answered.clear()
        server.answer = lambda _: (answered.set(), (status, said))[1]  # type: ignore[func-returns-value]

    answer(503, {})
    served("post-sms", answered)
    message.refresh_from_db()
    assert (message.status, message.attempts) == ("queued", 1)
    Message.objects.update(due_at=timezone.now())
    answer(200, {"id": "p-1"})
    served("post-sms", answered)
    message.refresh_from_db()
    assert (message.status, message.provider_ref) == ("sent", "p-1")

    body = json.dumps({"id": "p-1", "status": "delivered"}).encode()
    lie = Client().post("/channels/sms/", body, content_type="application/json")
    assert lie.status_code == 403
    mac = hmac.new("bí mật".encode(), body, hashlib.sha256).hexdigest()
    for _ in range(3):
        told = Client().post(
            "/channels/sms/", body, content_type="application/json", headers={"X-Signature": mac}
        )
        assert told.status_code == 200
    message.refresh_from_db()
    assert message.status == "delivered"


@pytest.mark.django_db
def test_a_receipt_for_a_letter_that_is_none_of_ours_changes_nothing() -> None:
    message = queued("sms", "0912 345 678")
    carrying.hand_in(Receipt("sms", "never-sent", delivered=True))
    message.refresh_from_db()
    assert message.status == "queued"


@pytest.mark.django_db
def test_what_comes_thrice_is_stored_once() -> None:
    for _ in range(3):
        carrying.hand_in(Arrived("zalo", "m-1", "7213", "Mất nước"))
    assert Incoming.objects.get().repeats == 2


@pytest.mark.django_db
def test_a_message_centre_brings_and_takes(settings: Settings) -> None:
    with message_centre() as centre:
        settings.TINHSO_SMPP = f"smpp+clear://tinhso:secret@127.0.0.1:{centre.port}?from=1022"
        carrying.register()
        done = threading.Event()

        def script() -> None:
            try:
                centre.wait_for_link()
                for _ in range(3):
                    centre.deliver(b"Mat nuoc o to 5")
                    assert centre.answer().status == 0
            finally:
                done.set()

        player = threading.Thread(target=script)
        player.start()
        served("smpp", done)
        player.join()
    assert Incoming.objects.get().repeats == 2


@pytest.mark.django_db
def test_zalo_is_carried_by_the_worker(settings: Settings) -> None:
    with zalo_peer() as peer:
        settings.TINHSO_ZALO_API = peer.peer.url
        settings.TINHSO_ZALO_APP_ID, settings.TINHSO_ZALO_APP_SECRET = APP, APP_SECRET
        settings.TINHSO_ZALO_REFRESH_TOKEN = BEGINNING
        carrying.register()
        message = queued("zalo", "7213")
        actions.deliver(now=timezone.now(), channel="zalo")
    message.refresh_from_db()
    assert (message.status, message.provider_ref) == ("sent", "zalo-1")


@pytest.mark.django_db
@pytest.mark.skipif(bool(MISSING), reason="Debian's exim4 and dovecot-imapd are not here")
def test_mail_is_fetched_answered_and_the_answer_to_the_answer_known(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_house() as house:
        monkeypatch.setenv("SSL_CERT_FILE", str(house.folder / "cert.pem"))
        user = f"1022:{PASSWORD.replace(' ', '%20')}@127.0.0.1"
        settings.TINHSO_SMTP = f"smtps://{user}:{house.smtps}?from=1022@{DOMAIN}"
        settings.TINHSO_IMAP = f"imaps://{user}:{house.imaps}/INBOX?done=Taken"
        carrying.register()
        for reach in carrying.checks().values():
            reach()
        raw = f"From: lan@{DOMAIN}\r\nSubject: Mat nuoc\r\nMessage-ID: <1@nha>\r\n\r\nTo 5\r\n"
        for _ in range(2):
            house.post(raw.encode(), sender=f"lan@{DOMAIN}")
        stop = threading.Event()
        receive = actions.receive

        def count(came: Arrived, **more: object) -> object:
            found = receive(came, **more)  # type: ignore[arg-type]
            if not found[1]:
                stop.set()
            return found

        monkeypatch.setattr(actions, "receive", count)
        served("mailbox", stop)
        assert Incoming.objects.get().repeats == 1
        queued("email", f"lan@{DOMAIN}")
        actions.deliver(now=timezone.now(), channel="email")
        house.wait_for(house.folder / "mail" / "lan" / "Maildir", 1)
        assert Message.objects.get().provider_ref.encode() in house.mails_of("lan")[0]
