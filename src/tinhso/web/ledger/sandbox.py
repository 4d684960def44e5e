"""A small log that anyone may try to falsify: real hashes, real signatures, nothing kept.

The keys are made from public phrases and sign nothing but this page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from hashlib import sha256

from tinhso.kernel.ledger.rules.events import canonical
from tinhso.kernel.ledger.rules.merkle import leaf_hash, node_hash
from tinhso.kernel.ledger.rules.notes import (
    NoteError,
    Signer,
    checkpoint_note,
    open_checkpoint,
    read_checkpoint,
)

LOG = "tinhso/sandbox"
PROVINCE = Signer(LOG, sha256(b"tinhso sandbox: the province's key").digest())
CHEAT = Signer(LOG, sha256(b"tinhso sandbox: the cheat's own key").digest())
SIGNED_AT = datetime(2026, 11, 27, 11, 11, tzinfo=UTC)


class Act(IntEnum):
    """How far the cheat goes; each act includes those before it."""

    HONEST = 0
    CHANGE = 1  # writes over one line
    REBUILD = 2  # also computes every mark above it anew
    RESIGN = 3  # also signs the new head, with a key of their own
    STEAL = 4  # signs it with the province's stolen key


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it now stands: its words, the mark kept for it, and the mark its words have."""

    number: int
    when: str
    words: str
    mark: str
    computed: str
    changed: bool

    @property
    def agrees(self) -> bool:
        """Tell whether the kept mark is that of the words."""
        return self.mark == self.computed


@dataclass(frozen=True, slots=True)
class Mark:
    """A node of the drawn tree; `state` is `same`, `new` (computed anew) or `broken`."""

    level: int
    index: int
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What the sandbox shows after an act: the log, its tree, and the four questions' answers."""

    act: Act
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    kept_root: str
    signed_root: str
    witnessed_root: str
    lines_agree: bool
    root_agrees: bool
    signature_holds: bool
    witness_agrees: bool

    @property
    def caught(self) -> bool:
        """Tell whether any of the four questions gave the cheat away."""
        return not (
            self.lines_agree and self.root_agrees and self.signature_holds and self.witness_agrees
        )


def play(story: Sequence[tuple[str, str]], act: Act, number: int = 0, words: str = "") -> Scene:
    """Return the scene after `act` on line `number` (from 1) of a story of (moment, words).

    The number of lines is a power of two. Raises ValueError for a line that is not there or words
    that change nothing.
    """
    honest = [_content(when, said) for when, said in story]
    told = list(story)
    if act:
        if not 1 <= number <= len(story) or words in {"", story[number - 1][1]}:
            raise ValueError("An act changes the words of one line.")
        told[number - 1] = (story[number - 1][0], words)
    now = [_content(when, said) for when, said in told]

    original = _tree([leaf_hash(content) for content in honest])
    actual = _tree([leaf_hash(content) for content in now])
    kept = actual if act >= Act.REBUILD else original
    published = checkpoint_note(PROVINCE, size=len(story), root=original[-1][0], at=SIGNED_AT)
    signer = {Act.RESIGN: CHEAT, Act.STEAL: PROVINCE}.get(act)
    head = (
        checkpoint_note(signer, size=len(story), root=kept[-1][0], at=SIGNED_AT)
        if signer
        else published
    )
    said, witnessed = read_checkpoint(head), read_checkpoint(published)
    return Scene(
        act=act,
        lines=tuple(
            Line(
                i + 1,
                when,
                words_,
                _short(kept[0][i]),
                _short(actual[0][i]),
                now[i] != honest[i],
            )
            for i, (when, words_) in enumerate(told)
        ),
        marks=tuple(
            Mark(level, i, _short(hash_), _state(hash_, original[level][i], actual[level][i]))
            for level, hashes in enumerate(kept)
            for i, hash_ in enumerate(hashes)
        ),
        kept_root=_short(kept[-1][0]),
        signed_root=_short(said.root),
        witnessed_root=_short(witnessed.root),
        lines_agree=kept[0] == actual[0],
        root_agrees=kept[-1][0] == said.root,
        signature_holds=_signed_by_province(head),
        witness_agrees=said.root == witnessed.root,
    )


def _content(when: str, words: str) -> bytes:
    return canonical({"at": when, "words": words}).encode()


def _tree(leaves: list[bytes]) -> list[list[bytes]]:
    levels = [leaves]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node_hash(below[i], below[i + 1]) for i in range(0, len(below), 2)])
    return levels


def _state(kept: bytes, original: bytes, actual: bytes) -> str:
    if kept != actual:
        return "broken"
    return "same" if kept == original else "new"


def _short(hash_: bytes) -> str:
    return hash_.hex()[:4]


def _signed_by_province(head: str) -> bool:
    try:
        open_checkpoint(head, PROVINCE.verifier)
    except NoteError:
        return False
    return True
