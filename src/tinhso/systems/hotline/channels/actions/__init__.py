"""Every write of the channels: hearing what came in, telling reporters, what a person settles."""

from .hearing import hear
from .keeping import (
    forget,
    give_up_questions,
    rotate_conversations,
    rotate_correspondents,
)
from .settling import attach, dismiss, file_by_hand, read
from .telling import follow

__all__ = [
    "attach",
    "dismiss",
    "file_by_hand",
    "follow",
    "forget",
    "give_up_questions",
    "hear",
    "read",
    "rotate_conversations",
    "rotate_correspondents",
]
