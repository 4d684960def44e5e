"""What may be shown of a report, and how it came so far. Pure decisions."""

from .masking import (
    MASK,
    Masked,
    coarse,
    mask,
    proposed_names,
    sounds_like_complaint,
    title_of,
)
from .way import Turn, last_moved, way

__all__ = [
    "MASK",
    "Masked",
    "Turn",
    "coarse",
    "last_moved",
    "mask",
    "proposed_names",
    "sounds_like_complaint",
    "title_of",
    "way",
]
