"""Sealing what a call holds: its number, the operator's note, what has been typed so far."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.conf import settings

from tinhso.kernel.people import sealing
from tinhso.kernel.people.keys import Keyring, parse_keyring

NUMBER, NOTE, DRAFT = "call.number", "call.note", "call.draft"


def _keyring() -> Keyring:
    return parse_keyring(settings.TINHSO_KEYRING)


def seal(field: str, call: UUID, text: str) -> str:
    """Return a text sealed for one field of one call; empty stays empty."""
    return sealing.seal(_keyring(), field, str(call), text)


def unseal(field: str, call: UUID, sealed: str) -> str:
    """Return the text of a field; raise SealBrokenError where it was altered or moved."""
    return sealing.unseal(_keyring(), field, str(call), sealed)


def seal_draft(call: UUID, draft: Mapping[str, str]) -> str:
    """Return what has been typed as one sealed value; empty where nothing was."""
    typed = {name: text for name, text in draft.items() if text}
    return seal(DRAFT, call, json.dumps(typed, ensure_ascii=False) if typed else "")


def unseal_draft(call: UUID, sealed: str) -> dict[str, str]:
    """Return what has been typed by the names of the fields."""
    text = unseal(DRAFT, call, sealed)
    return dict(json.loads(text)) if text else {}


def index(number: str) -> str:
    """Return the keyed hash by which calls from a number in E.164 are found; empty stays empty."""
    return sealing.blind_index(_keyring(), NUMBER, number)


def indexes(number: str) -> tuple[str, ...]:
    """Return the hash under every key of the ring: while a rotation runs, rows carry either."""
    return sealing.blind_indexes(_keyring(), NUMBER, number)
