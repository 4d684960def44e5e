"""Answers to users by Zalo's Open API, under tokens that are renewed as they end."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from tinhso.gateways import calling
from tinhso.gateways.calling import Answer
from tinhso.gateways.zalo.words import json_object, word
from tinhso.kernel.messages.carriers import Carrier
from tinhso.kernel.messages.contracts import Letter, Permanent, Sent, Temporary

API = "https://openapi.zalo.me"
OAUTH = "https://oauth.zaloapp.com"
TEXT = 2_000
TOKEN = frozenset({-216, -220})
"""The access token is invalid or over: it is renewed, and the letter tried once more."""

LATER = frozenset({-32, -200})
"""Too many calls, or no reason given: tried again later."""

EARLY = timedelta(minutes=10)
log = logging.getLogger("tinhso.gateways.zalo")


@dataclass(frozen=True)
class Tokens:
    """What lets us call: an access token until `ends`, and the refresh token for the next."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    ends: datetime


@dataclass(frozen=True)
class Account:
    """An application and its Official Account. `api` and `oauth` are other hosts in tests alone."""

    app_id: str
    app_secret: str = field(repr=False)
    api: str = API
    oauth: str = OAUTH
    deadline: float = calling.DEADLINE


Renew = Callable[[Callable[[Tokens], Tokens], datetime], Tokens]
"""Give the tokens, renewed by the given function if they end soon after the given moment; the new
ones are kept before anybody uses them, and one caller renews at a time."""


def carrier(account: Account, renewed: Renew, *, clock: Callable[[], datetime]) -> Carrier:
    """Return who sends texts to users who wrote to the Official Account.

    A text longer than Zalo takes goes in several messages; the last one's id is the receipt's. It
    raises Temporary and Permanent as Zalo's code says.
    """

    def carry(letter: Letter) -> Sent:
        renew = _renewal(account, clock)
        token = renewed(renew, clock() + EARLY).access
        reference = ""
        for piece in pieces(letter.body):
            answer = _send(account, token, letter.address, piece)
            if _code(answer) in TOKEN:
                token = renewed(renew, datetime.max.replace(tzinfo=UTC)).access
                answer = _send(account, token, letter.address, piece)
            reference = _taken(answer)
        return Sent(reference)

    return carry


def pieces(text: str) -> list[str]:
    """Return a text in messages that Zalo takes, cut between paragraphs, lines or words."""
    found = []
    while len(text) > TEXT:
        cut = next((at for s in ("\n\n", "\n", " ") if (at := text.rfind(s, 1, TEXT)) > 0), TEXT)
        found.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*found, text]


def _renewal(account: Account, clock: Callable[[], datetime]) -> Callable[[Tokens], Tokens]:
    def renew(tokens: Tokens) -> Tokens:
        form = {
            "app_id": account.app_id,
            "grant_type": "refresh_token",
            "refresh_token": tokens.refresh,
        }
        answer = calling.call(
            f"{account.oauth}/v4/oa/access_token",
            body=urlencode(form).encode(),
            headers={
                "Content-Type": "application/x-www-form-urlencoded",
                "secret_key": account.app_secret,
            },
            deadline=account.deadline,
        )
        given = json_object(answer.body)
        access, refresh = word(given.get("access_token")), word(given.get("refresh_token"))
        if not access or not refresh:
            log.error("Zalo gives no token (%s): authorise anew", given.get("error"))
            raise Temporary("Zalo gives no token: the account must be authorised anew")
        seconds = word(given.get("expires_in"))
        lasts = timedelta(seconds=int(seconds) if seconds.isdigit() else 3600)
        return Tokens(access, refresh, clock() + lasts)

    return renew


def _send(account: Account, token: str, user: str, text: str) -> Answer:
    body = {"recipient": {"user_id": user}, "message": {"text": text}}
    return calling.call(
        f"{account.api}/v3.0/oa/message/cs",
        body=json.dumps(body, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json", "access_token": token},
        deadline=account.deadline,
    )


def _taken(answer: Answer) -> str:
    """Return the id under which Zalo took a message, or say why it didn't."""
    code = _code(answer)
    if answer.status >= 500 or answer.status == 429 or code in LATER | TOKEN or code is None:
        raise Temporary(f"Zalo answered {answer.status}, {code}")
    data = json_object(answer.body).get("data")
    if code != 0:
        raise Permanent(f"Zalo refused it: {code}")
    return word(data.get("message_id") or data.get("msg_id")) if isinstance(data, dict) else ""


def _code(answer: Answer) -> int | None:
    code = json_object(answer.body).get("error")
    return code if isinstance(code, int) else None
