"""Zalo for tests: the Open API and the token service over real HTTP, and the web hooks it sends."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from tinhso.gateways.tests.peers import HttpPeer, Request, http_peer
from tinhso.gateways.zalo import signature

APP, APP_SECRET, OA_SECRET = "app-1", "app-secret", "oa-secret"
BEGINNING = "refresh-0"


@dataclass
class Zalo:
    """One application: which tokens hold, what was sent, and what it says to the next letters."""

    peer: HttpPeer
    refresh: str = BEGINNING
    access: str = ""
    renewals: int = 0
    sent: list[tuple[str, str]] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    lasts: int = 90_000
    pictures: dict[str, bytes] = field(default_factory=dict)

    def answer(self, request: Request) -> tuple[int, object]:
        if request.path == "/v4/oa/access_token":
            return 200, self._token(request)
        if request.path == "/v3.0/oa/message/cs":
            return 200, self._message(request)
        picture = self.pictures.get(request.path)
        return (200, picture) if picture else (404, b"")

    def _token(self, request: Request) -> dict[str, object]:
        form = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        wanted = {"app_id": APP, "grant_type": "refresh_token", "refresh_token": self.refresh}
        if form != wanted or request.headers.get("secret_key") != APP_SECRET:
            return {"error": -14014, "error_name": "Invalid refresh token."}
        self.renewals += 1
        self.refresh, self.access = f"refresh-{self.renewals}", f"access-{self.renewals}"
        return {
            "access_token": self.access,
            "refresh_token": self.refresh,
            "expires_in": str(self.lasts),
        }

    def _message(self, request: Request) -> dict[str, object]:
        if not self.access or request.headers.get("access_token") != self.access:
            return {"error": -216, "message": "Access token is invalid"}
        if self.codes and (code := self.codes.pop(0)):
            return {"error": code, "message": "no"}
        held = json.loads(request.body)
        text = held["message"]["text"]
        if len(text) > 2000:
            return {"error": -210, "message": "too long"}
        self.sent.append((held["recipient"]["user_id"], text))
        known = f"zalo-{len(self.sent)}"
        return {"error": 0, "message": "Success", "data": {"message_id": known, "user_id": "u"}}


@contextmanager
def zalo_peer() -> Iterator[Zalo]:
    """Start it on a free port of this machine."""
    with http_peer() as peer:
        zalo = Zalo(peer)
        peer.answer = zalo.answer
        yield zalo


def hook(event: Mapping[str, object], *, secret: str = OA_SECRET) -> tuple[bytes, dict[str, str]]:
    """Return body and headers of a web hook as Zalo signs it."""
    held = {"app_id": APP, "timestamp": "1795312800123", **event}
    body = json.dumps(held, ensure_ascii=False).encode()
    mac = signature(str(held["app_id"]), body, str(held["timestamp"]), secret)
    return body, {"X-ZEvent-Signature": f"mac={mac}"}
