"""Peers that gateways talk to in tests: they answer, are slow, speak nonsense, or are not there."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tinhso.kernel.messages.contracts import Letter


def letter(body: str = "Phản ánh của bạn đã được xử lý.", **more: str) -> Letter:
    """Return a letter as the outbox hands it over."""
    held = {"channel": "sms", "address": "+84912345678", "reference": "0190-0001"}
    return Letter(**{**held, **more}, body=body)


def never(came: object) -> None:
    """Stand for taking in where nothing should come."""
    raise AssertionError(came)


@dataclass
class Request:
    """What a peer was asked."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class HttpPeer:
    """A provider's HTTP server: `answer` makes status and body from what was asked."""

    answer: Callable[[Request], tuple[int, object]] = field(
        default=lambda _: (200, {"id": "provider-1"})
    )
    asked: list[Request] = field(default_factory=list)
    url: str = ""


@contextmanager
def http_peer() -> Iterator[HttpPeer]:
    """Start an HTTP server on a free port of this machine."""
    peer = HttpPeer()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.casefold(): value for name, value in self.headers.items()}
            request = Request(self.path, headers, self.rfile.read(length))
            peer.asked.append(request)
            status, given = peer.answer(request)
            body = given if isinstance(given, bytes) else json.dumps(given).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if status in {301, 302, 307}:
                self.send_header("Location", f"{peer.url}/elsewhere")
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _serve  # noqa: N815 - the library's names

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    peer.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield peer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def raw_peer(speak: Callable[[socket.socket, threading.Event], None]) -> Iterator[int]:
    """Start a TCP server that speaks as told with everybody; give its port.

    The event is set when the test is over: who drips or is silent waits for it.
    """
    over = threading.Event()
    server = socket.create_server(("127.0.0.1", 0))

    def one(peer: socket.socket) -> None:
        with peer:
            try:
                speak(peer, over)
            except OSError:
                return  # the other side has had enough

    def serve() -> None:
        while True:
            try:
                peer, _ = server.accept()
            except OSError:
                return
            talk = threading.Thread(target=one, args=[peer])
            talks.append(talk)
            talk.start()

    talks: list[threading.Thread] = []
    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        over.set()
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join()
        for talk in talks:
            talk.join()


def silent(_: socket.socket, over: threading.Event) -> None:
    """Take the connection and say nothing."""
    over.wait()


def dripping(peer: socket.socket, over: threading.Event) -> None:
    """Say a byte now and then, for ever."""
    peer.sendall(b"HTTP/1.1 200 OK\r\nX-Never: ")
    while not over.wait(0.02):
        peer.sendall(b"e")


def babbling(peer: socket.socket, _: threading.Event) -> None:
    """Speak what nobody understands, and hang up."""
    peer.sendall(b"\xff\xfe" * 200 + b"\r\n\r\n")


def closed_port() -> int:
    """Return a port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
