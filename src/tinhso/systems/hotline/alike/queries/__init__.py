"""Every read of this part."""

from .links import (
    ANSWER,
    Linked,
    followers,
    last_answer,
    lead_of,
    linked,
    may_read,
    own_step,
    together,
)
from .similar import Similar, similar, similar_public
from .suggesting import Suggestion, suggest

__all__ = [
    "ANSWER",
    "Linked",
    "Similar",
    "Suggestion",
    "followers",
    "last_answer",
    "lead_of",
    "linked",
    "may_read",
    "own_step",
    "similar",
    "similar_public",
    "suggest",
    "together",
]
