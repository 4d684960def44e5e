"""The world around the house: a mail house of Debian's servers, and a provider of text messages.

Both run beside the tests and keep what they are handed; `settings` is how the product reaches them.
"""

import hashlib
import hmac
import json
import re
import smtplib
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from urllib.parse import quote

from playwright.sync_api import APIRequestContext, Page

from tinhso.gateways.tests.mailhouse import DOMAIN, MISSING, PASSWORD, MailHouse, mail_house
from tinhso.gateways.tests.peers import HttpPeer, Request, http_peer
from tinhso.kernel.units.names import fold

SMS_SECRET = "chung voi nha cung cap"
HOTLINE = f"1022@{DOMAIN}"
NUMBER = re.compile(r"TN-\d\d-[0-9A-Z]{6}")
"""The number of a report in somebody's words."""

TURNS, TURN = 120, 250
"""How often one looks whether a letter came, and how long it is until the next look, in ms."""


@dataclass(frozen=True)
class Text:
    """A text message that the product sent: the provider's id, and the words."""

    provider_id: str
    words: str


@dataclass
class Provider:
    """A provider of text messages: takes what it is handed, hands in what telephones send."""

    peer: HttpPeer

    def __post_init__(self) -> None:
        self.peer.answer = lambda request: (200, {"id": _id_of(request)})

    def texts_to(self, number: str) -> list[Text]:
        """Return what was sent to a number in national form, each once, oldest first."""
        held = [(json.loads(request.body), request) for request in list(self.peer.asked)]
        to = f"+84{number[1:]}"
        found = {_id_of(request): body["text"] for body, request in held if body["to"] == to}
        return [Text(provider_id, words) for provider_id, words in found.items()]

    def hand_in(self, visitor: APIRequestContext, **told: str) -> None:
        """Post what a telephone sent, or what became of a message, signed as agreed."""
        body = json.dumps({"id": uuid.uuid4().hex} | told).encode()
        signature = hmac.new(SMS_SECRET.encode(), body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Signature": f"sha256={signature}"}
        answer = visitor.post("/channels/sms/", data=body, headers=headers)
        assert answer.ok, answer.text()


@dataclass(frozen=True)
class Outside:
    """Whom the product can reach; without Exim and Dovecot on this machine there is no mail."""

    provider: Provider
    mails: MailHouse | None = field(default=None)

    @property
    def settings(self) -> dict[str, str]:
        """The environment under which the product is connected."""
        found = {
            "TINHSO_SMS_HTTP": f"{self.provider.peer.url}/send",
            "TINHSO_SMS_SECRET": SMS_SECRET,
        }
        if self.mails is None:
            return found
        who = f"1022:{quote(PASSWORD)}@127.0.0.1"
        return found | {
            "TINHSO_SMTP": f"smtps://{who}:{self.mails.smtps}?from={HOTLINE}",
            "TINHSO_IMAP": f"imaps://{who}:{self.mails.imaps}/INBOX?done=Taken&every=1",
            "SSL_CERT_FILE": str(self.mails.folder / "cert.pem"),
        }

    def mails_to(self, address: str) -> list[EmailMessage]:
        """Return the mails that lie in Lan's box for one of her addresses, oldest first."""
        assert self.mails is not None
        found = [message_from_bytes(raw, policy=default) for raw in self.mails.mails_of("lan")]
        return [mail for mail in found if isinstance(mail, EmailMessage) and mail["To"] == address]

    def write(self, mail: EmailMessage) -> None:
        """Send a mail to the hotline."""
        assert self.mails is not None
        with smtplib.SMTP("127.0.0.1", self.mails.smtp, timeout=10) as session:
            session.send_message(mail)


@contextmanager
def outside() -> Iterator[Outside]:
    """Start them, and stop them."""
    with ExitStack() as stack:
        provider = Provider(stack.enter_context(http_peer()))
        yield Outside(provider, None if MISSING else stack.enter_context(mail_house()))


def words_of(mail: EmailMessage) -> str:
    """Return a mail's subject and words."""
    body = mail.get_body(("plain",))
    return f"{mail['Subject']}\n{body.get_content() if body else ''}"


def awaited(page: Page, came: Callable[[], Sequence[str]], *words: str) -> str:
    """Wait for a text with all these words, diacritics or not, and return the newest such.

    Letters are carried by a process of its own: one looks until they are there.
    """
    texts: Sequence[str] = ()
    for _ in range(TURNS):
        texts = came()
        for text in reversed(texts):
            if all(fold(word) in fold(text) for word in words):
                return text
        page.wait_for_timeout(TURN)
    raise AssertionError(f"nothing with {words} came: {texts}")


def _id_of(request: Request) -> str:
    reference: str = json.loads(request.body)["reference"]
    return f"p-{reference}"
