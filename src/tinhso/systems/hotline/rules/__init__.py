"""What may be shown of a report, and how it came so far. Pure decisions."""

from .limits import Limits
from .masking import (
    MASK,
    Masked,
    coarse,
    mask,
    sounds_like_complaint,
    title_of,
)
from .naming import Piece, pieces, proposed_names, without_names
from .way import Turn, last_moved, way

__all__ = [
    "MASK",
    "Limits",
    "Masked",
    "Piece",
    "Turn",
    "coarse",
    "last_moved",
    "mask",
    "pieces",
    "proposed_names",
    "sounds_like_complaint",
    "title_of",
    "way",
    "without_names",
]
