"""What a citizen takes home, and how anyone checks it offline: promise, receipt, their proof."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tinhso.kernel.ledger.rules.events import JSON, canonical, commitment, utc_text
from tinhso.kernel.ledger.rules.merkle import included, leaf_hash
from tinhso.kernel.ledger.rules.notes import (
    NoteError,
    Signer,
    Verifier,
    open_checkpoint,
    read_checkpoint,
)

PROMISE_FORMAT: Literal["tinhso-promise/1"] = "tinhso-promise/1"
RECEIPT_FORMAT: Literal["tinhso-receipt/1"] = "tinhso-receipt/1"
LARGEST_RECEIPT = 256_000


@dataclass(frozen=True, slots=True)
class Terms:
    """What is promised at filing: the public number, the due moment and what the limit rests on.

    `due_at` is None where no limit applies; `basis` is a sentence naming rule and source.
    """

    number: str
    due_at: datetime | None
    basis: str

    def data(self, filed_at: datetime) -> dict[str, JSON]:
        """Return the terms as they stand in the event's data under `promise`."""
        return {
            "basis": self.basis,
            "due_at": utc_text(self.due_at) if self.due_at else None,
            "filed_at": utc_text(filed_at),
            "number": self.number,
        }


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Promise(_Said):
    """The log's signed word that an event was taken in and will be in the log.

    `event_hash` is the RFC 9162 leaf hash of the event in hex; `signature` is Ed25519, in base64,
    over the line "tinhso-promise/1" and the canonical JSON of everything else.
    """

    format: Literal["tinhso-promise/1"] = PROMISE_FORMAT
    log: str
    number: str
    filed_at: str
    due_at: str | None
    basis: str
    event: str
    event_hash: str
    signature: str = ""

    def message(self) -> bytes:
        """Return the bytes that are signed."""
        said = self.model_dump(exclude={"signature"})
        return f"{PROMISE_FORMAT}\n{canonical(said)}".encode()


class Opening(_Said):
    """What opens one commitment: the salt in hex and the value it was made over."""

    salt: str
    value: str


class Inclusion(_Said):
    """Where the event stands in the sealed log, and the hashes (hex) that prove it."""

    position: int = Field(ge=0)
    path: list[str] = Field(max_length=64)
    checkpoint: str


class Receipt(_Said):
    """Everything needed to check one event offline; `inclusion` is missing until it is sealed."""

    format: Literal["tinhso-receipt/1"] = RECEIPT_FORMAT
    event: str
    promise: Promise | None = None
    openings: dict[str, Opening] = Field(default_factory=dict)
    inclusion: Inclusion | None = None

    @classmethod
    def parse(cls, content: bytes | str) -> Self:
        """Read a receipt's JSON. Raises ReceiptError naming the field."""
        if len(content) > LARGEST_RECEIPT:
            raise ReceiptError("file", "too large")
        try:
            return cls.model_validate_json(content)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "file"
            raise ReceiptError(where, first["msg"]) from error


class ReceiptError(ValueError):
    """A file that is no receipt: `field` is where, `reason` what is wrong there."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"This is not a receipt: {field}: {reason}")
        self.field = field
        self.reason = reason


class Outcome(StrEnum):
    """How a check ended; LATER means that it can only be made once the event is sealed."""

    HOLDS = "holds"
    FAILS = "fails"
    LATER = "later"


class Check(StrEnum):
    """What is checked of a receipt, in this order."""

    PROMISE_SIGNED = "promise_signed"
    PROMISE_IS_OF_THIS_EVENT = "promise_is_of_this_event"
    OPENINGS_FIT = "openings_fit"
    HEAD_SIGNED = "head_signed"
    INCLUDED = "included"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check with its outcome; `detail` names the field or the reason where there is one."""

    check: Check
    outcome: Outcome
    detail: str = ""


def make_promise(
    terms: Terms, *, event: UUID, body: str, filed_at: datetime, signer: Signer
) -> Promise:
    """Return the signed promise about an event whose data carries these terms."""
    promise = Promise(
        log=signer.name,
        number=terms.number,
        filed_at=utc_text(filed_at),
        due_at=utc_text(terms.due_at) if terms.due_at else None,
        basis=terms.basis,
        event=str(event),
        event_hash=leaf_hash(body.encode()).hex(),
    )
    signature = base64.b64encode(signer.sign(promise.message())).decode()
    return promise.model_copy(update={"signature": signature})


def verify_receipt(receipt: Receipt, verifier: Verifier) -> list[Finding]:
    """Check a receipt against the log's public key alone, without asking anyone."""
    findings = []
    if receipt.promise is not None:
        findings += _check_promise(receipt.promise, receipt.event, verifier)
    if receipt.openings:
        findings.append(_check_openings(receipt))
    return findings + _check_inclusion(receipt, verifier)


def holds(findings: list[Finding]) -> bool:
    """Tell whether nothing failed."""
    return all(finding.outcome is not Outcome.FAILS for finding in findings)


def _check_promise(promise: Promise, event: str, verifier: Verifier) -> list[Finding]:
    try:
        signature = base64.b64decode(promise.signature, validate=True)
    except (binascii.Error, ValueError):
        signature = b""
    signed = promise.log == verifier.name and verifier.holds(promise.message(), signature)
    body = _loaded(event)
    said = _mapping(_mapping(body.get("data")).get("promise"))
    terms = {
        "basis": promise.basis,
        "due_at": promise.due_at,
        "filed_at": promise.filed_at,
        "number": promise.number,
    }
    same = (
        promise.event_hash == leaf_hash(event.encode()).hex()
        and promise.event == body.get("id")
        and said == terms
    )
    return [
        Finding(Check.PROMISE_SIGNED, _outcome(ok=signed)),
        Finding(Check.PROMISE_IS_OF_THIS_EVENT, _outcome(ok=same)),
    ]


def _check_openings(receipt: Receipt) -> Finding:
    commitments = _mapping(_loaded(receipt.event).get("commitments"))
    for name, opening in receipt.openings.items():
        try:
            salt = bytes.fromhex(opening.salt)
        except ValueError:
            return Finding(Check.OPENINGS_FIT, Outcome.FAILS, name)
        if commitments.get(name) != commitment(opening.value, salt):
            return Finding(Check.OPENINGS_FIT, Outcome.FAILS, name)
    return Finding(Check.OPENINGS_FIT, Outcome.HOLDS)


def _check_inclusion(receipt: Receipt, verifier: Verifier) -> list[Finding]:
    if receipt.inclusion is None:
        return [Finding(Check.HEAD_SIGNED, Outcome.LATER), Finding(Check.INCLUDED, Outcome.LATER)]
    try:
        head = open_checkpoint(receipt.inclusion.checkpoint, verifier)
        signed = Finding(Check.HEAD_SIGNED, Outcome.HOLDS)
    except NoteError as error:
        signed = Finding(Check.HEAD_SIGNED, Outcome.FAILS, str(error))
        try:
            head = read_checkpoint(receipt.inclusion.checkpoint)
        except NoteError:
            return [signed, Finding(Check.INCLUDED, Outcome.FAILS, str(error))]
    try:
        path = [bytes.fromhex(step) for step in receipt.inclusion.path]
    except ValueError:
        return [signed, Finding(Check.INCLUDED, Outcome.FAILS, "path")]
    leaf = leaf_hash(receipt.event.encode())
    proven = included(leaf, receipt.inclusion.position, head.size, path, head.root)
    return [signed, Finding(Check.INCLUDED, _outcome(ok=proven))]


def _outcome(*, ok: bool) -> Outcome:
    return Outcome.HOLDS if ok else Outcome.FAILS


def _loaded(text: str) -> Mapping[str, object]:
    try:
        return _mapping(json.loads(text))
    except (ValueError, RecursionError):
        return {}


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
