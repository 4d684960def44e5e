"""A browser's worth of HTTP over one connection kept open, from a loopback address of its own."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

LENGTH = re.compile(rb"(?i)\r\ncontent-length:\s*(\d+)")
STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
COOKIE = re.compile(rb"(?i)\r\nset-cookie:\s*([^=;\s]+)=([^;]*)")
LOCATION = re.compile(rb"(?i)\r\nlocation:\s*([^\r]+)")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE = 60.0


@dataclass(frozen=True)
class Page:
    """An answer: its status, where it leads ("" where it doesn't), and the body."""

    status: int
    location: str
    body: bytes

    @property
    def token(self) -> str:
        """The token of the page's forms; "" without one."""
        found = TOKEN.search(self.body)
        return found[1].decode() if found else ""


@dataclass
class Browser:
    """One visitor with cookies. A connection that the server has ended is opened again once."""

    port: int
    source: str
    cookies: dict[str, str] = field(default_factory=dict)
    _pair: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Page:
        """Open a page."""
        return await self._ask("GET", path, b"", {})

    async def post(
        self, path: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> Page:
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self._ask("POST", path, urlencode(fields).encode(), kind | dict(headers or {}))

    async def hand_in(self, path: str, body: bytes, headers: Mapping[str, str]) -> Page:
        """Send a body as it stands."""
        return await self._ask("POST", path, body, headers)

    async def open(self) -> None:
        """Connect, and keep the connection."""
        self._pair = await asyncio.open_connection(
            "127.0.0.1", self.port, local_addr=(self.source, 0), limit=2**20
        )

    def close(self) -> None:
        """Hang up."""
        if self._pair:
            self._pair[1].close()
            self._pair = None

    async def _ask(self, method: str, path: str, body: bytes, more: Mapping[str, str]) -> Page:
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += [f"{name}: {value}" for name, value in more.items()]
        if method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        request = "\r\n".join([*lines, "", ""]).encode() + body
        async with asyncio.timeout(PATIENCE):
            kept = self._pair is not None
            try:
                return await self._exchange(request)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.close()
                if not kept:
                    raise
                return await self._exchange(request)

    async def _exchange(self, request: bytes) -> Page:
        if self._pair is None:
            await self.open()
        assert self._pair is not None
        reader, writer = self._pair
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length, status = LENGTH.search(head), STATUS.match(head)
        if status is None or (length is None and status[1] not in (b"204", b"304")):
            raise RuntimeError(f"an answer without status or length: {head[:300]!r}")
        body = await reader.readexactly(int(length[1])) if length else b""
        for name, value in COOKIE.findall(head):
            self.cookies[name.decode()] = value.decode()
        where = LOCATION.search(head)
        return Page(int(status[1]), where[1].decode() if where else "", body)
