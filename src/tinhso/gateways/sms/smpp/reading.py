"""Reading a deliver_sm: a message, a part of one, or a receipt of ours. Pure.

SMPP 3.4: 4.6 (deliver_sm), 5.2.12 (esm_class), 5.2.28 (states), appendix B (the text of receipts).
"""

import re
import struct
from dataclasses import dataclass
from typing import Any

from smpplib import exceptions, smpp

from tinhso.gateways.sms.smpp import alphabets
from tinhso.kernel.messages.contracts import SMS, Receipt

KIND, RECEIPT = 0x3C, 0x04
STATES = {
    1: "ENROUTE",
    2: "DELIVRD",
    3: "EXPIRED",
    4: "DELETED",
    5: "UNDELIV",
    6: "ACCEPTD",
    7: "UNKNOWN",
    8: "REJECTD",
}
UNDER_WAY = frozenset({"ENROUTE", "ACCEPTD", "UNKNOWN", ""})
FIELD = re.compile(r"\b(id|stat|err):\s*([^\s]*)", re.IGNORECASE)


BROKEN = (
    *(struct.error, exceptions.UnknownCommandError, ValueError),
    *(KeyError, TypeError, IndexError, AttributeError),
)
Pdu = Any  # smpplib has no types


@dataclass(frozen=True, repr=False)
class Piece:
    """What came from a phone: a whole message, or one of `total` parts under a reference."""

    sender: str
    to: str
    coding: int
    raw: bytes
    reference: int = 0
    number: int = 1
    total: int = 1


def parsed(raw: bytes) -> Pdu:
    """Return a PDU from its bytes; raise one of BROKEN when they are none."""
    # The sequence only keeps smpplib from making one up: it is read from the bytes.
    return smpp.parse_pdu(raw, sequence=0, allow_unknown_opt_params=True)


def read(pdu: Pdu) -> Piece | Receipt | None:
    """Return what a deliver_sm holds; None for a receipt that says "under way" or names no letter.

    `pdu` is smpplib's; its addresses are bytes. Raises ValueError for half a PDU, which smpplib
    takes for a whole one.
    """
    if pdu.short_message is None or len(pdu.short_message) != pdu.sm_length:
        raise ValueError("the message ends too early")
    raw = pdu.message_payload or pdu.short_message
    coding = pdu.data_coding or 0
    if (pdu.esm_class or 0) & KIND == RECEIPT:
        return _receipt(pdu, alphabets.decode(coding, raw))
    part = None
    if (pdu.esm_class or 0) & alphabets.UDH:
        part, raw = alphabets.header(raw)
    elif pdu.sar_total_segments and 1 <= (pdu.sar_segment_seqnum or 0) <= pdu.sar_total_segments:
        part = (pdu.sar_msg_ref_num or 0, pdu.sar_total_segments, pdu.sar_segment_seqnum)
    reference, total, number = part or (pdu.user_message_reference or 0, 1, 1)
    sender, to = _word(pdu.source_addr), _word(pdu.destination_addr)
    return Piece(sender, to, coding, raw, reference, number, total)


def _receipt(pdu: Pdu, text: str) -> Receipt | None:
    said = {name.casefold(): value for name, value in FIELD.findall(text)}
    known = _word(pdu.receipted_message_id) or said.get("id", "")
    state = STATES.get(pdu.message_state or 0, "") or said.get("stat", "").upper()
    if not known or state in UNDER_WAY:
        return None
    error = "" if state == "DELIVRD" else f"{state} {said.get('err', '')}".strip()
    return Receipt(SMS, known[:200], delivered=state == "DELIVRD", error=error[:200])


def _word(value: bytes | None) -> str:
    return (value or b"").decode("ascii", "replace").strip("\0 ")
