"""Who carries which channel: gateways are registered by `config`, this room looks them up."""

from collections.abc import Callable

from tinhso.kernel.messages.contracts import CHANNELS, Letter, Sent

Carrier = Callable[[Letter], Sent]

_carriers: dict[str, Carrier] = {}


def register(channel: str, carrier: Carrier) -> None:
    """Let `carrier` carry a channel from now on; raise ValueError for an unknown channel."""
    if channel not in CHANNELS:
        raise ValueError(f"{channel!r} is no channel; there are {', '.join(CHANNELS)}")
    _carriers[channel] = carrier


def unregister(channel: str) -> None:
    """Let nobody carry a channel any more; letters wait."""
    _carriers.pop(channel, None)


def of(channel: str) -> Carrier | None:
    """Return who carries a channel, or None where no gateway is wired."""
    return _carriers.get(channel)


def registered() -> frozenset[str]:
    """Return the channels that have a carrier."""
    return frozenset(_carriers)
