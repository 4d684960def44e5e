"""Fetching mail by IMAP (RFC 3501): a mail is marked only after it was taken, so that none is lost.

A crash between taking and marking brings the same mail again, under the same id; who takes it
knows repeats. The mailbox should be the product's own: with `?done=FOLDER` a mail that was taken
is moved there, else it is marked as read and what a person reads first is not fetched.
"""

import imaplib
import logging
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tinhso.gateways.endpoints import Endpoint, EndpointError, read_endpoint
from tinhso.gateways.mail.reading import Ignored, read
from tinhso.kernel.messages.contracts import Arrived, Receipt, Temporary
from tinhso.kernel.people.rules import NotAnEmailError, normal_email

PORTS = {"imaps": 993, "imap": 143, "imap+clear": 143}
SECONDS = 30.0
LARGEST = 25 * 2**20
BEGINNING = 256 * 2**10
"""Bytes read of a mail larger than LARGEST: its words stand first, its photos are lost."""

SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
HandIn = Callable[[Arrived | Receipt], None]
log = logging.getLogger("tinhso.gateways.mail")


@dataclass(frozen=True)
class Imap:
    """A mailbox: `folder` is read, what was taken goes to `done` where that is named."""

    endpoint: Endpoint
    own: str
    folder: str = "INBOX"
    done: str = ""
    every: int = 30
    largest: int = LARGEST
    seconds: float = SECONDS
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)


@dataclass(frozen=True)
class Fetched:
    """How many mails were handed in, ignored, and left for the next time because of an error."""

    taken: int = 0
    ignored: int = 0
    failed: int = 0


def read_imap(url: str, *, own: str, setting: str = "TINHSO_IMAP") -> Imap:
    """Return what `imaps://user:password@host/INBOX?done=Taken&every=30` says.

    `own` is the address under which we write. Raises EndpointError.
    """
    options = frozenset({"done", "every"})
    endpoint = read_endpoint(url, setting=setting, ports=PORTS, options=options)
    every = endpoint.number("every", 30)
    if every < 1:
        raise EndpointError(f"{setting}: every= is a number of seconds")
    try:
        own = normal_email(own)
    except NotAnEmailError:
        raise EndpointError(f"{setting} needs TINHSO_SMTP: mail is answered") from None
    folder, done = endpoint.path.strip("/") or "INBOX", endpoint.options.get("done", "")
    if not f"{folder}{done}".isascii():
        raise EndpointError(f"{setting}: name folders without diacritics")
    return Imap(endpoint, own, folder, done, every)


def fetch(imap: Imap, hand_in: HandIn) -> Fetched:
    """Hand in every new mail once, the oldest first; return what became of them.

    A mail that `hand_in` fails on stays as it was, and the others are taken. Raises Temporary when
    the server can't be reached, refuses us, or goes away.
    """
    taken = ignored = failed = 0
    try:
        with _mailbox(imap) as box:
            validity = _one(box.response("UIDVALIDITY")[1]).decode()
            for uid in _new(box, imap):
                mail = _read(box, imap, uid, f"uid:{validity}.{uid}@{imap.endpoint.host}")
                if isinstance(mail, Ignored):
                    log.info("a mail was left aside: %s", mail.why)
                    ignored += 1
                else:
                    try:
                        hand_in(mail)
                    except Exception:  # it stays unmarked, so that nothing is lost
                        log.exception("a mail could not be taken; it is tried again")
                        failed += 1
                        continue
                    taken += 1
                _mark(box, imap, uid)
    except (OSError, imaplib.IMAP4.error) as error:
        raise Temporary(f"IMAP: {type(error).__name__}") from None
    return Fetched(taken, ignored, failed)


def check(imap: Imap) -> None:
    """Log in and open the folder; raise Temporary when that can't be done."""
    try:
        with _mailbox(imap):
            pass
    except (OSError, imaplib.IMAP4.error) as error:
        raise Temporary(f"IMAP: {type(error).__name__}: {error}") from None


@contextmanager
def _mailbox(imap: Imap) -> Iterator[imaplib.IMAP4]:
    at = imap.endpoint
    box: imaplib.IMAP4
    if at.scheme == "imaps":
        box = imaplib.IMAP4_SSL(at.host, at.port, ssl_context=imap.context, timeout=imap.seconds)
    else:
        box = imaplib.IMAP4(at.host, at.port, timeout=imap.seconds)
    try:
        if at.scheme == "imap":
            box.starttls(ssl_context=imap.context)
        _log_in(box, at)
        if imap.done:
            box.create(_quoted(imap.done))  # answers NO when it is there
        _ok(box.select(_quoted(imap.folder)))
        yield box
    finally:
        try:
            box.logout()
        except (OSError, imaplib.IMAP4.error):
            log.debug("the mailbox went without a goodbye")


def _log_in(box: imaplib.IMAP4, at: Endpoint) -> None:
    # LOGIN quotes no user and takes ASCII alone; PLAIN (RFC 4616) takes everybody.
    if "AUTH=PLAIN" in box.capabilities:
        box.authenticate("PLAIN", lambda _: f"\0{at.user}\0{at.password}".encode())
    else:
        box.login(at.user, at.password)
    # What a server can do it says in full only now; imaplib asked before.
    box.capabilities = tuple(_one(_ok(box.capability())).decode().upper().split())


def _new(box: imaplib.IMAP4, imap: Imap) -> list[str]:
    wanted = "UNDELETED" if imap.done else "UNSEEN"
    found = _one(_ok(box.uid("SEARCH", wanted)))
    return [uid.decode() for uid in found.split()]


def _read(
    box: imaplib.IMAP4, imap: Imap, uid: str, fallback_id: str
) -> Arrived | Receipt | Ignored:
    size = SIZE.search(_one(_ok(box.uid("FETCH", uid, "(RFC822.SIZE)"))))
    large = size is None or int(size.group(1)) > imap.largest
    asked = f"(BODY.PEEK[]<0.{BEGINNING}>)" if large else "(BODY.PEEK[])"
    for answer in _ok(box.uid("FETCH", uid, asked)):
        if isinstance(answer, tuple):
            return read(answer[1], own=imap.own, fallback_id=fallback_id, cut=large)
    return Ignored("gone meanwhile")


def _mark(box: imaplib.IMAP4, imap: Imap, uid: str) -> None:
    """Say that a mail was dealt with: by moving it (RFC 6851), or as read."""
    if not imap.done:
        _ok(box.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)"))
    elif "MOVE" in box.capabilities:
        _ok(box.uid("MOVE", uid, _quoted(imap.done)))
    else:
        _ok(box.uid("COPY", uid, _quoted(imap.done)))
        _ok(box.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _ok(answer: tuple[str, Sequence[object]]) -> list[object]:
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error("the server said no")
    return list(data)


def _one(data: object) -> bytes:
    """Return the first line of an answer; b"" where there is none."""
    first = data[0] if isinstance(data, list) and data else b""
    return first if isinstance(first, bytes) else b""
