"""Every write of the messages room."""

from tinhso.kernel.messages.actions.delivering import acknowledge, deliver
from tinhso.kernel.messages.actions.receiving import receive
from tinhso.kernel.messages.actions.sending import send

__all__ = ["acknowledge", "deliver", "receive", "send"]
