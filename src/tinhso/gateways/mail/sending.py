"""Sending letters by SMTP (RFC 5321), under a Message-ID made from our reference.

A letter that is handed over twice has one Message-ID, by which mailboxes know the repeat. Every
letter says that a machine sent it (RFC 3834), so that no answering machine answers it.
"""

import re
import smtplib
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from tinhso.gateways.endpoints import Endpoint, EndpointError, read_endpoint
from tinhso.kernel.messages.carriers import Carrier
from tinhso.kernel.messages.contracts import Letter, Permanent, Sent, Temporary
from tinhso.kernel.people.rules import NotAnEmailError, normal_email

PORTS = {"smtps": 465, "smtp": 587, "smtp+clear": 25}
SECONDS = 30.0
"""How long one answer of the server is waited for."""

MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,180}@[!-;=?-~]{1,180}>")


@dataclass(frozen=True)
class Smtp:
    """A submission server and who writes: `sender` is an address, `name` what stands before it."""

    endpoint: Endpoint
    sender: str
    name: str = ""
    seconds: float = SECONDS
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)


def read_smtp(url: str, *, setting: str = "TINHSO_SMTP") -> Smtp:
    """Return what `smtps://user:password@host?from=1022@province.vn&name=…` says.

    `smtps` is TLS from the first byte, `smtp` is STARTTLS, which is then insisted on, and
    `smtp+clear` speaks to a server on this machine. Raises EndpointError.
    """
    options = frozenset({"from", "name"})
    endpoint = read_endpoint(url, setting=setting, ports=PORTS, options=options)
    try:
        sender = normal_email(endpoint.options.get("from", ""))
    except NotAnEmailError:
        raise EndpointError(f"{setting} names no sender: ?from=1022@…") from None
    return Smtp(endpoint, sender, endpoint.options.get("name", ""))


def smtp_carrier(smtp: Smtp) -> Carrier:
    """Return who sends letters through this server, one connection a letter.

    It raises Permanent when the server refuses this letter for good (5xx to its receiver or
    content), and Temporary for everything that lies in the server or in our account there.
    """

    def carry(letter: Letter) -> Sent:
        message = compose(letter, smtp)
        try:
            with _session(smtp) as session:
                session.send_message(message, from_addr=smtp.sender, to_addrs=[letter.address])
        except smtplib.SMTPRecipientsRefused as error:
            code, _ = next(iter(error.recipients.values()))
            raise _refusal(code, "receiver") from None
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code, "letter") from None
        except (OSError, smtplib.SMTPException) as error:  # ssl.SSLError is an OSError
            raise Temporary(f"SMTP: {type(error).__name__}") from None
        return Sent(message["Message-ID"])

    return carry


def check(smtp: Smtp) -> None:
    """Log in and say goodbye; raise Temporary when that can't be done."""
    try:
        with _session(smtp) as session:
            session.noop()
    except (OSError, smtplib.SMTPException) as error:
        raise Temporary(f"SMTP: {type(error).__name__}: {error}") from None


def compose(letter: Letter, smtp: Smtp) -> EmailMessage:
    """Return the letter as a message of 7-bit lines, in UTF-8; raise Permanent if it can't be one.

    Auto-Submitted is auto-replied when it answers a message, else auto-generated (RFC 3834, 5).
    """
    if not letter.address.isascii() or letter.address.count("@") != 1:
        raise Permanent("no address that this server could take")
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = Address(smtp.name, addr_spec=smtp.sender)
        message["To"] = Address(addr_spec=letter.address)
    except (ValueError, IndexError):
        raise Permanent("no address of the form name@domain") from None
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = f"<{letter.reference}@{smtp.sender.rpartition('@')[2]}>"
    answered = MESSAGE_ID.findall(letter.in_reply_to)
    if answered:
        message["In-Reply-To"] = answered[-1]
        message["References"] = " ".join(answered)
    message["Auto-Submitted"] = "auto-replied" if answered else "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"  # what Exchange understands of the above
    message.set_content(letter.body, cte="quoted-printable")
    return message


@contextmanager
def _session(smtp: Smtp) -> Iterator[smtplib.SMTP]:
    at = smtp.endpoint
    if at.scheme == "smtps":
        session: smtplib.SMTP = smtplib.SMTP_SSL(
            at.host, at.port, timeout=smtp.seconds, context=smtp.context
        )
    else:
        session = smtplib.SMTP(at.host, at.port, timeout=smtp.seconds)
    with session:
        if at.scheme == "smtp":
            session.starttls(context=smtp.context)
        if at.user:
            _log_in(session, at)
        yield session


def _log_in(session: smtplib.SMTP, at: Endpoint) -> None:
    session.ehlo_or_helo_if_needed()
    if "PLAIN" not in session.esmtp_features.get("auth", "").split():
        session.login(at.user, at.password)
        return
    # RFC 4616 in UTF-8, which smtplib's own would refuse.
    word = b64encode(f"\0{at.user}\0{at.password}".encode()).decode()
    code, said = session.docmd("AUTH", f"PLAIN {word}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, said)


def _refusal(code: int, of: str) -> Exception:
    kind = Permanent if 500 <= code < 600 else Temporary
    return kind(f"the mail server refused the {of}: {code}")
