"""Every read of this part."""

from .similar import Similar, similar, similar_public
from .suggesting import Suggestion, suggest

__all__ = ["Similar", "Suggestion", "similar", "similar_public", "suggest"]
