"""The ways by which a report comes: how each is sent, and what counts as its acknowledgement.

A way sends one report once and says what was answered. Where nothing whole is answered, or the
server says that it failed, the report is sent again as it stands: the page's form under its key,
Open311 under its Idempotency-Key, SMS and Zalo under the provider's id, a mail under its
Message-ID. Each report has a telephone number, a user or a mail address that no other has.
"""

import hashlib
import hmac
import http.client
import io
import json
import random
import re
import smtplib
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from http import HTTPStatus

from PIL import Image

from tinhso.gateways.tests.mailhouse import DOMAIN
from tinhso.gateways.tests.zalo_peer import hook

BOUNDARY = "a-line-that-no-picture-holds"
PATIENCE = 10.0
TOKEN = "t" * 32
NUMBER = re.compile(r"\b[A-Z]{2}-\d\d-[0-9A-Z]{6}\b")
SIDE = 120
SMS_SECRET = "shared with the provider"
MAILBOX = f"1022@{DOMAIN}"


@dataclass(frozen=True)
class Report:
    """One report before it is sent: `mark` is a word of its text that no other report has.

    `reached_by` is the channel on which its reporter expects letters, "" where nobody left a
    contact; `name` is what that reporter is called there.
    """

    way: str
    mark: str
    serial: int
    photos: tuple[bytes, ...] = ()
    reached_by: str = ""

    @property
    def text(self) -> str:
        """The words, with the place that a message has to name."""
        return f"Đèn đường hỏng ở ngõ 12 phường Tích Lương, báo cáo {self.mark}"

    @property
    def phone(self) -> str:
        """A mobile number of its own."""
        return f"091{self.serial:07d}"

    @property
    def mail(self) -> str:
        """A mail address of its own."""
        return f"lan-{self.mark}@{DOMAIN}"

    @property
    def name(self) -> str:
        """What the reporter is called where letters arrive; "" where none do."""
        names = {"sms": f"+84{self.phone[1:]}", "email": self.mail, "zalo": self.mark}
        return names.get(self.reached_by, "")


@dataclass(frozen=True)
class House:
    """Where the product and the mail house answer, and which commune reports are about."""

    port: int
    smtp: int
    place: str


@dataclass(frozen=True)
class Answer:
    """What was answered: taken or refused; the number where the answer bears one."""

    taken: bool
    number: str = ""
    said: str = ""


Way = Callable[[Report, House, str], "Answer | None"]
"""Send a report once from a loopback address; None means: send it again."""


def page(report: Report, house: House, address: str) -> Answer | None:
    """Fill in the page's form; taken is what leads to a receipt."""
    contact = {"sms": ("phone", report.phone), "email": ("email", report.mail)}
    fields = [
        ("csrfmiddlewaretoken", TOKEN),
        ("key", report.mark),
        ("text", report.text),
        ("place", house.place),
        *([contact[report.reached_by]] if report.reached_by else []),
    ]
    answer = _post(house, address, "/reports/new/", *_form(fields, "photos", report.photos))
    if answer is None:
        return None
    status, where, said = answer
    number = NUMBER.search(where)
    taken = status == HTTPStatus.FOUND and number is not None
    return Answer(taken, number[0] if number else "", f"{status}: {where or said}")


def open311(report: Report, house: House, address: str) -> Answer | None:
    """Post a service request, with its Idempotency-Key; taken is 200 or 201 with its number."""
    fields = [
        ("service_code", "unclassified"),
        ("description", report.text),
        ("address_id", house.place),
        *([("phone", report.phone)] if report.reached_by == "sms" else []),
    ]
    body, headers = _form(fields, "media", report.photos)
    headers["Idempotency-Key"] = report.mark
    answer = _post(house, address, "/open311/v2/requests.json", body, headers)
    if answer is None:
        return None
    status, _, said = answer
    number = NUMBER.search(said)
    taken = status in (HTTPStatus.OK, HTTPStatus.CREATED) and number is not None
    return Answer(taken, number[0] if number else "", f"{status}: {said}")


def sms(report: Report, house: House, address: str) -> Answer | None:
    """Hand in a text message as its provider does."""
    held = {"id": report.mark, "from": report.phone, "text": report.text}
    return _hooked(provider_says(held, house, address))


def provider_says(held: Mapping[str, str], house: House, address: str) -> tuple[int, str] | None:
    """Post what the provider of SMS tells, signed; return status and words."""
    body = json.dumps(held).encode()
    signature = hmac.new(SMS_SECRET.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Signature": f"sha256={signature}"}
    answer = _post(house, address, "/channels/sms/", body, headers)
    return answer and (answer[0], answer[2])


def zalo(report: Report, house: House, address: str) -> Answer | None:
    """Tell what a user wrote to the Official Account, as Zalo's web hook does."""
    body, headers = hook(
        {
            "event_name": "user_send_text",
            "sender": {"id": report.mark},
            "message": {"msg_id": f"m-{report.mark}", "text": report.text},
        }
    )
    answer = _post(house, address, "/channels/zalo/", body, headers)
    return _hooked(answer and (answer[0], answer[2]))


def mail(report: Report, house: House, _address: str) -> Answer | None:
    """Write to the hotline's mailbox; taken is what the mail house takes, which nobody kills."""
    letter = EmailMessage()
    letter["From"], letter["To"] = report.mail, MAILBOX
    letter["Subject"] = "Đèn đường"
    letter["Message-ID"] = f"<{report.mark}@{DOMAIN}>"
    letter.set_content(report.text)
    for photo in report.photos:
        letter.add_attachment(photo, maintype="image", subtype="jpeg", filename="a.jpg")
    with smtplib.SMTP("127.0.0.1", house.smtp, timeout=PATIENCE) as session:
        session.send_message(letter)
    return Answer(taken=True)


WAYS: Mapping[str, Way] = {
    "page": page,
    "open311": open311,
    "sms": sms,
    "zalo": zalo,
    "email": mail,
}


@contextmanager
def slow_hooks(port: int, many: int) -> Iterator[None]:
    """Hold so many web hooks half sent, as whoever wants to stop the house would."""
    with ExitStack() as held:
        for number in range(many):
            one = held.enter_context(socket.create_connection(("127.0.0.1", port), PATIENCE))
            path = ("/channels/sms/", "/channels/zalo/")[number % 2]
            head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n\r\n"
            one.sendall(f'{head}{{"id": "m'.encode())
        yield


def _hooked(answer: tuple[int, str] | None) -> Answer | None:
    return answer and Answer(answer[0] == HTTPStatus.OK, said=f"{answer[0]}: {answer[1]}")


def _post(
    house: House, address: str, path: str, body: bytes, headers: Mapping[str, str]
) -> tuple[int, str, str] | None:
    """Return status, where it leads and the words; None where the server broke or said so."""
    connection = http.client.HTTPConnection(
        "127.0.0.1", house.port, timeout=PATIENCE, source_address=(address, 0)
    )
    try:
        connection.request("POST", path, body, dict(headers))
        answer = connection.getresponse()
        said = answer.read().decode()
        if answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return answer.status, answer.getheader("Location") or "", said
    except (OSError, http.client.HTTPException):
        pass
    finally:
        connection.close()
    return None


def _form(
    fields: Sequence[tuple[str, str]], photos_in: str, photos: Sequence[bytes]
) -> tuple[bytes, dict[str, str]]:
    parts = [(f'name="{name}"', value.encode()) for name, value in fields]
    parts += [(f'name="{photos_in}"; filename="a.jpg"', photo) for photo in photos]
    body = b"".join(
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode()
        + content
        + b"\r\n"
        for head, content in parts
    ) + (f"--{BOUNDARY}--\r\n".encode())
    headers = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Cookie": f"csrftoken={TOKEN}",
    }
    return body, headers


def picture(chance: random.Random) -> bytes:
    """Return a photograph of noise, large enough not to be taken for a logo in a mail."""
    taken = io.BytesIO()
    Image.frombytes("RGB", (SIDE, SIDE), chance.randbytes(3 * SIDE**2)).save(taken, "JPEG")
    return taken.getvalue()
