"""Reading one mail: what a person wrote and photographed, or why it is none of a person's.

No mail may stop the others: whatever its bytes are, `read` answers. What a machine sent is never
handed in as a message, so that no loop of answers begins (RFC 3834, 2 and 4); a bounce becomes the
receipt of the letter that did not arrive (RFC 3464).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from tinhso.gateways.mail.quoting import own_words
from tinhso.gateways.mail.sending import MESSAGE_ID
from tinhso.kernel.messages.contracts import EMAIL, Arrived, Receipt
from tinhso.kernel.messages.rules.addresses import can_be_answered
from tinhso.kernel.people.rules import NotAnEmailError, normal_email

PARTS = 200
PHOTOS = 10
SMALLEST_PHOTO = 4 * 2**10
"""Bytes below which a picture is a logo or a tracking point."""

PICTURES = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n|RIFF....WEBP|....ftyp(?:heic|heix|mif1|heim|heis)", re.DOTALL
)
MARKS_OF_MACHINES = ("list-id", "list-unsubscribe", "x-autoreply", "x-autorespond", "x-loop")
REPLY = re.compile(r"\s*(?:re|tl|trả lời|aw|sv)\s*:", re.IGNORECASE)
CUT_SHORT = "[Thư quá lớn: ảnh đính kèm không nhận được.]"
# A form feed, NUL and their like are no writing, and PostgreSQL takes no NUL.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Python knows codecs that are none of mail's, some of them slow on purpose-made bytes.
CHARSETS = re.compile(r"(?:utf|iso|windows|cp|us-ascii|koi8|mac|gb|big5|euc|shift)", re.IGNORECASE)
SEVEN_BIT = re.compile(r"iso-2022|utf-?(?:7|16|32)", re.IGNORECASE)
"""Charsets whose bytes could pass for UTF-8."""

UNSEEN = ("//script", "//style", "//head", "//title", "//comment()")
# How mail programs mark what they quote.
QUOTES = (
    "//blockquote",
    "//*[contains(@class, 'gmail_quote')]",
    "//*[contains(@class, 'moz-cite-prefix')]",
    "//*[@id='divRplyFwdMsg' or @id='appendonsend']/following-sibling::*",
    "//*[@id='divRplyFwdMsg' or @id='appendonsend']",
)


@dataclass(frozen=True)
class Ignored:
    """A mail that is no message to us, and why, in a word for the log."""

    why: str


def read(
    raw: bytes, *, own: str, fallback_id: str, cut: bool = False
) -> Arrived | Receipt | Ignored:
    """Return what the bytes of a mail hold.

    `own` is our own address, `fallback_id` the id of a mail that has no Message-ID; `cut` says that
    `raw` is only the beginning of a mail too large to be taken whole.
    """
    try:
        mail = message_from_bytes(raw)
        if receipt := _bounce(mail):
            return receipt
        if why := _machine(mail, own):
            return Ignored(why)
        return _arrived(mail, fallback_id, cut)
    except NotAnEmailError:
        return Ignored("no sender")
    except RecursionError:
        return Ignored("nested too deep")


def header(mail: Message, name: str) -> str:
    """Return a header decoded to NFC on one line, whatever was done to it; "" without one."""
    raw = mail.get(name)
    if raw is None:
        return ""
    try:
        pieces = [
            piece if isinstance(piece, str) else _decoded(piece, charset)
            for piece, charset in decode_header(raw)
        ]
    except (ValueError, LookupError):  # broken base64, and what else they send
        pieces = [str(raw)]
    return unicodedata.normalize("NFC", CONTROLS.sub(" ", " ".join("".join(pieces).split())))


def _machine(mail: Message, own: str) -> str:
    """Return why this mail is not a person's: RFC 3834 (2), RFC 2919, and customs; "" if it is."""
    if (header(mail, "auto-submitted") or "no").split(";")[0].strip().casefold() != "no":
        return "auto-submitted"
    if header(mail, "precedence").casefold() in {"bulk", "junk", "list"}:
        return "bulk"
    if header(mail, "return-path").replace(" ", "") == "<>":
        return "no return path"
    if mail.get_content_type() == "multipart/report":
        return "report"
    for mark in MARKS_OF_MACHINES:
        if mark in mail:
            return mark
    sender = _sender(mail)[1]
    if sender == own.casefold():
        return "our own"
    return "" if can_be_answered(EMAIL, sender) else "a machine's address"


def _sender(mail: Message) -> tuple[str, str]:
    """Return name and normal address of who wrote; raise NotAnEmailError."""
    found = getaddresses([CONTROLS.sub(" ", str(mail.get("from", "")))])
    name, address = found[0] if found else ("", "")
    words = Message()
    words["from"] = name
    return header(words, "from")[:200], normal_email(address)


def _bounce(mail: Message) -> Receipt | None:
    """Return the receipt of a letter that a mail server gives back for good (RFC 3464)."""
    if mail.get_content_type() != "multipart/report":
        return None
    failed, status, letter = False, "", ""
    for part in _parts(mail):
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            for block in part.get_payload() if part.is_multipart() else ():
                if isinstance(block, Message) and header(block, "action").casefold() == "failed":
                    failed, status = True, header(block, "status")[:20]
        elif kind in {"message/rfc822", "text/rfc822-headers"} and not letter:
            letter = _message_id_of(part)
    return Receipt(EMAIL, letter, delivered=False, error=status) if failed and letter else None


def _message_id_of(part: Message) -> str:
    inner = part.get_payload(0) if part.is_multipart() else None
    if not isinstance(inner, Message):
        payload = part.get_payload(decode=True)
        inner = message_from_bytes(payload if isinstance(payload, bytes) else b"")
    found = MESSAGE_ID.search(header(inner, "message-id"))
    return found.group() if found else ""


def _arrived(mail: Message, fallback_id: str, cut: bool) -> Arrived:
    name, sender = _sender(mail)
    subject = header(mail, "subject")[:300]
    answered = MESSAGE_ID.findall(f"{header(mail, 'references')} {header(mail, 'in-reply-to')}")
    reply = bool(answered) or bool(REPLY.match(subject))
    words = own_words(_words(mail, reply=reply), reply=reply) or subject
    own_id = MESSAGE_ID.search(header(mail, "message-id"))
    return Arrived(
        channel=EMAIL,
        external_id=own_id.group() if own_id else fallback_id,
        address=sender,
        text=f"{words}\n\n{CUT_SHORT}".strip() if cut else words,
        sent_at=_date(mail),
        subject=subject,
        in_reply_to=answered[-1] if answered else "",
        photos=() if cut else tuple(_photos(mail)),
        name=name,
    )


def _date(mail: Message) -> datetime | None:
    try:
        moment = parsedate_to_datetime(header(mail, "date"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _parts(mail: Message) -> Iterator[Message]:
    """Yield the parts of a mail, the first PARTS of them."""
    for count, part in enumerate(mail.walk()):
        if count >= PARTS:
            return
        yield part


def _words(part: Message, *, reply: bool) -> str:
    """Return the text of a part and all within; of alternatives the plain one if it has words."""
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        versions = [
            (inner.get_content_type(), _words(inner, reply=reply)) for inner in _inner(part)
        ]
        spoken = [pair for pair in versions if pair[1].strip()]
        plain = [words for of, words in spoken if of == "text/plain"]
        return plain[0] if plain else (spoken[-1][1] if spoken else "")
    if part.is_multipart():
        if part.get_content_maintype() == "message":
            return ""
        return "\n".join(filter(None, (_words(inner, reply=reply) for inner in _inner(part))))
    if (part.get_content_disposition() or "inline") != "inline":
        return ""
    if kind == "text/plain":
        return _text(part)
    return _text_of_page(_text(part), reply=reply) if kind == "text/html" else ""


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    found = payload if isinstance(payload, list) else []
    return [inner for inner in found if isinstance(inner, Message)][:PARTS]


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    words = _decoded(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", CONTROLS.sub(" ", words))


def _decoded(raw: bytes, charset: str | None) -> str:
    """Decode by what is said, then by what is likely: many programs say us-ascii and mean UTF-8."""
    said = charset if charset and CHARSETS.match(charset) else "utf-8"
    names = (said, "utf-8") if SEVEN_BIT.match(said) else ("utf-8", said)
    for name in (*names, "cp1258"):
        try:
            return raw.decode(name)
        except (LookupError, UnicodeError):
            continue
    return raw.decode("utf-8", "replace")


def _text_of_page(page: str, *, reply: bool) -> str:
    """Return the words of an HTML body, a line a block, without what a program quoted."""
    try:
        root: Any = lxml_html.fromstring(page or "<p></p>")  # its types know no XPath
    except (etree.ParserError, ValueError):
        return re.sub(r"<[^>]*>", " ", page)
    for path in (*UNSEEN, *(QUOTES if reply else ())):
        for dropped in root.xpath(path):
            if dropped.getparent() is not None:
                dropped.drop_tree()
    for block in root.iter("br", "p", "div", "li", "tr", "h1", "h2", "h3"):
        block.tail = f"\n{block.tail or ''}"
    lines = (" ".join(line.split()) for line in root.text_content().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _photos(mail: Message) -> Iterator[bytes]:
    """Yield the pictures of a mail, attached or inline, told by their bytes and not their names."""
    found = 0
    for part in _parts(mail):
        if part.is_multipart() or part.get_content_maintype() not in {"image", "application"}:
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or len(payload) < SMALLEST_PHOTO:
            continue
        if PICTURES.match(payload):
            yield payload
            found += 1
        if found >= PHOTOS:
            return
