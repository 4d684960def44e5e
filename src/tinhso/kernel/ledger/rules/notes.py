"""Signed notes and checkpoints: an open text form for signatures that witnesses can read.

Formats: C2SP signed-note and tlog-checkpoint (c2sp.org), Ed25519 (RFC 8032). A note is text that
ends in a newline, an empty line, and signature lines "— name base64(key id || signature)".
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tinhso.kernel.ledger.rules.events import utc_text

_ED25519 = b"\x01"
_KEY_ID_BYTES = 4
_SIGNATURE = "— "


class NoteError(ValueError):
    """A text that is not a signed note, checkpoint or key; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with its name: `name+keyid+base64(0x01 || key)` in text."""

    name: str
    key: bytes

    @property
    def key_id(self) -> bytes:
        """Return the first 4 bytes of SHA-256(name || 0x0A || 0x01 || key)."""
        digest = hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.key).digest()
        return digest[:_KEY_ID_BYTES]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_base64(_ED25519 + self.key)}"

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        """Read a key from its text. Raises NoteError."""
        name, _, rest = text.strip().partition("+")
        key_id, _, key = rest.partition("+")
        raw = _decoded(key)
        if not name or raw[:1] != _ED25519 or len(raw) != 1 + 32:
            raise NoteError("This is not a public key of the form name+id+key.")
        verifier = cls(name, raw[1:])
        if verifier.key_id.hex() != key_id:
            raise NoteError("The key's id does not belong to its name and key: was it cut?")
        return verifier

    def holds(self, message: bytes, signature: bytes) -> bool:
        """Tell whether `signature` (64 bytes) is this key's over `message`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class Signer:
    """A private key with the log's name, made from a 32 byte seed."""

    def __init__(self, name: str, seed: bytes) -> None:
        if not name or any(c.isspace() or c == "+" for c in name):
            raise NoteError("A log's name has no spaces and no plus sign.")
        if len(seed) != 32:
            raise NoteError("A private key is 32 bytes.")
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = Verifier(name, self._key.public_key().public_bytes_raw())

    @property
    def name(self) -> str:
        """Return the log's name, the first line of its checkpoints."""
        return self.verifier.name

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature (64 bytes; the same for the same message)."""
        return self._key.sign(message)

    def note(self, text: str) -> str:
        """Return `text` (ending in a newline) as a note signed by this key."""
        signature = _base64(self.verifier.key_id + self.sign(text.encode()))
        return f"{text}\n{_SIGNATURE}{self.name} {signature}\n"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a head says: this log, at this size, has this root; said at this time (RFC 3339)."""

    origin: str
    size: int
    root: bytes
    time: str

    def text(self) -> str:
        """Return the unsigned text; the time stands as an extension line."""
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\ntime {self.time}\n"


def checkpoint_note(signer: Signer, *, size: int, root: bytes, at: datetime) -> str:
    """Return the signed checkpoint of a log of `size` with `root`."""
    return signer.note(Checkpoint(signer.name, size, root, utc_text(at)).text())


def read_checkpoint(note: str) -> Checkpoint:
    """Read what a checkpoint says without trusting it. Raises NoteError."""
    text, _ = _parts(note)
    lines = text.splitlines()
    if len(lines) < 3 or not lines[1].isdecimal() or len(_decoded(lines[2])) != 32:
        raise NoteError("This is not a checkpoint: it needs a name, a size and a root.")
    times = [line.removeprefix("time ") for line in lines[3:] if line.startswith("time ")]
    return Checkpoint(lines[0], int(lines[1]), _decoded(lines[2]), times[0] if times else "")


def open_checkpoint(note: str, verifier: Verifier) -> Checkpoint:
    """Return what a checkpoint says, once the key's signature over it holds. Raises NoteError."""
    text, signatures = _parts(note)
    said = read_checkpoint(note)
    if said.origin != verifier.name:
        raise NoteError(f"The checkpoint is of {said.origin}, the key of {verifier.name}.")
    for name, raw in signatures:
        if name == verifier.name and raw[:_KEY_ID_BYTES] == verifier.key_id:
            if verifier.holds(text.encode(), raw[_KEY_ID_BYTES:]):
                return said
            raise NoteError("The signature does not belong to these words.")
    raise NoteError("The checkpoint is not signed with this key.")


def _parts(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    text, separator, tail = note.rpartition("\n\n")
    lines = tail.splitlines()
    if not separator or not lines or not all(line.startswith(_SIGNATURE) for line in lines):
        raise NoteError("This is not a signed note: no signature line was found.")
    signatures = []
    for line in lines:
        name, _, encoded = line.removeprefix(_SIGNATURE).rpartition(" ")
        signatures.append((name, _decoded(encoded)))
    return text + "\n", signatures


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError("A part of the note is not base64.") from error
