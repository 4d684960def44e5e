"""A message centre for tests: SMPP 3.4 over a real socket, packed and read with `smpplib`.

It takes binds and letters, remembers them, delivers what a test tells it to, and misbehaves when
asked. It is no product: one link at a time, and no clock.
"""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Queue
from typing import Any

from smpplib import consts, smpp

from tinhso.gateways.sms.smpp.reading import parsed

Pdu = Any
WAIT = 10.0


@dataclass
class Smsc:
    """What a centre has seen, and how it answers."""

    port: int = 0
    password: str = "secret"
    submitted: list[Pdu] = field(default_factory=list)
    binds: int = 0
    status_of: Callable[[Pdu], int] = field(default=lambda _: 0)
    silent: bool = False
    answers: Queue[Pdu] = field(default_factory=Queue)
    asked: Queue[str] = field(default_factory=Queue)
    links: Queue[socket.socket] = field(default_factory=Queue)
    _link: socket.socket | None = None
    _numbers: int = 1000

    def wait_for_link(self) -> None:
        """Wait until somebody is bound."""
        self._link = self.links.get(timeout=WAIT)

    def send(self, command: str, **fields: object) -> int:
        """Send a PDU to who is bound; return its number."""
        self._numbers += 1
        pdu = smpp.make_pdu(command, sequence=self._numbers, **fields)
        pdu.sequence = self._numbers
        self.send_raw(pdu.generate())
        return self._numbers

    def send_raw(self, raw: bytes) -> None:
        assert self._link is not None
        self._link.sendall(raw)

    def deliver(self, text: bytes, **fields: object) -> int:
        """Deliver a message from a phone."""
        held = {
            "source_addr": "84912345678",
            "destination_addr": "1022",
            "esm_class": 0,
            "data_coding": 0,
            "short_message": text,
        }
        return self.send("deliver_sm", **{**held, **fields})

    def answer(self) -> Pdu:
        """Return the next answer of who is bound."""
        return self.answers.get(timeout=WAIT)

    def wait_until_asked(self, command: str) -> None:
        """Wait until who is bound sent a PDU, answered or not."""
        while self.asked.get(timeout=WAIT) != command:
            pass

    def hang_up(self) -> None:
        """Cut the link, as a network does."""
        assert self._link is not None
        self._link.shutdown(socket.SHUT_RDWR)
        self._link = None


@contextmanager
def message_centre() -> Iterator[Smsc]:
    """Start a centre on a free port of this machine."""
    centre = Smsc()
    server = socket.create_server(("127.0.0.1", 0))
    centre.port = server.getsockname()[1]
    talks: list[tuple[threading.Thread, socket.socket]] = []

    def serve() -> None:
        while True:
            try:
                link, _ = server.accept()
            except OSError:
                return
            talk = threading.Thread(target=_talk, args=[centre, link])
            talks.append((talk, link))
            talk.start()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield centre
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join()
        for talk, link in talks:
            with suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)
            talk.join()
            link.close()


def _talk(centre: Smsc, link: socket.socket) -> None:
    stream = link.makefile("rb")
    try:
        while True:
            head = stream.read(4)
            if len(head) < 4:
                return
            raw = head + stream.read(struct.unpack(">L", head)[0] - 4)
            pdu = parsed(raw)
            centre.asked.put(pdu.command)
            if not centre.silent or pdu.command == "bind_transceiver":
                _act(centre, link, pdu)
    except OSError:
        return
    finally:
        stream.close()


def _act(centre: Smsc, link: socket.socket, pdu: Pdu) -> None:
    if pdu.is_response():
        centre.answers.put(pdu)
    elif pdu.command == "bind_transceiver":
        right = pdu.password == centre.password.encode()
        status = consts.SMPP_ESME_ROK if right else consts.SMPP_ESME_RBINDFAIL
        _answer(link, pdu, "bind_transceiver_resp", status=status, system_id="smsc")
        if right:
            centre.binds += 1
            centre.links.put(link)
    elif pdu.command == "submit_sm":
        centre.submitted.append(pdu)
        status = centre.status_of(pdu)
        named = {} if status else {"message_id": f"smsc-{len(centre.submitted)}"}
        _answer(link, pdu, "submit_sm_resp", status=status, **named)
    elif pdu.command in {"enquire_link", "unbind"}:
        _answer(link, pdu, f"{pdu.command}_resp")


def _answer(link: socket.socket, pdu: Pdu, command: str, status: int = 0, **more: object) -> None:
    answer = smpp.make_pdu(command, sequence=pdu.sequence, status=status, **more)
    answer.sequence = pdu.sequence
    link.sendall(answer.generate())
