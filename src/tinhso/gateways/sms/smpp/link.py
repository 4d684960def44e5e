"""The link to a message centre: one thread owns it, others hand letters to it.

`smpplib` packs and reads PDUs. Its client is not used: it loses its place in the stream when a PDU
comes in two halves with a wait between, and believes any length it is told.
"""

import logging
import select
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from itertools import count
from typing import Any

from smpplib import consts, smpp

from tinhso.gateways.sms.smpp import alphabets, joining, reading
from tinhso.gateways.sms.smpp.settings import Smpp
from tinhso.kernel.messages.contracts import Arrived, Letter, Permanent, Receipt, Sent, Temporary

LARGEST = 2**16
"""Bytes of a PDU: a message_payload holds at most 64 kB."""

TICK = 0.25
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
SWEEP = 60.0
# What a centre says when it is not the letter's fault.
LATER = frozenset(
    {
        consts.SMPP_ESME_RSYSERR,
        consts.SMPP_ESME_RMSGQFUL,
        consts.SMPP_ESME_RTHROTTLED,
        consts.SMPP_ESME_RX_T_APPN,
        consts.SMPP_ESME_RINVBNDSTS,
        consts.SMPP_ESME_RSUBMITFAIL,
    }
)
Pdu = Any  # smpplib has no types
HandIn = Callable[[Arrived | Receipt], None]
log = logging.getLogger("tinhso.gateways.smpp")


class LinkDown(Exception):  # noqa: N818 - a state, not a mistake
    """The link ended: refused, silent, or speaking nonsense."""


class Link:
    """A transceiver that is bound again whenever it falls.

    `tidy` is called after each use of the database, by the thread that used it.
    """

    def __init__(
        self,
        centre: Smpp,
        hand_in: HandIn,
        *,
        clock: Callable[[], datetime],
        tidy: Callable[[], object] = lambda: None,
    ) -> None:
        self.centre = centre
        self.hand_in = hand_in
        self.clock = clock
        self.tidy = tidy
        self.bound = threading.Event()
        self._socket: socket.socket | None = None
        self._buffer = b""
        self._writing = threading.Lock()
        self._waiting: dict[int, Future[Pdu]] = {}
        self._numbers = count(1)

    def carry(self, letter: Letter) -> Sent:
        """Submit a letter and wait for the centre's word; the carrier of SMS.

        A long text goes in parts; the receipt is asked for the last one. Raises Temporary while
        the link is down or the centre is busy, Permanent when it refuses the letter.
        """
        try:
            coding, parts = alphabets.cut(letter.body, letter.reference)
        except ValueError as error:
            raise Permanent(str(error)) from None
        answer: Pdu = None
        for at, part in enumerate(parts, start=1):
            answer = self._ask(
                "submit_sm",
                source_addr_ton=self.centre.ton,
                source_addr_npi=self.centre.npi,
                source_addr=self.centre.sender,
                dest_addr_ton=1,
                dest_addr_npi=1,
                destination_addr=letter.address.lstrip("+"),
                esm_class=alphabets.UDH if len(parts) > 1 else 0,
                data_coding=coding,
                registered_delivery=int(at == len(parts)),
                short_message=part,
            )
            if answer.status in LATER:
                raise Temporary(f"SMPP: {answer.get_status_desc()}")
            if answer.status:
                raise Permanent(f"SMPP: {answer.get_status_desc()}")
        return Sent((answer.message_id or b"").decode("ascii", "replace"))

    def run(self, stop: threading.Event) -> None:
        """Keep the link up until told to stop; after each fall wait, each time twice as long."""
        wait = 0.0
        while not stop.wait(wait):
            was_bound = False
            try:
                self._connect()
                was_bound = True
                self._listen(stop)
            except (LinkDown, OSError) as error:
                log.warning("SMPP: %s %s", type(error).__name__, error)
            except Exception:  # the thread must outlive whatever a centre sends
                log.exception("the SMPP link fell for a reason of ours")
            finally:
                self._disconnect()
            wait = FIRST_WAIT if was_bound or not wait else min(wait * 2, LONGEST_WAIT)

    def check(self) -> None:
        """Bind and unbind once; raise Temporary when that can't be done."""
        try:
            self._connect()
            self._write(self._made("unbind"))
        except (LinkDown, OSError) as error:
            raise Temporary(f"SMPP: {type(error).__name__}: {error}") from None
        finally:
            self._disconnect()

    def _connect(self) -> None:
        """Bind as a transceiver; raise LinkDown or OSError."""
        at = self.centre.endpoint
        plain = socket.create_connection((at.host, at.port), timeout=self.centre.seconds)
        self._buffer = b""
        self._socket = (
            self.centre.context.wrap_socket(plain, server_hostname=at.host)
            if at.scheme == "smpps"
            else plain
        )
        self._write(
            self._made(
                "bind_transceiver",
                system_id=at.user,
                password=at.password,
                system_type=self.centre.system_type,
            )
        )
        until = time.monotonic() + self.centre.seconds
        while (raw := self._next()) is None:
            if time.monotonic() > until:
                raise LinkDown("no answer to bind")
        try:
            answer = reading.parsed(raw)
        except reading.BROKEN:
            raise LinkDown("no SMPP is spoken there") from None
        if answer.command != "bind_transceiver_resp" or answer.status:
            raise LinkDown(f"bind refused: {answer.get_status_desc()}")
        self.bound.set()

    def _listen(self, stop: threading.Event) -> None:
        heard = swept = time.monotonic()
        asked = False
        while not stop.is_set():
            raw, now = self._next(), time.monotonic()
            if raw is not None:
                heard, asked = now, False
                self._take(raw)
            elif asked and now - heard > self.centre.idle + self.centre.seconds:
                raise LinkDown("silent")
            elif not asked and now - heard > self.centre.idle:
                self._write(self._made("enquire_link"))
                asked = True
            if now - swept > SWEEP:
                swept = now
                self._sweep()
        self._write(self._made("unbind"))

    def _take(self, raw: bytes) -> None:
        """Act on one PDU; one that can't be read is refused, and the link stays."""
        number = struct.unpack(">L", raw[12:16])[0]
        try:
            pdu = reading.parsed(raw)
            if pdu.is_response():
                if waiting := self._waiting.pop(pdu.sequence, None):
                    waiting.set_result(pdu)
                return
            came = reading.read(pdu) if pdu.command == "deliver_sm" else None
        except reading.BROKEN:
            log.warning("SMPP: a PDU that can't be read was refused")
            self._answer("generic_nack", number, consts.SMPP_ESME_RINVCMDLEN)
            return
        if pdu.command == "deliver_sm":
            self._answer("deliver_sm_resp", number, self._taken(came))
        elif pdu.command == "enquire_link":
            self._answer("enquire_link_resp", number, consts.SMPP_ESME_ROK)
        elif pdu.command == "unbind":
            self._answer("unbind_resp", number, consts.SMPP_ESME_ROK)
            raise LinkDown("the centre unbound")
        elif pdu.command != "alert_notification":
            self._answer("generic_nack", number, consts.SMPP_ESME_RINVCMDID)

    def _taken(self, came: reading.Piece | Receipt | None) -> int:
        """Hand in what came and return the status to answer: taken, or "deliver it again"."""
        try:
            if isinstance(came, Receipt):
                self.hand_in(came)
            elif came is not None:
                joining.take(came, self.hand_in, now=self.clock())
        except Exception:  # the centre keeps it and delivers it again
            log.exception("an SMS could not be taken")
            return int(consts.SMPP_ESME_RX_T_APPN)
        finally:
            self.tidy()
        return int(consts.SMPP_ESME_ROK)

    def _sweep(self) -> None:
        try:
            joining.sweep(self.hand_in, now=self.clock())
        except Exception:  # what waits stays, and is looked at again
            log.exception("parts of long messages could not be looked through")
        finally:
            self.tidy()

    def _ask(self, command: str, **fields: object) -> Pdu:
        """Send a request and return its answer; raise Temporary without one."""
        pdu = self._made(command, **fields)
        waiting = self._waiting[pdu.sequence] = Future()
        try:
            if not self.bound.is_set():
                raise Temporary("SMPP: the link is down")
            self._write(pdu)
            return waiting.result(self.centre.seconds)
        except (LinkDown, OSError) as error:  # a time-out is an OSError
            raise Temporary(f"SMPP: {type(error).__name__}") from None
        finally:
            self._waiting.pop(pdu.sequence, None)

    def _made(self, command: str, **fields: object) -> Pdu:
        number = next(self._numbers)
        pdu = smpp.make_pdu(command, sequence=number, **fields)
        pdu.sequence = number  # smpplib takes it nowhere else
        return pdu

    def _answer(self, command: str, number: int, status: int) -> None:
        pdu = smpp.make_pdu(command, sequence=number, status=status)
        pdu.sequence = number
        self._write(pdu)

    def _write(self, pdu: Pdu) -> None:
        with self._writing:
            if self._socket is None:
                raise LinkDown("not connected")
            self._socket.sendall(pdu.generate())

    def _next(self) -> bytes | None:
        """Return the next whole PDU, or None when none is whole within a tick."""
        link = self._socket
        if link is None:
            raise LinkDown("not connected")
        while True:
            if len(self._buffer) >= 4:
                length = struct.unpack(">L", self._buffer[:4])[0]
                if not 16 <= length <= LARGEST:
                    raise LinkDown(f"a PDU of {length} bytes")
                if len(self._buffer) >= length:
                    raw, self._buffer = self._buffer[:length], self._buffer[length:]
                    return raw
            pending = isinstance(link, ssl.SSLSocket) and link.pending()
            if not pending and not select.select([link], [], [], TICK)[0]:
                return None
            came = link.recv(LARGEST)
            if not came:
                raise LinkDown("the centre closed the link")
            self._buffer += came

    def _disconnect(self) -> None:
        self.bound.clear()
        with self._writing:
            link, self._socket = self._socket, None
        if link is not None:
            link.close()
        for number in list(self._waiting):
            if waiting := self._waiting.pop(number, None):
                waiting.set_exception(LinkDown("the link fell"))
