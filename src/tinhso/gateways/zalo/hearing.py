"""What Zalo's web hook tells: messages of users, and that they have received ours."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from tinhso.gateways import calling
from tinhso.gateways.zalo.words import word
from tinhso.kernel.messages.contracts import ZALO, Arrived, Receipt, Temporary, Untrusted

PICTURES = frozenset({"zdn.vn", "zadn.vn"})
"""Domains whose pictures are fetched: a web hook can't send us elsewhere, signed or not."""

INCOMING_BYTES = 256 * 2**10
PHOTOS, PHOTO_BYTES = 5, 10 * 2**20
PHOTO_SECONDS = 4.0
"""For all pictures of a message together: a web server's thread waits for them."""

NOT_FETCHED = "[Ảnh gửi kèm không tải được.]"
SIGNATURE = "x-zevent-signature"
RECEIVED = {"user_received_message", "user_seen_message"}
MESSAGES = {"user_send_text", "user_send_image", "user_send_location", "user_send_link"}
UNHEARD = {"user_send_audio", "user_send_video", "user_send_file"}
"""What nobody here listens to or opens: handed in without words, so that its sender is asked."""


def parse(
    body: bytes,
    headers: Mapping[str, str],
    secret: str,
    *,
    app_id: str = "",
    pictures: frozenset[str] = PICTURES,
) -> list[Arrived | Receipt]:
    """Return what one web hook tells: a message, receipts, or nothing that concerns us.

    `secret` is the OA's secret key, `app_id` ours where it is known. Pictures are fetched from the
    domains in `pictures`, all within PHOTO_SECONDS; one that isn't there is said in the text, for
    the message must not wait for it.

    Raises:
        Untrusted: no secret is set, the signature doesn't fit, or the body isn't of this form.
    """
    event = _trusted(body, headers, secret, app_id)
    name, message = event.get("event_name"), event.get("message")
    if not isinstance(message, dict):
        return []
    if name in RECEIVED:
        given = message.get("msg_ids")
        ids = given if isinstance(given, list) else [message.get("msg_id")]
        return [Receipt(ZALO, str(known), delivered=True) for known in ids[:100] if known]
    if name not in MESSAGES | UNHEARD:
        return []
    sender = event.get("sender")
    user = word(sender.get("id")) if isinstance(sender, dict) else ""
    known = word(message.get("msg_id"))
    if not user or not known:
        raise Untrusted("a message of nobody, or without an id")
    photos, notes = _attached(message, pictures)
    words = "\n".join(filter(None, [word(message.get("text")), *notes]))
    return [
        Arrived(
            channel=ZALO,
            external_id=known,
            address=user,
            text=words,
            sent_at=_time(event.get("timestamp")),
            in_reply_to=word(message.get("quote_msg_id")),
            photos=photos,
        )
    ]


def signature(app_id: str, body: bytes, timestamp: str, secret: str) -> str:
    """Return the hexadecimal SHA-256 that a web hook of Zalo bears."""
    return hashlib.sha256(app_id.encode() + body + f"{timestamp}{secret}".encode()).hexdigest()


def _trusted(body: bytes, headers: Mapping[str, str], secret: str, app_id: str) -> dict[str, Any]:
    if not secret:
        raise Untrusted("no secret is set")
    if len(body) > INCOMING_BYTES:
        raise Untrusted("larger than any event")
    try:
        event = json.loads(body.decode())
    except (ValueError, RecursionError):
        raise Untrusted("no JSON") from None
    if not isinstance(event, dict):
        raise Untrusted("no event")
    of, timestamp = word(event.get("app_id")), word(event.get("timestamp"))
    given = {key.casefold(): value for key, value in headers.items()}.get(SIGNATURE, "")
    expected = signature(of, body, timestamp, secret)
    fits = hmac.compare_digest(given.removeprefix("mac=").casefold().encode(), expected.encode())
    if not fits or (app_id and of != app_id):
        raise Untrusted("the signature doesn't fit")
    return event


def _attached(
    message: Mapping[str, Any], pictures: frozenset[str]
) -> tuple[tuple[bytes, ...], list[str]]:
    """Return the pictures of a message, and a line for each place or missing picture."""
    photos: list[bytes] = []
    notes: list[str] = []
    until = time.monotonic() + PHOTO_SECONDS
    for kind, payload in _attachments(message):
        if kind == "image" and len(photos) < PHOTOS:
            photo = _photo(word(payload.get("url")), pictures, until)
            photos.append(photo) if photo else notes.append(NOT_FETCHED)
        elif kind == "location" and isinstance(payload.get("coordinates"), dict):
            at = payload["coordinates"]
            latitude, longitude = word(at.get("latitude")), word(at.get("longitude"))
            notes.append(f"Vị trí: {latitude}, {longitude}")
        elif kind == "link":
            notes.append(word(payload.get("url")))
    return tuple(photos), notes


def _attachments(message: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    given = message.get("attachments")
    for attachment in (given if isinstance(given, list) else [])[:20]:
        if isinstance(attachment, dict) and isinstance(attachment.get("payload"), dict):
            yield word(attachment.get("type")), attachment["payload"]


def _photo(url: str, pictures: frozenset[str], until: float) -> bytes:
    """Return a picture's bytes, or none where it lies elsewhere or doesn't come in time."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if not any(host == domain or host.endswith(f".{domain}") for domain in pictures):
            return b""
        calling.check_url(url, setting="a picture's address")
        if (left := until - time.monotonic()) <= 0:
            return b""
        got = calling.call(url, method="GET", deadline=left, at_most=PHOTO_BYTES)
    except (Temporary, ValueError):
        return b""
    return got.body if got.status == 200 else b""


def _time(value: object) -> datetime | None:
    """Return the moment of a timestamp in milliseconds since 1970."""
    try:
        return datetime.fromtimestamp(int(word(value)) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
