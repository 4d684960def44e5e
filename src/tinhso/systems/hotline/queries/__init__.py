"""Every read of the hotline. The open side reads redacted rows and nothing else (`open_side`)."""

from .board import (
    COUNTED,
    ON_MAP,
    PAGE,
    BoardPage,
    Cursor,
    Filters,
    Month,
    board,
    export,
    last_thirty_days,
    newest,
    on_map,
    public_photo,
    published,
)
from .catalogue import CATEGORIES, catalogue, categories, fields
from .projecting import PROCEDURE, PROJECTED, has_demonstration, living, position, standing
from .reviewing import answer_of, evidence, reviewable, waiting_for_review
from .standing import STATUSES, is_late, late, state, status_words

__all__ = [
    "CATEGORIES",
    "COUNTED",
    "ON_MAP",
    "PAGE",
    "PROCEDURE",
    "PROJECTED",
    "STATUSES",
    "BoardPage",
    "Cursor",
    "Filters",
    "Month",
    "answer_of",
    "board",
    "catalogue",
    "categories",
    "evidence",
    "export",
    "fields",
    "has_demonstration",
    "is_late",
    "last_thirty_days",
    "late",
    "living",
    "newest",
    "on_map",
    "position",
    "public_photo",
    "published",
    "reviewable",
    "standing",
    "state",
    "status_words",
    "waiting_for_review",
]
