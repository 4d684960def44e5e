"""Every write of notices: following, giving and taking back, telling."""

from .following import follow
from .giving import Draft, NotStanding, give, spread, withdraw
from .subscribing import Wanted, WrongCode, change, confirm, end, rotate_keys, subscribe, sweep

__all__ = [
    "Draft",
    "NotStanding",
    "Wanted",
    "WrongCode",
    "change",
    "confirm",
    "end",
    "follow",
    "give",
    "rotate_keys",
    "spread",
    "subscribe",
    "sweep",
    "withdraw",
]
