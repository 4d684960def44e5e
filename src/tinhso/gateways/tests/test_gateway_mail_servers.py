"""Mail over Debian's own servers: Exim takes and delivers, Dovecot gives out."""

import dataclasses
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from tinhso.gateways import mail
from tinhso.gateways.mail.sending import SECONDS
from tinhso.gateways.tests.mailhouse import DOMAIN, MISSING, PASSWORD, MailHouse, mail_house
from tinhso.gateways.tests.peers import babbling, closed_port, letter, never, raw_peer, silent
from tinhso.kernel.messages.contracts import Arrived, Letter, Permanent, Receipt, Temporary

pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"{', '.join(MISSING)}: not here (Debian's exim4 and dovecot-imapd)"
)
OWN = f"1022@{DOMAIN}"


@pytest.fixture(scope="module")
def house() -> Iterator[MailHouse]:
    with mail_house() as found:
        yield found


@pytest.fixture(autouse=True)
def swept(house: MailHouse) -> Iterator[None]:
    yield
    house.empty()


def smtp(house: MailHouse, scheme: str = "smtps") -> mail.Smtp:
    port = house.smtps if scheme == "smtps" else house.smtp
    return mail.Smtp(
        mail.read_smtp(
            f"{scheme}://1022:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{port}?from={OWN}"
        ).endpoint,
        OWN,
        "Tổng đài 1022",
        context=house.context,
    )


def imap(house: MailHouse, query: str = "", scheme: str = "imaps") -> mail.Imap:
    port = house.imaps if scheme == "imaps" else house.imap
    user = f"1022:{PASSWORD.replace(' ', '%20')}"
    found = mail.read_imap(f"{scheme}://{user}@127.0.0.1:{port}/INBOX{query}", own=OWN)
    return dataclasses.replace(found, context=house.context)


def to_lan(body: str = "Đường đã được sửa.", **more: str) -> Letter:
    return letter(body, channel="email", address=f"lan@{DOMAIN}", **more)


def written(words: str = "Cống tắc ở ngõ 5", **headers: str) -> bytes:
    message = EmailMessage()
    message["From"] = f"lan@{DOMAIN}"
    message["To"] = OWN
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(words)
    return message.as_bytes()


def fetched(box: mail.Imap) -> list[Arrived | Receipt]:
    found: list[Arrived | Receipt] = []
    mail.fetch(box, found.append)
    return found


@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
def test_a_letter_reaches_the_mailbox_as_it_was_meant(house: MailHouse, scheme: str) -> None:
    body = "Đường đã được sửa.\n.\nDòng sau dấu chấm; " + "dài " * 400
    sent = mail.smtp_carrier(smtp(house, scheme))(
        to_lan(body, subject="Kết quả\r\nBcc: x@y.example", in_reply_to="<hoi@nha.example>")
    )
    box = house.folder / "mail" / "lan" / "Maildir"
    house.wait_for(box, 1)
    got = message_from_bytes(house.mails_of("lan")[0], policy=default)
    assert sent.provider_ref == got["Message-ID"] == f"<0190-0001@{DOMAIN}>"
    assert got["From"] == f"Tổng đài 1022 <{OWN}>"
    assert got["Subject"] == "Kết quả Bcc: x@y.example"
    assert got["Bcc"] is None
    assert got["In-Reply-To"] == got["References"] == "<hoi@nha.example>"
    assert got["Auto-Submitted"] == "auto-replied"
    assert got.get_content().strip() == body.strip()


def test_who_is_unknown_is_refused_for_good_and_who_is_asked_later_for_now(
    house: MailHouse,
) -> None:
    carry = mail.smtp_carrier(smtp(house))
    with pytest.raises(Permanent, match="550"):
        carry(letter(channel="email", address=f"nobody@{DOMAIN}"))
    with pytest.raises(Temporary, match="451"):
        carry(letter(channel="email", address=f"later@{DOMAIN}"))
    with pytest.raises(Permanent):
        carry(letter(channel="email", address="không phải địa chỉ"))


def test_a_wrong_password_is_our_trouble_and_no_letters(house: MailHouse) -> None:
    right = smtp(house)
    wrong = dataclasses.replace(right, endpoint=dataclasses.replace(right.endpoint, password="sai"))
    with pytest.raises(Temporary):
        mail.smtp_carrier(wrong)(to_lan())
    box = imap(house)
    with pytest.raises(Temporary):
        fetched(
            dataclasses.replace(box, endpoint=dataclasses.replace(box.endpoint, password="sai"))
        )


def test_a_server_whose_certificate_is_not_trusted_gets_no_password(house: MailHouse) -> None:
    stranger = mail.read_smtp(f"smtps://1022:x@127.0.0.1:{house.smtps}?from={OWN}")
    with pytest.raises(Temporary, match="SSL"):
        mail.smtp_carrier(stranger)(to_lan())
    starting = mail.read_smtp(f"smtp://1022:x@127.0.0.1:{house.smtp}?from={OWN}")
    with pytest.raises(Temporary, match="SSL"):
        mail.smtp_carrier(starting)(to_lan())
    with pytest.raises(Temporary, match="SSL"):
        fetched(mail.read_imap(f"imaps://1022:x@127.0.0.1:{house.imaps}", own=OWN))


@pytest.mark.parametrize("scheme", ["imaps", "imap"])
def test_new_mail_is_fetched_once(house: MailHouse, scheme: str) -> None:
    house.post(written(Message_ID="<a1@nha.example>"), sender="lan@nha.example")
    house.post(written("Mất điện"), sender="lan@nha.example")
    box = imap(house, scheme=scheme)
    first, second = fetched(box)
    assert isinstance(first, Arrived)
    assert isinstance(second, Arrived)
    assert (first.external_id, first.address) == ("<a1@nha.example>", f"lan@{DOMAIN}")
    assert (first.text, second.text) == ("Cống tắc ở ngõ 5", "Mất điện")
    assert fetched(box) == []


def test_what_could_not_be_taken_comes_again_and_holds_up_no_other(house: MailHouse) -> None:
    for words in ("một", "hai"):
        house.post(written(words), sender="lan@nha.example")
    box, taken = imap(house), []

    def refuse_the_first(came: Arrived | Receipt) -> None:
        assert isinstance(came, Arrived)
        if came.text == "một":
            raise RuntimeError
        taken.append(came.text)

    assert mail.fetch(box, refuse_the_first) == mail.Fetched(taken=1, failed=1)
    again = fetched(box)
    assert taken == ["hai"]
    assert [came.text for came in again if isinstance(came, Arrived)] == ["một"]


def test_the_same_mail_thrice_has_one_id(house: MailHouse) -> None:
    for _ in range(3):
        house.post(written(Message_ID="<a1@nha.example>"), sender="lan@nha.example")
    ids = [came.external_id for came in fetched(imap(house)) if isinstance(came, Arrived)]
    assert ids == ["<a1@nha.example>"] * 3


def test_with_a_folder_for_it_what_was_taken_is_moved_there(house: MailHouse) -> None:
    box = imap(house, "?done=Da+nhan")
    for words in ("một", "hai"):
        house.post(written(words), sender="lan@nha.example")
    assert len(fetched(box)) == 2
    assert fetched(box) == []
    assert len(fetched(dataclasses.replace(box, folder="Da nhan", done=""))) == 2


def test_a_mail_larger_than_we_take_gives_its_words(house: MailHouse) -> None:
    message = EmailMessage()
    message["From"] = f"lan@{DOMAIN}"
    message.set_content("Cống tắc, xem ảnh")
    message.add_attachment(bytes(600_000), "image", "jpeg")
    house.post(message.as_bytes(), sender="lan@nha.example")
    (came,) = fetched(dataclasses.replace(imap(house), largest=500_000))
    assert isinstance(came, Arrived)
    assert came.text.startswith("Cống tắc, xem ảnh\n\n[Thư quá lớn")


def test_an_answering_machine_is_read_and_left_aside(house: MailHouse) -> None:
    house.post(written("Tôi đi vắng", Auto_Submitted="auto-replied"), sender="lan@nha.example")
    box = imap(house)
    assert mail.fetch(box, never) == mail.Fetched(ignored=1)
    assert mail.fetch(box, never) == mail.Fetched()


def test_a_letter_that_comes_back_is_a_receipt(house: MailHouse) -> None:
    sent = mail.smtp_carrier(smtp(house))(
        letter(channel="email", address=f"gone@{DOMAIN}", reference="0190-back")
    )
    house.wait_for(house.folder / "mail" / "1022" / "Maildir", 1)  # Exim's own bounce
    (receipt,) = fetched(imap(house))
    assert receipt == Receipt("email", sent.provider_ref, delivered=False, error="5.0.0")


def test_an_answer_to_our_letter_names_it(house: MailHouse) -> None:
    sent = mail.smtp_carrier(smtp(house))(to_lan())
    answer = written(
        "Vẫn chưa được\n\nOn Mon, 1022 wrote:\n> Đã sửa", In_Reply_To=sent.provider_ref
    )
    house.post(answer, sender="lan@nha.example")
    (came,) = fetched(imap(house))
    assert isinstance(came, Arrived)
    assert (came.in_reply_to, came.text) == (sent.provider_ref, "Vẫn chưa được")


def test_both_can_be_tried_without_sending(house: MailHouse) -> None:
    mail.check_smtp(smtp(house))
    mail.check_imap(imap(house))


@pytest.mark.parametrize("kind", ["closed", "silent", "babbling"])
def test_servers_that_are_down_slow_or_speak_nonsense_are_tried_later(kind: str) -> None:
    assert SECONDS <= 60
    if kind == "closed":
        _down(closed_port())
    else:
        with raw_peer({"silent": silent, "babbling": babbling}[kind]) as port:
            _down(port)


def _down(port: int) -> None:
    out = mail.read_smtp(f"smtp+clear://127.0.0.1:{port}?from={OWN}")
    with pytest.raises(Temporary):
        mail.smtp_carrier(dataclasses.replace(out, seconds=0.2))(to_lan())
    box = mail.read_imap(f"imap+clear://u:p@127.0.0.1:{port}", own=OWN)
    with pytest.raises(Temporary):
        mail.fetch(dataclasses.replace(box, seconds=0.2), never)
