"""Every write of the messages room."""

from tinhso.kernel.messages.actions.delivering import acknowledge, deliver, expire, recall
from tinhso.kernel.messages.actions.handling import (
    NotWaiting,
    hand_to_person,
    handle,
    read_incoming,
    settle,
)
from tinhso.kernel.messages.actions.keeping import empty, retry, rotate_incoming, rotate_messages
from tinhso.kernel.messages.actions.receiving import receive
from tinhso.kernel.messages.actions.sending import send

__all__ = [
    "NotWaiting",
    "acknowledge",
    "deliver",
    "empty",
    "expire",
    "hand_to_person",
    "handle",
    "read_incoming",
    "recall",
    "receive",
    "retry",
    "rotate_incoming",
    "rotate_messages",
    "send",
    "settle",
]
