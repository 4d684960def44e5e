"""The layers of the maps: systems offer theirs here, by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tinhso.kernel.declarations import Text
from tinhso.kernel.places.rules import Box, Feature

AGGREGATED_BELOW = 13


class NoSuchLayerError(LookupError):
    """Nobody has offered a layer of this name."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What a system lets maps draw.

    `features(box, zoom)` returns what lies in the box; it may return aggregates of its own at low
    zooms, told by their property `count`. `version()` is a short text that changes when the
    features do; it is asked for at every request and must be cheap. A browser may keep a tile for
    `seconds`. Only what everybody may see belongs into a layer.
    """

    name: str
    title: Text
    features: Callable[[Box, int], Sequence[Feature]]
    version: Callable[[], str]
    seconds: int = 60


_layers: dict[str, Layer] = {}


def register(layer: Layer) -> None:
    """Offer a layer under its name; a name is offered once, again only by the same function."""
    known = _layers.get(layer.name)
    if known is not None and known.features is not layer.features:
        raise ValueError(f"the layer {layer.name} is already offered by another system")
    _layers[layer.name] = layer


def registered() -> tuple[Layer, ...]:
    """Return every layer, by name."""
    return tuple(_layers[name] for name in sorted(_layers))


def get(name: str) -> Layer:
    """Return the layer of this name; raises NoSuchLayerError."""
    try:
        return _layers[name]
    except KeyError:
        raise NoSuchLayerError(f"there is no layer {name}") from None
