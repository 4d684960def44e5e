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
from .suggesting import (
    Suggestion,
    categories,
    confirmed,
    learned_in,
    lesson,
    model,
    seeds,
    suggest,
    tried,
)

__all__ = [
    "ANSWER",
    "Linked",
    "Similar",
    "Suggestion",
    "categories",
    "confirmed",
    "followers",
    "last_answer",
    "lead_of",
    "learned_in",
    "lesson",
    "linked",
    "may_read",
    "model",
    "own_step",
    "seeds",
    "similar",
    "similar_public",
    "suggest",
    "together",
    "tried",
]
