"""From what a message centre delivers to messages: parts are joined, repeats get their first id.

A centre that did not hear our answer delivers again, with nothing in it by which to tell: the same
words from the same number within REPEATED are one message. A word or two ("1", "DONG Y") files no
report and is mostly said again on purpose: there it is SHORT_REPEATED. A part is kept, sealed,
before it is answered; when the others don't come within PATIENCE, what came is handed in with its
gaps said.
"""

import json
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from tinhso.gateways.memory import actions, queries
from tinhso.gateways.sms.smpp import alphabets
from tinhso.gateways.sms.smpp.reading import Piece
from tinhso.kernel.messages.contracts import SMS, Arrived
from tinhso.kernel.messages.sealed import hash_of

GATEWAY = "smpp"
REPEATED = timedelta(minutes=15)
SHORT, SHORT_REPEATED = 9, timedelta(minutes=1)
PATIENCE = timedelta(hours=1)
MISSING = "[…thiếu một phần tin…]"
CAME, PART = "came:", "part:"
TakeIn = Callable[[Arrived], None]


def take(piece: Piece, hand_in: TakeIn, *, now: datetime) -> None:
    """Hand a message in, or keep a part until it is whole; durable when this returns."""
    if piece.total == 1:
        _hand_in([piece], hand_in, now=now)
        return
    prefix = f"{PART}{_hidden(piece, 'part')}:{piece.reference}:{piece.total}:"
    name = f"{prefix}{piece.number:03}"
    stood = queries.kept(GATEWAY, name)
    if stood and _read(stood) != piece:  # an older message used the same reference
        _finish(prefix, hand_in, now=now)
    actions.keep(GATEWAY, name, _written(piece), now=now)
    if len(queries.kept_under(GATEWAY, prefix)) == piece.total:
        _finish(prefix, hand_in, now=now)


def sweep(hand_in: TakeIn, *, now: datetime) -> None:
    """Hand in what waited too long for its other parts, and forget what can be no repeat."""
    for name in queries.older_than(GATEWAY, now - REPEATED):
        if name.startswith(CAME):
            actions.forget(GATEWAY, name, now=now)
    for name in queries.older_than(GATEWAY, now - PATIENCE):
        if name.startswith(PART) and queries.kept(GATEWAY, name):
            _finish(name[:-3], hand_in, now=now)


def _finish(prefix: str, hand_in: TakeIn, *, now: datetime) -> None:
    with transaction.atomic():  # a kill in between would leave the parts to be handed in again
        kept = queries.kept_under(GATEWAY, prefix)
        _hand_in([_read(words) for words in kept.values()], hand_in, now=now)
        actions.forget(GATEWAY, prefix, now=now)


def _hand_in(pieces: list[Piece], hand_in: TakeIn, *, now: datetime) -> None:
    first = pieces[0]
    text = _text(pieces)
    name = f"{CAME}{_hidden(first, text)}"
    window = REPEATED if len(text) > SHORT else SHORT_REPEATED
    known = "" if name in queries.older_than(GATEWAY, now - window) else queries.kept(GATEWAY, name)
    known = known or str(uuid.uuid4())
    actions.keep(GATEWAY, name, known, now=now)
    hand_in(Arrived(SMS, known, first.sender, text))


def _text(pieces: list[Piece]) -> str:
    """Join parts in order, bytes first: a character may lie across two of them."""
    text, run, due = "", b"", 1
    coding = pieces[0].coding
    for piece in pieces:
        if piece.number != due:
            text, run = f"{text}{alphabets.decode(coding, run)}{MISSING}", b""
        run += piece.raw
        due = piece.number + 1
    text += alphabets.decode(coding, run)
    if due <= pieces[0].total:
        text += MISSING
    return text.replace("\0", "")


def _hidden(piece: Piece, more: str) -> str:
    """Return a keyed hash: a name in the table tells neither number nor words."""
    return hash_of(f"smpp:{piece.sender}:{piece.to}:{piece.reference}:{more}")


def _written(piece: Piece) -> str:
    return json.dumps({**vars(piece), "raw": piece.raw.hex()})


def _read(words: str) -> Piece:
    held = json.loads(words)
    return Piece(**{**held, "raw": bytes.fromhex(held["raw"])})
