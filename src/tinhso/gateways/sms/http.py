"""SMS by a provider's HTTP interface, whatever its fields are called.

No two providers agree on names, so that the request is a template and the names of what comes in
are a table; both are settings. What every provider must bear: one POST a message with our
reference (also as `Idempotency-Key`, so that a repeat can be told), an answer with its own id, and
for what comes in a shared secret, as HMAC-SHA256 of the body or as a bearer token.
"""

import hashlib
import hmac
import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from tinhso.gateways import calling
from tinhso.gateways.endpoints import EndpointError
from tinhso.kernel.messages.carriers import Carrier
from tinhso.kernel.messages.contracts import (
    SMS,
    Arrived,
    Letter,
    Permanent,
    Receipt,
    Sent,
    Temporary,
    Untrusted,
)

JSON_TEMPLATE = '{"to": "{to}", "text": "{text}", "reference": "{reference}"}'
SIGNATURE = "x-signature"
"""The header with the HMAC-SHA256 of the body in hexadecimal, `sha256=` before it or not."""

DELIVERED = frozenset({"delivered", "delivrd", "success", "1", "2", "true"})
UNDER_WAY = frozenset({"", "sent", "queued", "accepted", "acceptd", "enroute", "pending", "0"})
LATER = frozenset({401, 402, 403, 404, 408, 425, 429})
"""Refusals that lie in our account, its credit, the address or the moment, and in no letter."""

INCOMING_BYTES = 64 * 2**10

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True)
class Names:
    """What a provider calls the fields of what it sends us; dots lead into nested objects."""

    id: str = "id"
    sender: str = "from"
    text: str = "text"
    time: str = "time"
    status: str = "status"
    error: str = "error"


@dataclass(frozen=True)
class HttpSms:
    """A provider: where it takes messages, in which form, and who we are there.

    `template` is a JSON object, or a form when it begins with no brace (`to={to}&text={text}`).
    It may hold `{to}` (+84912345678), `{to_digits}` (84912345678), `{to_national}` (0912345678),
    `{text}` and `{reference}`. `answer_id` names the field of the answer that holds its id.
    """

    url: str
    template: str = JSON_TEMPLATE
    answer_id: str = "id"
    token: str = field(default="", repr=False)
    user: str = ""
    password: str = field(default="", repr=False)
    deadline: float = calling.DEADLINE


def read_provider(url: str, *, template: str, token: str, answer_id: str) -> HttpSms:
    """Return the provider that `https://user:password@host/path` and its companions name.

    User and password are sent as Basic, else a token as Bearer. Raises EndpointError.
    """
    parts = urlsplit(url)
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    return HttpSms(
        url=calling.check_url(bare, setting="TINHSO_SMS_HTTP"),
        template=check_template(template or JSON_TEMPLATE),
        answer_id=answer_id,
        token=token,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def read_names(words: str) -> Names:
    """Return the names that a setting gives as `sender=msisdn,text=content`.

    Raises EndpointError for a word that stands for no field.
    """
    given = dict(pair.strip().partition("=")[::2] for pair in words.split(",") if pair.strip())
    if unknown := sorted(set(given) - {known.name for known in fields(Names)}):
        raise EndpointError(f"TINHSO_SMS_NAMES: nothing is called {', '.join(unknown)}")
    return Names(**given)


def check_template(template: str) -> str:
    """Return a template that can be filled; raise EndpointError when it is neither JSON nor form.

    A template without the receiver or the text would send empty messages.
    """
    try:
        body, _ = _filled(template, {name: f"[{name}]" for name in _values(_PROBE)})
    except ValueError:
        raise EndpointError("TINHSO_SMS_TEMPLATE is neither JSON nor a form") from None
    whole = body.decode()
    if "{to" not in template or "{text}" not in template or not whole:
        raise EndpointError("TINHSO_SMS_TEMPLATE holds no {to} or no {text}")
    return template


def carrier(provider: HttpSms) -> Carrier:
    """Return who sends SMS through this provider, one POST a message.

    It raises Temporary for no answer, LATER and 5xx; Permanent for every other refusal.
    """

    def carry(letter: Letter) -> Sent:
        body, kind = _filled(provider.template, _values(letter))
        headers = {"Content-Type": kind, "Accept": "application/json", **_authority(provider)}
        headers["Idempotency-Key"] = letter.reference
        answer = calling.call(provider.url, body=body, headers=headers, deadline=provider.deadline)
        if answer.status in LATER or answer.status >= 500:
            raise Temporary(f"the SMS provider answered {answer.status}")
        if not 200 <= answer.status < 300:
            raise Permanent(f"the SMS provider answered {answer.status}")
        return Sent(_answered_id(answer.body, provider.answer_id) or letter.reference)

    return carry


def parse(
    body: bytes,
    headers: Mapping[str, str],
    secret: str,
    *,
    names: Names = Names(),
) -> Arrived | Receipt | None:
    """Return what a provider tells in one request: a message, a receipt, or nothing to note.

    The body is a JSON object or a form. It is trusted when `x-signature` is the HMAC-SHA256 of the
    body under `secret`, or `authorization` is `Bearer` and the secret; both compared in constant
    time. A body with a text is a message, one with a status a receipt (None while under way).

    Raises:
        Untrusted: no secret is set, none fits, or the body isn't of this form.
    """
    if len(body) > INCOMING_BYTES:
        raise Untrusted("larger than any SMS")
    if not _proven(body, headers, secret):
        raise Untrusted("neither signature nor token fit")
    data = _object(body)
    known = _text(data, names.id)
    if not known or len(known) > 200:
        raise Untrusted("no id")
    text, status = _text(data, names.text), _text(data, names.status)
    if status and not text:
        return _receipt(known, status.casefold(), _text(data, names.error))
    sender = _text(data, names.sender)
    if not sender or not text:
        raise Untrusted("no sender or no text")
    return Arrived(
        channel=SMS,
        external_id=known,
        address=sender,
        text=text,
        sent_at=_time(_text(data, names.time)),
    )


def _receipt(known: str, status: str, error: str) -> Receipt | None:
    if status in UNDER_WAY:
        return None
    delivered = status in DELIVERED
    return Receipt(SMS, known, delivered, "" if delivered else (error or status)[:200])


def _proven(body: bytes, headers: Mapping[str, str], secret: str) -> bool:
    if not secret:
        return False
    found = {name.casefold(): value for name, value in headers.items()}
    signature = found.get(SIGNATURE, "").removeprefix("sha256=").casefold()
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    signed = hmac.compare_digest(signature.encode(), expected.encode())
    bearer = hmac.compare_digest(
        found.get("authorization", "").encode(), f"Bearer {secret}".encode()
    )
    return signed or bearer


def _object(body: bytes) -> dict[str, Json]:
    try:
        words = body.decode()
        if words.lstrip().startswith("{"):
            data = json.loads(words)
        else:
            data = dict(parse_qsl(words, strict_parsing=True, max_num_fields=100))
    except (ValueError, RecursionError):
        raise Untrusted("neither a JSON object nor a form") from None
    return data if isinstance(data, dict) else {}


def _text(data: Json, name: str) -> str:
    """Return what stands under a dotted name as text without surrogates; "" where nothing does."""
    for step in name.split("."):
        data = data.get(step) if isinstance(data, dict) else None
    if data is None or isinstance(data, dict | list):
        return ""
    return str(data).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip("\0 ")


def _time(words: str) -> datetime | None:
    """Return an ISO 8601 time with its zone, or seconds since 1970; None where it is neither."""
    try:
        if words.isascii() and words.isdigit():
            return datetime.fromtimestamp(int(words), UTC)
        moment = datetime.fromisoformat(words)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo else None


_PROBE = Letter(SMS, "+84912345678", "text", reference="reference")


def _values(letter: Letter) -> dict[str, str]:
    digits = letter.address.lstrip("+")
    national = "0" + digits[2:] if digits.startswith("84") else digits
    return {
        "to": letter.address,
        "to_digits": digits,
        "to_national": national,
        "text": letter.body,
        "reference": letter.reference,
    }


def _filled(template: str, values: Mapping[str, str]) -> tuple[bytes, str]:
    """Return the body and its type; what is filled in can't break out of its field."""
    if template.lstrip().startswith("{"):
        filled = _in_json(json.loads(template), lambda words: _put(words, values))
        return json.dumps(filled, ensure_ascii=False).encode(), "application/json; charset=utf-8"
    pairs = parse_qsl(template, keep_blank_values=True, strict_parsing=True)
    form = urlencode([(name, _put(words, values)) for name, words in pairs])
    return form.encode(), "application/x-www-form-urlencoded"


def _in_json(node: Json, change: Callable[[str], str]) -> Json:
    if isinstance(node, dict):
        return {name: _in_json(value, change) for name, value in node.items()}
    if isinstance(node, list):
        return [_in_json(value, change) for value in node]
    return change(node) if isinstance(node, str) else node


def _put(words: str, values: Mapping[str, str]) -> str:
    """Fill placeholders in one pass, so that a text with "{to}" in it stays as it is."""
    head, *rest = words.split("{")
    filled = head
    for piece in rest:
        name, closed, tail = piece.partition("}")
        filled += values[name] + tail if closed and name in values else "{" + piece
    return filled


def _authority(provider: HttpSms) -> dict[str, str]:
    if provider.token:
        return {"Authorization": f"Bearer {provider.token}"}
    if provider.user:
        pair = b64encode(f"{provider.user}:{provider.password}".encode()).decode()
        return {"Authorization": f"Basic {pair}"}
    return {}


def _answered_id(body: bytes, name: str) -> str:
    try:
        return _text(json.loads(body), name)[:200]
    except (ValueError, RecursionError):
        return ""
